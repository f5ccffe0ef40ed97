import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bytesOf, found } from '../support/bytes.js';
import { PERSON } from '../support/canaries.js';
import { type Gateway, startGateway } from '../support/gateway.js';

// What is nested too deeply is kept in quarantine. Looking for names in it took a call inside a call for each level, so
// that one such delivery kept everybody whom it named from being erased.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const DEPTH = 200_000;
const ERASE = 'mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) { calls rawPayloads } }';

test('whether it names the person or the call', async () => {
  const requestTimestamp = '2024-03-01T12:00:00Z';
  const request = { callMeta: { callId: 'deep-call', callerId: PERSON.number } };
  await gateway.post('/webhooks/parloa', { transactionId: 't-1', requestTimestamp, request });
  const deep = '['.repeat(DEPTH) + ']'.repeat(DEPTH);
  await gateway.post('/webhooks/parloa', `{"text":"${PERSON.name}","caller":"${PERSON.number}","deep":${deep}}`);
  await gateway.post('/webhooks/parloa', `{"text":"${PERSON.name}","deep":${deep},"callId":"deep-call"}`);
  const input = { caller: PERSON.number, dryRun: false };
  const { data, errors } = await gateway.graphql(ERASE, { input }, gateway.keys.admin);
  expect([errors, data]).toEqual([undefined, { eraseCaller: { calls: 1, rawPayloads: 3 } }]);
  expect(found(await bytesOf(gateway.databaseUrl), [PERSON.name, PERSON.number])).toEqual([]);
});
