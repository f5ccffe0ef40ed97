import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PERSON, parloaTurn } from '../support/canaries.js';
import { type Gateway, startGateway } from '../support/gateway.js';

// What is nested too deeply was looked through with a call inside a call for each level. One such delivery in quarantine
// made every later one of the private call that it named fail, and where it said itself that it is private it was lost.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const deep = '['.repeat(100_000) + ']'.repeat(100_000);
const deliver = async (body: unknown) => {
  const answer = await gateway.post('/webhooks/parloa', body);
  const { created, rejected } = (await answer.json()) as { created: number; rejected: { code: string }[] };
  return [answer.status, created, rejected?.map(({ code }) => code)];
};

test('whether it says itself that it is private or names a call that is', async () => {
  const said = `"text":"${PERSON.name}","deep":${deep}`;
  const rejected = [200, 0, ['TOO_DEEP']];
  expect(await deliver(`{"isPrivacyEnabled":true,${said}}`)).toEqual(rejected);
  expect(await deliver(`{"callId":"call",${said}}`)).toEqual(rejected);
  expect(await deliver(parloaTurn('call', 't-1', true))).toEqual([200, 1, []]);
  expect(await deliver(`{"callId":"call","again":1,${said}}`)).toEqual(rejected);
  const { data } = await gateway.graphql('{ quarantine { nodes { body } } }', {}, gateway.keys.admin);
  const masked = { body: expect.stringMatching(/^\[redacted: \d+ characters]$/) };
  expect(data.quarantine.nodes).toEqual([masked, masked, masked]);
});
