import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// A hold was looked for on the person's own calls alone. A call of which nobody said who called is one all the same, and
// its CallData and what was quarantined of it were erased although it was held.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const NUMBER = '+4915199887766';
const HOLD = 'mutation ($input: SetLegalHoldInput!) { setLegalHold(input: $input) { call { heldAt } } }';
const ERASE = `mutation ($input: EraseCallerInput!) {
  eraseCaller(input: $input) { calls callDataRecords rawPayloads heldCalls }
}`;
const READ = '{ call(callId: "held") { callData { content } } quarantine { totalCount } }';

const asAdmin = (query: string, input?: object) => gateway.graphql(query, { input }, gateway.keys.admin);
const erase = async (dryRun: boolean) => (await asAdmin(ERASE, { caller: NUMBER, dryRun })).data.eraseCaller;
const turn = (callId: string, over: object = {}) => ({
  transactionId: `turn of ${callId}`,
  requestTimestamp: '2024-03-01T12:00:00Z',
  request: { callMeta: { callId } },
  ...over,
});

test('CallData and quarantine stay while the call is held, and go when it is not', async () => {
  await gateway.post('/webhooks/parloa', turn('held'));
  const broken = { requestTimestamp: 'soon', request: { callMeta: { callId: 'held', callerId: NUMBER } } };
  await gateway.post('/webhooks/parloa', turn('broken', broken));
  const input = { callerid: NUMBER, callid: 'held', content: 'evidence' };
  await gateway.post(`/api/CallData?clientId=acme&code=${gateway.keys.write}`, { input }, {});
  await asAdmin(HOLD, { callId: 'held', hold: true });

  const nothing = { calls: 0, callDataRecords: 0, rawPayloads: 0, heldCalls: 0 };
  expect([await erase(true), await erase(false)]).toEqual([nothing, nothing]);
  const kept = { call: { callData: [{ content: 'evidence' }] }, quarantine: { totalCount: 1 } };
  expect((await asAdmin(READ)).data).toEqual(kept);

  await asAdmin(HOLD, { callId: 'held', hold: false });
  const all = { ...nothing, callDataRecords: 1, rawPayloads: 1 };
  expect([await erase(true), await erase(false)]).toEqual([all, all]);
  expect((await asAdmin(READ)).data).toEqual({
    call: { callData: [{ content: null }] },
    quarantine: { totalCount: 0 },
  });
});
