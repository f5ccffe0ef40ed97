import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bytesOf, found } from '../support/bytes.js';
import { PERSON, parloaTurn } from '../support/canaries.js';
import { type Gateway, startGateway } from '../support/gateway.js';

// A text that is no JSON was kept without the call that its address named, and one whose key has other letters or an
// escape without the call that it names itself: both stayed whole of private calls, and of people who were erased.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const ERASE = 'mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) { rawPayloads } }';
const turn = (call: string, isPrivate: boolean) => parloaTurn(call, `t-of-${call}`, isPrivate);

async function deliverBroken(call: string, said: string): Promise<void> {
  const statuses = [
    await gateway.post(`/webhooks/audiocodes?conversation=${call}`, `{"text": "${said}", oops`),
    await gateway.post('/webhooks/audiocodes', `{"callid": "${call}", "text": "${said}", oops`),
    await gateway.post('/webhooks/audiocodes', `{"call\\u0049d": "${call}", "text": "${said}", oops`),
  ].map(({ status }) => status);
  expect(statuses).toEqual([400, 400, 400]);
}

const stands = async (said: string) => found(await bytesOf(gateway.databaseUrl), [said]).length > 0;

test('it is masked where the call is private', async () => {
  await gateway.post('/webhooks/parloa', turn('private', true));
  await deliverBroken('private', 'the swift flew off');
  expect(await stands('the swift flew off')).toBe(false);
});

test('it is erased with the call, and what comes later is not kept', async () => {
  await gateway.post('/webhooks/parloa', turn('open', false));
  await deliverBroken('open', 'the heron stayed');
  expect(await stands('the heron stayed')).toBe(true);
  const question = (dryRun: boolean) =>
    gateway.graphql(ERASE, { input: { caller: PERSON.local, dryRun } }, gateway.keys.admin);
  const counted = await question(true);
  expect(await question(false)).toEqual(counted);
  expect(counted.errors).toBeUndefined();
  await deliverBroken('open', 'the stork came back');
  expect(await stands('the heron stayed')).toBe(false);
  expect(await stands('the stork came back')).toBe(false);
});
