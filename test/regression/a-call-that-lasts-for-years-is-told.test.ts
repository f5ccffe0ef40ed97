import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

const CALL = 'a8f35368-3feb-123a-618c-d094667acbd8';
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

// Five years in milliseconds do not fit into GraphQL's Int: the field failed, and with it the event of the hang-up.
test('a call that ends years after its first turn has a duration that can be told', async () => {
  const [turn] = JSON.parse(readFileSync('test/fixtures/parloa/transaction.json', 'utf8'));
  const [hangup] = JSON.parse(readFileSync('test/fixtures/parloa/hangup.json', 'utf8'));
  await gateway.post('/webhooks/parloa', [
    { ...turn, response: { ...turn.response, endTalk: false } },
    {
      ...hangup,
      requestTimestamp: '2026-11-25T08:00:00.000Z',
      request: { ...hangup.request, callMeta: { ...hangup.request.callMeta, callId: CALL } },
      response: { ...hangup.response, callMeta: { ...hangup.response.callMeta, callId: CALL } },
    },
  ]);
  const { data, errors } = await gateway.graphql(`{ call(callId: "${CALL}") { endedAt durationMs } }`);
  expect(errors).toBeUndefined();
  expect(data.call).toEqual({ endedAt: '2026-11-25T08:00:00.000Z', durationMs: 2_147_483_647 });
});
