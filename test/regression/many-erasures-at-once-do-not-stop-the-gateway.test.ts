import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// The end of an erasure read over a second connection. Where as many as there are waited for the client's lock, it never
// got one: on PostgreSQL a list of people to erase, sent at once, stopped the gateway for good.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ variables: { DATABASE_POOL_SIZE: '2' } });
});
afterAll(() => gateway.dispose());

const ERASE = 'mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) { calls } }';
const NUMBERS = Array.from({ length: 8 }, (_, index) => `+49151998877${10 + index}`);

test('with fewer connections than erasures', async () => {
  const turns = NUMBERS.map((callerId, index) => ({
    transactionId: `turn ${index}`,
    requestTimestamp: '2024-03-01T12:00:00Z',
    request: { callMeta: { callId: `call ${index}`, callerId } },
  }));
  await gateway.post('/webhooks/parloa', turns);
  const answers = NUMBERS.map((caller) =>
    gateway.graphql(ERASE, { input: { caller, dryRun: false } }, gateway.keys.admin),
  );
  expect((await Promise.all(answers)).map(({ data }) => data)).toEqual(
    NUMBERS.map(() => ({ eraseCaller: { calls: 1 } })),
  );
});

test('and text that PostgreSQL cannot hold is nobody’s', async () => {
  const input = { caller: 'a\0b', dryRun: false };
  const { data, errors } = await gateway.graphql(ERASE, { input }, gateway.keys.admin);
  expect([errors, data]).toEqual([undefined, { eraseCaller: { calls: 0 } }]);
});
