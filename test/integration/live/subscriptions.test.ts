import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { subscribers } from '../../support/until.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

// biome-ignore lint/suspicious/noExplicitAny: each subscription has a shape of its own
type Told = any;

/** Everything that a subscription is told, from the beginning of the log to the first event that satisfies `last`. */
async function told(query: string, variables: object, last: (event: Told) => boolean): Promise<Told[]> {
  const client = gateway.socket();
  const events: Told[] = [];
  for await (const { data, errors } of client.iterate<Record<string, unknown>>({
    query,
    variables: { ...variables, after: BEGINNING },
  })) {
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const [event] = Object.values(data ?? {});
    events.push(event);
    if (last(event)) break;
  }
  await client.dispose();
  return events;
}

const BEGINNING = Buffer.from('v1:0').toString('base64url');
const TRANSACTIONS = `subscription ($callId: String, $filter: TransactionFilter, $after: String) {
  transactionRecorded(callId: $callId, filter: $filter, after: $after) { cursor transaction { transactionId } } }`;
const CALLS = `subscription ($filter: CallFilter, $after: String) {
  callChanged(filter: $filter, after: $after) { cursor change call { callId turnCount } } }`;
const ANALYSES = `subscription ($filter: SessionFilter, $after: String) {
  sessionAnalyzed(filter: $filter, after: $after) { cursor analysis { revision sentiment session { sessionId } } } }`;

const record = (mutation: string, variables: object = {}) => gateway.graphql(mutation, variables);

describe('subscriptions', () => {
  beforeAll(async () => {
    const turn = (transactionId: string, callId: string, intent: string, minute: number) => ({
      transactionId,
      callId,
      requestTimestamp: `2024-01-01T00:0${minute}:00.000Z`,
      intent: { name: intent, confidence: 0.5 },
    });
    const turns = [
      turn('t-1', 'c-1', 'Yes', 1),
      turn('t-2', 'c-1', 'No', 2),
      turn('t-3', 'c-2', 'Yes', 3),
      turn('t-4', 'c-2', 'No', 4),
    ];
    const recordTurns =
      'mutation ($turns: [TransactionInput!]!) { recordTransactions(input: { transactions: $turns }) { created } }';
    for (const one of turns) await record(recordTurns, { turns: [one] });
    await record('mutation { recordHangup(input: { callId: "c-1" }) { outcome } }');
    const analyze = `mutation ($sentiment: Sentiment) {
      recordSessionAnalysis(input: { sessionId: "s-1", sentiment: $sentiment, summary: "Done" }) { outcome error { code } } }`;
    await record(analyze, { sentiment: 'NEGATIVE' });
    await record(analyze, { sentiment: 'POSITIVE' });
  });

  const ids = (events: Told[]) => events.map(({ transaction }) => transaction.transactionId);

  test('tell of transactions by the filter of the query', async () => {
    const filter = { intent: ['No'], maximumConfidence: 0.6 };
    const events = await told(TRANSACTIONS, { filter }, ({ transaction }) => transaction.transactionId === 't-4');
    expect(ids(events)).toEqual(['t-2', 't-4']);
    const query = 'query ($filter: TransactionFilter) { transactions(filter: $filter) { nodes { transactionId } } }';
    const { data } = await gateway.graphql(query, { filter });
    expect(data.transactions.nodes.map((node: { transactionId: string }) => node.transactionId).sort()).toEqual(
      ids(events),
    );
  });

  test('tell of the transactions of one call', async () => {
    const events = await told(
      TRANSACTIONS,
      { callId: 'c-2' },
      ({ transaction }) => transaction.transactionId === 't-4',
    );
    expect(ids(events)).toEqual(['t-3', 't-4']);
  });

  test('tell of transactions by what holds for their call', async () => {
    const filter = { call: { status: 'ENDED' } };
    const events = await told(TRANSACTIONS, { filter }, ({ transaction }) => transaction.transactionId === 't-2');
    expect(ids(events)).toEqual(['t-1', 't-2']);
  });

  test('tell what becomes of calls, each as it stands when it is sent', async () => {
    const events = await told(CALLS, { filter: { status: 'ENDED' } }, ({ change }) => change === 'ENDED');
    expect(events.map(({ change, call }) => [call.callId, change, call.turnCount])).toEqual([
      ['c-1', 'STARTED', 2],
      ['c-1', 'UPDATED', 2],
      ['c-1', 'ENDED', 2],
    ]);
    expect(new Set(events.map(({ cursor }) => cursor)).size).toBe(3);
  });

  test('tell of every analysis, also of those that a later one has replaced', async () => {
    const all = await told(ANALYSES, {}, ({ analysis }) => analysis.revision === 2);
    expect(all.map(({ analysis }) => [analysis.session.sessionId, analysis.revision, analysis.sentiment])).toEqual([
      ['s-1', 1, 'NEGATIVE'],
      ['s-1', 2, 'POSITIVE'],
    ]);
    const filter = { sentiment: ['NEGATIVE'] };
    const negative = await told(ANALYSES, { filter }, () => true);
    expect(negative.map(({ analysis }) => analysis.revision)).toEqual([1]);
  });

  test('tell live of a call that comes later than its subscriber', async () => {
    const live = gateway.socket().iterate({ query: TRANSACTIONS, variables: { callId: 'c-3' } });
    const next = live.next();
    await subscribers(gateway.url, 1);
    const turn = { transactionId: 't-5', callId: 'c-3', requestTimestamp: '2024-01-01T00:00:00.000Z' };
    const query = 'mutation ($t: TransactionInput!) { recordTransactions(input: { transactions: [$t] }) { created } }';
    await record(query, { t: { ...turn, transactionId: 't-other', callId: 'c-4' } });
    await record(query, { t: turn });
    expect(((await next).value as Told).data.transactionRecorded.transaction.transactionId).toBe('t-5');
    await live.return?.();
    await subscribers(gateway.url, 0);
  });
});
