import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// The same disconnect told by the conversation and by the leg stayed two, also once both were known to be one call.

let gateway: Gateway;
let calls = 0;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

const ASK = `query ($callId: String!, $filter: HangupFilter) {
  call(callId: $callId) { hangups { primary reasonCode } transfers { status } outcome }
  hangups(filter: $filter) { totalCount } }`;

interface Names {
  readonly conversation: string;
  readonly callId: string;
}

const END = { reason: 'Client Side', reasonCode: 'client-disconnected' };
const TRANSFER = { type: 'event', name: 'transferStatus', value: { status: 'failed', reasonCode: 'busy' } };

async function callAfter(said: (names: Names) => readonly object[]) {
  calls++;
  const names = { conversation: `conversation-${calls}`, callId: `leg-${calls}` };
  for (const payload of said(names)) await gateway.post('/webhooks/audiocodes', payload);
  const span = { from: '2020-01-01T00:00:00Z' };
  const filter = { primaryOnly: false, occurredAt: span };
  const { data } = await gateway.graphql(ASK, { callId: names.callId, filter });
  return data;
}

const link = (names: Names) => ({ ...names, status: 'answered' });
const once = { hangups: [{ primary: true, reasonCode: 'CLIENT_DISCONNECTED' }], transfers: [{ status: 'FAILED' }] };

test('whichever comes first, the link or what is told', async () => {
  const orders: ((names: Names) => readonly object[])[] = [
    ({ conversation, callId }) => [
      { conversation, ...END },
      { callId, ...END },
      { conversation, ...TRANSFER },
      { callId, ...TRANSFER },
      link({ conversation, callId }),
    ],
    ({ conversation, callId }) => [
      link({ conversation, callId }),
      { callId, ...END },
      { callId, ...TRANSFER },
      { conversation, ...TRANSFER },
      { conversation, ...END },
    ],
  ];
  for (const [index, order] of orders.entries()) {
    const { call, hangups } = await callAfter(order);
    expect(call).toEqual({ ...once, outcome: 'ABANDONED' });
    expect(hangups.totalCount).toBe(index + 1);
  }
});

test('two that say different things stay two', async () => {
  const { call } = await callAfter(({ conversation, callId }) => [
    link({ conversation, callId }),
    { conversation, ...END },
    { callId, ...END, reason: 'Bot' },
  ]);
  expect(call.hangups).toHaveLength(2);
});
