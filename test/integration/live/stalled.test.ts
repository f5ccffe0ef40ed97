import { afterAll, beforeAll, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { subscribers } from '../../support/until.js';

const EVENTS = 400;
const QUESTION =
  'subscription ($after: String) { hangupRecorded(after: $after) { cursor hangup { reason call { callId } } } }';
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ variables: { SUBSCRIBER_QUEUE_BYTES: '16384' } });
});

afterAll(() => gateway.dispose());

interface Ended {
  readonly seen: string[];
  readonly cursor: string;
}

/** Subscribes; `stall` reads nothing more, `goOn` reads until the subscription ends with an error. */
async function reader() {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const seen: string[] = [];
  const ended = new Promise<Ended>((resolve) => {
    socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === 'connection_ack') {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUESTION } }));
      } else if (type === 'next') seen.push(payload.data.hangupRecorded.hangup.call.callId);
      else if (type === 'error') {
        expect(payload[0].extensions.code).toBe('SLOW_CONSUMER');
        resolve({ seen, cursor: payload[0].extensions.cursor });
      }
    });
  });
  await new Promise((resolve) => socket.once('open', resolve));
  const payload = { authorization: `Bearer ${gateway.keys.read}` };
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  return { socket, ended };
}

test('a stalled socket ends alone, hears where to go on when it reads again, and misses nothing', async () => {
  const { socket, ended } = await reader();
  const others = gateway
    .socket()
    .iterate<{ hangupRecorded: { hangup: { call: { callId: string } } } }>({ query: QUESTION });
  const first = others.next();
  await subscribers(gateway.url, 2);
  socket.pause();
  const written = Array.from({ length: EVENTS }, (_, index) => `stalled-${index}`);
  const reason = 'x'.repeat(60_000);
  const query =
    'mutation ($id: String!, $reason: String) { recordHangup(input: { callId: $id, reason: $reason }) { outcome } }';
  for (const id of written) await gateway.graphql(query, { id, reason });

  const told = [(await first).value];
  while (told.length < EVENTS) told.push((await others.next()).value);
  expect(told.map(({ data }) => data.hangupRecorded.hangup.call.callId)).toEqual(written);
  expect(await (await gateway.get('/metrics')).text()).toMatch(/^talkgraph_subscribers_dropped 1$/m);

  socket.resume();
  const { seen, cursor } = await ended;
  socket.terminate();
  expect(seen.length).toBeLessThan(EVENTS);
  const rest = gateway.socket().iterate<{ hangupRecorded: { hangup: { call: { callId: string } } } }>({
    query: QUESTION,
    variables: { after: cursor },
  });
  while (seen.length < EVENTS) seen.push((await rest.next()).value?.data?.hangupRecorded.hangup.call.callId ?? '');
  expect(seen).toEqual(written);
}, 30_000);
