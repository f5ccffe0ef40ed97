import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bytesOf, found } from '../support/bytes.js';
import { type Gateway, startGateway } from '../support/gateway.js';

// The code of a transfer and the status of a call can be any text. They were a part of the keys by which a signal is known
// again, which stay when a person is erased and where a call is private.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const ERASE = 'mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) { calls } }';
const PLANTED = ['Kanarina', 'kanarina'];

const signals = (conversation: string) => [
  { conversation, type: 'event', name: 'start', parameters: { caller: '+4915199887766' } },
  {
    ...{ conversation, type: 'event', name: 'transferStatus' },
    value: { status: 'failed', reasonCode: 'Kanarina Vogelsang' },
  },
  { conversation, status: 'hears Kanarina Vogelsang' },
];

async function deliver(conversation: string): Promise<unknown> {
  const answers: { created: number; duplicates: number }[] = [];
  for (const signal of signals(conversation)) {
    const answer = await gateway.post('/webhooks/audiocodes', signal);
    answers.push((await answer.json()) as (typeof answers)[number]);
  }
  return answers.map(({ created, duplicates }) => [created, duplicates]);
}

test('of an erased call, nor of a private one, and signals are known again all the same', async () => {
  const [fresh, again] = [
    [1, 0],
    [0, 1],
  ].map((one) => [one, one, one]);
  expect([await deliver('erased'), await deliver('erased')]).toEqual([fresh, again]);
  const input = { caller: '+4915199887766', dryRun: false };
  const { data } = await gateway.graphql(ERASE, { input }, gateway.keys.admin);
  expect(data).toEqual({ eraseCaller: { calls: 1 } });
  expect(found(await bytesOf(gateway.databaseUrl), PLANTED)).toEqual([]);
  expect(await deliver('erased')).toEqual(again);

  const privately =
    'mutation { updateClient(input: { privacy: [{ source: AUDIOCODES, enabled: true }] }) { client { id } } }';
  await gateway.graphql(privately, {}, gateway.keys.admin);
  expect([await deliver('private'), await deliver('private')]).toEqual([fresh, again]);
  expect(found(await bytesOf(gateway.databaseUrl), PLANTED)).toEqual([]);
});
