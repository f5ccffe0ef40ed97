import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

/** The head of the answer to a request whose body is announced and never sent. */
function answerTo(path: string, headers: Record<string, string>): Promise<string> {
  const fields = { host: 'localhost', 'content-type': 'application/json', 'content-length': '9000', ...headers };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.once('error', reject).once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  });
}

const STREAM = { accept: 'text/event-stream' };

// GraphQL took the whole body in before it looked at the key, and most refusals did not say how to be let in.
test.each<[string, Record<string, string>, string]>([
  ['/graphql', {}, 'Bearer realm="talkgraph"'],
  ['/graphql/stream', STREAM, 'Bearer realm="talkgraph"'],
  ['/webhooks/parloa', {}, 'Bearer realm="talkgraph"'],
  ['/graphql', { authorization: 'Bearer wrong' }, 'Bearer realm="talkgraph", error="invalid_token"'],
  ['/graphql/stream', { ...STREAM, authorization: 'Basic eA==' }, 'Bearer realm="talkgraph", error="invalid_token"'],
  ['/webhooks/parloa', { authorization: 'Bearer wrong' }, 'Bearer realm="talkgraph", error="invalid_token"'],
  ['/api/CallData?clientId=acme', {}, 'ApiKey realm="talkgraph", header="x-functions-key"'],
])('POST %s with %j is answered 401 and told of %s', async (path, headers, challenge) => {
  const answer = await answerTo(path, headers);
  expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  expect(answer).toContain(`\r\nwww-authenticate: ${challenge}\r\n`);
  expect(answer).toContain('UNAUTHENTICATED');
});

test('a page of another origin is refused before the body is read', async () => {
  const headers = { authorization: `Bearer ${gateway.keys.read}`, origin: 'https://evil.example' };
  expect(await answerTo('/graphql', headers)).toMatch(/^HTTP\/1\.1 403 /);
});
