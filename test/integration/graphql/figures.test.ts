import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  FiguresDocument,
  RecordTransactionsDocument,
  type TransactionInput,
} from '../../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { anotherClient } from '../../support/other-client.js';

const GREETING = { id: 's1', name: 'Greeting' };
const MENU = { id: 's2', name: 'Menu' };

const TURNS: TransactionInput[] = [
  {
    ...{ transactionId: 't1', callId: 'ended-by-bot', requestTimestamp: '2024-03-30T12:00:00Z' },
    ...{ from: GREETING, to: MENU, responseTimeMs: 100, explicitlyHandled: true },
    intent: { name: 'Ja', confidence: 0.75 },
  },
  {
    ...{ transactionId: 't2', callId: 'ended-by-bot', requestTimestamp: '2024-03-30T12:00:10Z', endTalk: true },
    ...{ from: MENU, to: GREETING, responseTimeMs: 300, explicitlyHandled: false },
    intent: { name: 'Nein', confidence: 0.25 },
  },
  {
    ...{ transactionId: 't3', callId: 'hung-up', requestTimestamp: '2024-04-01T12:00:00Z' },
    ...{ from: GREETING, to: MENU, responseTimeMs: 201, explicitlyHandled: true },
    intent: { name: 'Ja', confidence: 0.25 },
  },
  {
    ...{ transactionId: 't4', callId: 'open', requestTimestamp: '2024-04-01T13:00:00Z' },
    ...{ from: GREETING, to: GREETING, explicitlyHandled: true },
  },
];

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
  const { recordTransactions } = await gateway.run(RecordTransactionsDocument, { transactions: TURNS });
  expect(recordTransactions.created).toBe(TURNS.length);
  const hangup = `mutation { recordHangup(input: { callId: "hung-up", occurredAt: "2024-04-01T12:00:20Z" }) { outcome } }`;
  expect((await gateway.graphql(hangup)).data.recordHangup.outcome).toBe('CREATED');
});

afterAll(() => gateway.dispose());

const STEPS = [{ stateName: 'Greeting' }, { intent: 'Ja' }, { stateName: 'Menu' }, { intent: 'Nein' }];
const figures = (key?: string) =>
  gateway.run(FiguresDocument, { steps: STEPS, interval: 'DAY', timeZone: 'Europe/Berlin' }, key ?? gateway.keys.read);

describe('Figures', () => {
  test('show where calls went and where they ended', async () => {
    const { conversationGraph } = await figures();
    expect(conversationGraph).toEqual({
      callCount: 3,
      transitionCount: 5,
      nodes: [
        { state: { name: 'Greeting' }, visits: 4, calls: 3, entries: 3, exits: 0, hangupsByCaller: 0, fallbacks: 0 },
        { state: { name: 'Menu' }, visits: 2, calls: 2, entries: 0, exits: 2, hangupsByCaller: 1, fallbacks: 1 },
        { state: null, visits: 2, calls: 2, entries: 0, exits: 0, hangupsByCaller: 0, fallbacks: 0 },
      ],
      edges: [
        edge('Greeting', 'Menu', 2, 150.5, [{ name: 'Ja', count: 2 }]),
        edge('Menu', null, 2, 300, [{ name: 'Nein', count: 1 }]),
        edge('Greeting', 'Greeting', 1, null, []),
      ],
    });
  });

  test('show the ways and how far calls came', async () => {
    const { topPaths, funnel } = await figures();
    expect(topPaths).toEqual([
      {
        states: [{ name: 'Greeting' }, { name: 'Menu' }],
        calls: 2,
        share: { numerator: 2, denominator: 3, value: 2 / 3 },
        outcomes: [
          { outcome: 'ABANDONED', count: 1 },
          { outcome: 'COMPLETED', count: 1 },
        ],
      },
      {
        states: [{ name: 'Greeting' }],
        calls: 1,
        share: { numerator: 1, denominator: 3, value: 1 / 3 },
        outcomes: [{ outcome: 'UNKNOWN', count: 1 }],
      },
    ]);
    expect(
      funnel.steps.map(({ label, calls, ofPrevious, ofFirst }) => [label, calls, ofPrevious.value, ofFirst.value]),
    ).toEqual([
      ['Greeting', 3, 1, 1],
      ['Ja', 2, 2 / 3, 2 / 3],
      ['Menu', 2, 1, 2 / 3],
      ['Nein', 1, 0.5, 1 / 3],
    ]);
  });

  test('page through intents', async () => {
    const { intents } = await figures();
    const ja = { unhandled: { numerator: 0, denominator: 2 }, averageConfidence: 0.5 };
    expect(intents.nodes).toEqual([
      { name: 'Ja', count: 2, calls: 2, ...ja, lowConfidence: { numerator: 1, denominator: 2 } },
    ]);
    expect(intents).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    const next =
      'query ($after: String) { intents(first: 1, after: $after) { nodes { name } pageInfo { hasNextPage } } }';
    const { data } = await gateway.graphql(next, { after: intents.pageInfo.endCursor });
    expect(data.intents).toEqual({ nodes: [{ name: 'Nein' }], pageInfo: { hasNextPage: false } });
  });

  test('leave no day out and begin each at midnight of the time zone', async () => {
    const { metrics } = await figures();
    expect(metrics.map(({ start, calls, open, turns }) => [start, calls, open, turns])).toEqual([
      ['2024-03-29T23:00:00.000Z', 1, 0, 2],
      ['2024-03-30T23:00:00.000Z', 0, 0, 0],
      ['2024-03-31T22:00:00.000Z', 1, 1, 1],
    ]);
    expect(metrics[0]).toMatchObject({ fallback: { value: 0.5 }, p95ResponseTimeMs: 300, averageDurationMs: 10_300 });
    expect(metrics[1]).toMatchObject({
      containment: { numerator: 0, denominator: 0, value: null },
      turnsPerCall: null,
    });
    expect(metrics[2]).toMatchObject({ abandonment: { value: 1 }, p95ResponseTimeMs: 201, averageDurationMs: 20_000 });
  });

  test('show one call as a graph, and many in one page', async () => {
    const query = `{ calls(orderBy: STARTED_AT_ASC) { nodes { callId graph {
      callCount transitionCount edges { from { name } to { name } count }
    } } } }`;
    const { data } = await gateway.graphql(query, {}, gateway.keys.read);
    const [byBot, hungUp, open] = data.calls.nodes;
    const way = [
      { from: { name: 'Greeting' }, to: { name: 'Menu' }, count: 1 },
      { from: { name: 'Menu' }, to: null, count: 1 },
    ];
    expect(byBot).toEqual({ callId: 'ended-by-bot', graph: { callCount: 1, transitionCount: 2, edges: way } });
    expect(hungUp.graph.edges).toEqual(way);
    expect(open.graph.edges).toEqual([{ from: { name: 'Greeting' }, to: { name: 'Greeting' }, count: 1 }]);
  });

  test("are of a client's own calls alone", async () => {
    const { conversationGraph, topPaths, intents } = await figures(await anotherClient(gateway.databaseUrl));
    expect([conversationGraph.callCount, conversationGraph.nodes, topPaths, intents.totalCount]).toEqual([
      0,
      [],
      [],
      0,
    ]);
  });

  const long = `{ startedAt: { from: "2020-01-01T00:00:00Z", to: "2024-01-01T00:00:00Z" } }`;
  const reversed = `{ startedAt: { from: "2024-01-02T00:00:00Z", to: "2024-01-01T00:00:00Z" } }`;
  const graph = '{ callCount }';
  test.each([
    [`conversationGraph(minimumCount: 0) ${graph}`, ['minimumCount'], '1'],
    [`conversationGraph(filter: ${reversed}) ${graph}`, ['filter', 'startedAt', 'from'], 'to'],
    ['topPaths(first: 201) { calls }', ['first'], '200'],
    ['topPaths(maximumDepth: 0) { calls }', ['maximumDepth'], '50'],
    ['funnel(steps: []) { steps { calls } }', ['steps'], '20'],
    [`funnel(steps: [${'{ intent: "a" },'.repeat(21)}]) { steps { calls } }`, ['steps'], '20'],
    ['funnel(steps: [{ intent: "a" }, {}]) { steps { calls } }', ['steps', '1'], 'stateName'],
    ['funnel(steps: [{ intent: "a", stateName: "b" }]) { steps { calls } }', ['steps', '0'], 'stateName'],
    ['intents(first: 0) { totalCount }', ['first'], '200'],
    ['intents(after: "x") { totalCount }', ['after'], 'cursor'],
    ['metrics(timeZone: "Europe/Nowhere") { calls }', ['timeZone'], 'IANA'],
    [`metrics(interval: MINUTE, filter: ${long}) { calls }`, ['interval'], '5000'],
  ])('refuse %s', async (field, path, limit) => {
    const { errors } = await gateway.graphql(`{ ${field} }`, {}, gateway.keys.read);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(JSON.stringify(errors?.[0])).toContain(JSON.stringify(path).slice(1, -1));
    expect(errors?.[0]?.message).toContain(limit);
  });
});

function edge(from: string, to: string | null, count: number, medianResponseTimeMs: number | null, intents: object[]) {
  return {
    from: { name: from },
    to: to === null ? null : { name: to },
    count,
    calls: count,
    medianResponseTimeMs,
    intents,
  };
}
