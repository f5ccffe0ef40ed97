import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { subscribers } from '../../support/until.js';

const HANGUPS = 'subscription { hangupRecorded { hangup { call { callId } } } }';
const RECORD = 'mutation ($id: String!) { recordHangup(input: { callId: $id }) { outcome } }';
// Lengths of each kind that a frame has, and text of one to four bytes a character.
const CALLS = ['a', 'ü'.repeat(40), '€'.repeat(60), '🙂'.repeat(100), 'z'.repeat(400)];
const IDS = ['1', 'zwölf 🙂'];
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: { readonly data: { readonly hangupRecorded: { readonly hangup: { call: { callId: string } } } } };
}

test('subscriptions of one socket are told everything in order, each under its own id, between other messages', async () => {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: Message[] = [];
  const done = Promise.withResolvers<void>();
  await once(socket, 'open');
  const send = (message: object) => socket.send(JSON.stringify(message));
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    messages.push(message);
    if (message.type === 'connection_ack') {
      for (const id of IDS) send({ id, type: 'subscribe', payload: { query: HANGUPS } });
    }
    // A question among the events, which is answered by other means than they are sent.
    if (message.type === 'next') send({ type: 'ping' });
    if (messages.filter(({ type }) => type === 'next').length === 2 * CALLS.length) done.resolve();
  });
  send({ type: 'connection_init', payload: { authorization: `Bearer ${gateway.keys.read}` } });
  await subscribers(gateway.url, 2);
  for (const id of CALLS) await gateway.graphql(RECORD, { id });
  await done.promise;
  for (const wanted of IDS) {
    const told = messages.filter(({ id, type }) => id === wanted && type === 'next');
    expect(told.map(({ payload }) => payload?.data.hangupRecorded.hangup.call.callId)).toEqual(CALLS);
  }
  const ended = once(socket, 'close');
  socket.close();
  expect((await ended)[0]).toBe(1005);
  await subscribers(gateway.url, 0);
});
