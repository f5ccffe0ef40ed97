import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { RecordTransactionsDocument, type TransactionInput } from '../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';

const TURNS: readonly TransactionInput[] = [
  turn('late', '2024-03-03T12:00:00Z', 'a'),
  turn('early', '2024-03-01T12:00:00Z', 'c'),
  turn('together', '2024-03-02T12:00:00Z', 'd'),
  turn('as-well', '2024-03-02T12:00:00Z', 'b'),
];
let gateway: Gateway;

beforeEach(async () => {
  await gateway?.dispose();
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

// The order was that in which calls were first heard of: `first` cut other ways off where records came in another order.
test.each([
  ['as they happened', [1, 2, 3, 0]],
  ['the other way round', [0, 3, 2, 1]],
])('ways that are equally common stand as their calls began, also where these are delivered %s', async (_, order) => {
  for (const place of order) {
    await gateway.run(RecordTransactionsDocument, { transactions: [TURNS[place] as TransactionInput] });
  }
  const { data } = await gateway.graphql('{ topPaths(first: 3) { calls states { stateId } } }');
  expect(data.topPaths).toEqual(['c', 'b', 'd'].map((stateId) => ({ calls: 1, states: [{ stateId }] })));
});

function turn(callId: string, requestTimestamp: string, id: string): TransactionInput {
  return { transactionId: `t-${callId}`, callId, requestTimestamp, from: { id }, to: { id } };
}
