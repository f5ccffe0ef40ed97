import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RecordTransactionsDocument } from '../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';

const TURN = { callId: 'c1', requestTimestamp: '2024-03-01T12:00:00Z', from: { id: 'a' }, to: { id: 'b' } };
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
  const transactions = [
    { ...TURN, transactionId: 'not-said' },
    { ...TURN, transactionId: 'handled', explicitlyHandled: true },
    { ...TURN, transactionId: 'unhandled', explicitlyHandled: false },
  ];
  await gateway.run(RecordTransactionsDocument, { transactions });
});

afterAll(() => gateway.dispose());

// It was shown as taken by an else branch alone, which no figure counted, and no filter found it.
test('a turn of which nobody said whether it was handled is not told as one that only an else branch took', async () => {
  const { data } = await gateway.graphql(`{
    shown: transactions { nodes { transactionId transition { explicitlyHandled } } }
    turns: transactions(filter: { explicitlyHandled: true }) { nodes { transactionId } }
    moves: stateTransitions(filter: { explicitlyHandled: true }) { totalCount }
    unhandled: stateTransitions(filter: { explicitlyHandled: false }) { nodes { transaction { transactionId } } }
    call(callId: "c1") { fallbackCount }
  }`);
  const shown = data.shown.nodes.map(
    (turn: { transactionId: string; transition: { explicitlyHandled: boolean } }) =>
      [turn.transactionId, turn.transition.explicitlyHandled] as const,
  );
  expect(Object.fromEntries(shown)).toEqual({ 'not-said': true, handled: true, unhandled: false });
  expect(data.turns.nodes.map(({ transactionId }: { transactionId: string }) => transactionId).sort()).toEqual([
    'handled',
    'not-said',
  ]);
  expect(data.moves.totalCount).toBe(2);
  expect(data.unhandled.nodes).toEqual([{ transaction: { transactionId: 'unhandled' } }]);
  expect(data.call.fallbackCount).toBe(1);
});
