import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bytesOf, found } from '../support/bytes.js';
import { type Gateway, startGateway } from '../support/gateway.js';

// A call is compared by the number of whoever is named first. Who was named by a later record alone was found in the
// very form of the question and in no other.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const ERASE = 'mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) { calls transactions messages } }';

const turn = (callId: string, second: number, callerId: string) => ({
  transactionId: `${callId} ${second}`,
  requestTimestamp: `2024-03-01T12:00:0${second}Z`,
  request: { text: `spoken by ${callerId}`, callMeta: { callId, callerId } },
});
const message = (id: string, direction: string, from: string, to: string) => ({
  ...{ id, direction, from, to },
  created_at: '2024-03-01T12:00:01Z',
  body: 'written',
});
const session = {
  event: 'conversation_agent_session.ended',
  data: {
    ...{ id: 'thread', started_at: '2024-03-01T12:00:00Z', ended_at: '2024-03-01T12:01:00Z' },
    messages: [
      message('m-1', 'INBOUND', '+4930123456', '+13237452021'),
      message('m-2', 'OUTBOUND', '+13237452021', '(0151) 99 88-77 66'),
    ],
  },
};

test('by a later turn and by a message, and nobody else is', async () => {
  const forms = ['0049 151 99887766', '0151/99887766', 'sip:+4915199887766@sip.example', '4915199887766'];
  const named = forms.flatMap((form, index) => [turn(`c${index}`, 1, 'anonymous'), turn(`c${index}`, 2, form)]);
  const others = [
    turn('other', 1, 'anonymous'),
    turn('other', 2, '+49 151 998877660'),
    turn('far', 1, '0152 99887766'),
  ];
  await gateway.post('/webhooks/parloa', [...named, ...others]);
  await gateway.post('/webhooks/whippy', session);
  const input = { caller: '+4915199887766', dryRun: false };
  const { data } = await gateway.graphql(ERASE, { input }, gateway.keys.admin);
  expect(data.eraseCaller).toEqual({ calls: 5, transactions: 8, messages: 2 });
  const bytes = await bytesOf(gateway.databaseUrl);
  expect(
    found(
      bytes,
      [...forms, '(0151) 99 88-77 66'].map((form) => `"${form}"`),
    ),
  ).toEqual([]);
  expect(found(bytes, ['spoken by +49 151 998877660', 'spoken by 0152 99887766'])).toHaveLength(2);
});
