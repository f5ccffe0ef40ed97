import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bytesOf, found } from '../support/bytes.js';
import { PERSON, PLANTED, whippyEvent } from '../support/canaries.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { until } from '../support/until.js';

// What kind of message it is, by what platform and in which language are texts, too: they stayed after an erasure,
// and so did what had been counted by them.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const ERASE = 'mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) { messages } }';
const METRICS = '{ metrics(groupBy: PLATFORM) { key calls } }';
const MESSAGES =
  '{ sessions { nodes { sessionId messages { nodes { messageId type mode deliveryStatus language } } } } }';

function session(id: string, words: object, messageId: string) {
  const { data, ...envelope } = whippyEvent('analyzed', id);
  return {
    ...envelope,
    data: { ...data, messages: data.messages.map((one) => ({ ...one, ...words, id: messageId })) },
  };
}
const PLAIN = { type: 'sms', mode: 'ai', delivery_status: 'webhook_delivered', language: 'en' };
const FREE = {
  type: `sms of ${PERSON.name}`,
  mode: PERSON.utterance,
  delivery_status: `to ${PERSON.number}`,
  language: PERSON.email,
};

test('what is no word goes from messages, calls and figures, and words stay', async () => {
  const told = [session('plain', PLAIN, 'm-1'), session('free', FREE, `from ${PERSON.name}`)];
  await gateway.post('/webhooks/whippy', told);
  const platforms = async () => (await gateway.graphql(METRICS)).data.metrics;
  expect(await platforms()).toHaveLength(2);
  await until(async () => found(await bytesOf(gateway.databaseUrl), ['METRICS PLATFORM']).length === 1);

  const erased = await gateway.graphql(ERASE, { input: { caller: PERSON.local } }, gateway.keys.admin);
  expect(erased.data).toEqual({ eraseCaller: { messages: 2 } });
  expect(found(await bytesOf(gateway.databaseUrl), PLANTED)).toEqual([]);
  const again = await gateway.post('/webhooks/whippy', told);
  expect(await again.json()).toMatchObject({ duplicates: 2 });
  const revised = session('free', { ...FREE, body: 'more' }, `from ${PERSON.name}`);
  await gateway.post('/webhooks/whippy', revised);
  expect(found(await bytesOf(gateway.databaseUrl), PLANTED)).toEqual([]);

  const { data } = await gateway.graphql(MESSAGES);
  const messagesOf = (id: string) =>
    data.sessions.nodes.find((one: { sessionId: string }) => one.sessionId === id).messages.nodes;
  const plain = { messageId: 'm-1', type: 'sms', mode: 'ai', deliveryStatus: 'webhook_delivered', language: 'en' };
  expect(messagesOf('plain')).toEqual([plain]);
  const none = { type: null, mode: null, deliveryStatus: null, language: null };
  expect(messagesOf('free')).toEqual([{ messageId: expect.stringMatching(/^redacted:id:/), ...none }]);
  expect((await platforms()).map(({ calls }: { calls: number }) => calls)).toEqual([1, 1]);
});
