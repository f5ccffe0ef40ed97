import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;
let socket: Client;

beforeAll(async () => {
  gateway = await startGateway();
  socket = gateway.socket();
});

afterAll(() => gateway.dispose());

function errorOf(after: string): Promise<unknown> {
  const query = 'subscription ($after: String) { hangupRecorded(after: $after) { cursor } }';
  return new Promise((resolve, reject) => {
    const complete = () => reject(new Error('It ended without an error.'));
    socket.subscribe({ query, variables: { after } }, { next: complete, error: resolve, complete });
  });
}

// graphql-js let the error through, and the socket was closed with 4500, with all other subscriptions on it.
test('a subscription with a wrong cursor ends with bad input, and the others on its socket go on', async () => {
  let closed = false;
  socket.on('closed', () => {
    closed = true;
  });
  const live = socket.iterate({ query: 'subscription { hangupRecorded { hangup { call { callId } } } }' });
  const first = live.next();
  for (const after of ['', 'zz', 'djE6LTE', 'djE6OTk5OTk5']) {
    expect(await errorOf(after)).toEqual([
      expect.objectContaining({
        extensions: { code: 'BAD_USER_INPUT', path: ['after'], requestId: expect.any(String) },
      }),
    ]);
  }
  await gateway.graphql('mutation { recordHangup(input: { callId: "call-1" }) { outcome } }', {}, gateway.keys.write);
  expect((await first).value).toEqual({ data: { hangupRecorded: { hangup: { call: { callId: 'call-1' } } } } });
  expect(closed).toBe(false);
});
