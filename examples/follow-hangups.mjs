// Prints hang-ups as they are recorded: node examples/follow-hangups.mjs http://127.0.0.1:4000 <api key>
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [address, key] = process.argv.slice(2);
const client = createClient({
  url: address.replace(/^http/, 'ws').concat('/graphql'),
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${key}` },
  // Where the first connection fails, say so instead of trying for ever.
  lazy: false,
  retryAttempts: 0,
  onNonLazyError: (error) => {
    console.error(error);
    process.exit(1);
  },
});
const query = `subscription {
  hangupRecorded { cursor hangup { call { callId } initiator state { name } lastIntent { name } occurredAt } }
}`;
client.on('connected', () => console.error('Waiting for hang-ups …'));
for await (const { data, errors } of client.iterate({ query })) console.log(JSON.stringify(errors ?? data));
