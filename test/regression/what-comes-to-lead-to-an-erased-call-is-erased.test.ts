import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bytesOf, found } from '../support/bytes.js';
import { PERSON, PLANTED } from '../support/canaries.js';
import { type Gateway, startGateway } from '../support/gateway.js';

// After an erasure CallData and what nobody understood can come under a name that nothing ties to the call yet. When a
// later delivery said whose name it is, they stayed.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const ERASE = 'mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) { calls } }';

const turn = (transactionId: string, callerId: string | null) => ({
  transactionId,
  requestTimestamp: '2024-03-01T12:00:00Z',
  request: { text: PERSON.utterance, callMeta: { callId: 'erased', callerId } },
});

test('CallData under another name of the call, and quarantine that names a turn', async () => {
  await gateway.post('/webhooks/parloa', turn('t-1', PERSON.number));
  const input = { caller: PERSON.number, dryRun: false };
  expect((await gateway.graphql(ERASE, { input }, gateway.keys.admin)).data).toEqual({ eraseCaller: { calls: 1 } });
  const left = { callerid: PERSON.local, callid: 'leg', content: PERSON.name };
  await gateway.post(`/api/CallData?clientId=acme&code=${gateway.keys.write}`, { input: left }, {});
  await gateway.post('/webhooks/parloa', { transactionId: 't-2', request: { text: PERSON.utterance } });
  expect(found(await bytesOf(gateway.databaseUrl), PLANTED)).not.toEqual([]);

  await gateway.post('/webhooks/audiocodes', { conversation: 'erased', callId: 'leg', status: 'ringing' });
  await gateway.post('/webhooks/parloa', turn('t-2', null));
  const read =
    '{ call(callId: "leg") { callId callData { content } transactions { totalCount } } quarantine { totalCount } }';
  expect((await gateway.graphql(read, {}, gateway.keys.admin)).data).toEqual({
    call: { callId: 'erased', callData: [{ content: null }], transactions: { totalCount: 2 } },
    quarantine: { totalCount: 0 },
  });
});
