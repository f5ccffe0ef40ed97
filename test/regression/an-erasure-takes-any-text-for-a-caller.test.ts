import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// What began with a + was read as digits even where it was none, and a bracket in it made the erasure fail.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const ERASE = 'mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) { calls rawPayloads } }';

test.each(['++++', '+49 (176', '+49 176)', '+[ada', '+ada*(', '+\\ada'])('also %j', async (caller) => {
  const callId = `call of ${caller}`;
  const requestTimestamp = '2024-03-01T12:00:00Z';
  const request = { callMeta: { callId, callerId: caller } };
  await gateway.post('/webhooks/parloa', { transactionId: `turn of ${caller}`, requestTimestamp, request });
  await gateway.post('/webhooks/parloa', { transactionId: `no turn of ${caller}`, requesterId: caller });
  const input = { caller, dryRun: false };
  const { data, errors } = await gateway.graphql(ERASE, { input }, gateway.keys.admin);
  expect([errors, data]).toEqual([undefined, { eraseCaller: { calls: 1, rawPayloads: 2 } }]);
});
