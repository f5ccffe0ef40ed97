import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RecordTransactionsDocument } from '../../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../../support/gateway.js';

const MENU = { id: 's2', name: 'Menu' };

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

test('figures name the states that calls were hung up in, and the release of each', async () => {
  const transaction = { callId: 'named', transactionId: 'named', requestTimestamp: '2024-06-01T12:00:00Z' };
  const menu = { from: MENU, to: MENU, explicitlyHandled: true, releaseId: 'r/2' };
  await gateway.run(RecordTransactionsDocument, { transactions: [{ ...transaction, ...menu }] });
  await gateway.graphql(
    'mutation { recordHangup(input: { callId: "named", occurredAt: "2024-06-01T12:00:20Z" }) { outcome } }',
  );
  const { data } = await gateway.graphql(`{
    metrics(filter: { startedAt: { from: "2024-06-01T00:00:00Z" } }, groupBy: HANGUP_STATE) {
      key calls state { key name releaseId }
    }
    byRelease: metrics(groupBy: RELEASE) { state { key } }
  }`);
  const key = 'r%2F2//s2';
  expect(data.metrics).toEqual([{ key, calls: 1, state: { key, name: 'Menu', releaseId: 'r/2' } }]);
  expect(data.byRelease.every(({ state }: { state: unknown }) => state === null)).toBe(true);
});
