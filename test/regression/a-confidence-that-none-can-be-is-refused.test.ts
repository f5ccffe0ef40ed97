import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

// Whoever asked in percent was answered with every turn that had a confidence.
test.each([50, 1.01, -0.1])('transactions of a confidence of at most %d are bad input', async (maximumConfidence) => {
  const { errors } = await gateway.graphql(
    `{ transactions(filter: { maximumConfidence: ${maximumConfidence} }) { totalCount } }`,
  );
  expect(errors?.[0]).toMatchObject({
    message: 'Must be from 0 to 1.',
    extensions: { code: 'BAD_USER_INPUT', path: ['filter', 'maximumConfidence'] },
  });
});

test.each([0, 1])('a confidence of at most %d is asked for', async (maximumConfidence) => {
  const { data } = await gateway.graphql(
    `{ transactions(filter: { maximumConfidence: ${maximumConfidence} }) { totalCount } }`,
  );
  expect(data.transactions.totalCount).toBe(0);
});
