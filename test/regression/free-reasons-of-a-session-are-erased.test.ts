import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bytesOf, found } from '../support/bytes.js';
import { PERSON, PLANTED, whippyEvent } from '../support/canaries.js';
import { type Gateway, startGateway } from '../support/gateway.js';

// Why a session ended and how it was rated are texts, too: they stayed after an erasure, whatever they said.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const ERASE = 'mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) { sessions } }';
const READ = '{ sessions { nodes { sessionId endedReason analysis { completionRating } } } }';

function analysed(id: string, reason: string, rating: string) {
  const { data, ...envelope } = whippyEvent('analyzed', id);
  return { ...envelope, data: { ...data, ended_reason: reason, chat_completion_rating: rating } };
}

test('what is no word goes, before and after the erasure, and words stay', async () => {
  const free = analysed('free', `told ${PERSON.name}`, PERSON.utterance);
  await gateway.post('/webhooks/whippy', [free, analysed('plain', 'user_ended', 'Complete')]);
  const input = { caller: PERSON.local, dryRun: false };
  const erased = await gateway.graphql(ERASE, { input }, gateway.keys.admin);
  expect(erased.data).toEqual({ eraseCaller: { sessions: 2 } });
  expect(found(await bytesOf(gateway.databaseUrl), PLANTED)).toEqual([]);
  await gateway.post('/webhooks/whippy', analysed('free', `again ${PERSON.name}`, PERSON.email));
  expect(found(await bytesOf(gateway.databaseUrl), PLANTED)).toEqual([]);
  const { data } = await gateway.graphql(READ);
  expect(data.sessions.nodes).toHaveLength(2);
  expect(data.sessions.nodes).toContainEqual({
    sessionId: 'plain',
    endedReason: 'user_ended',
    analysis: { completionRating: 'Complete' },
  });
});
