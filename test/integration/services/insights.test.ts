import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from '../../../src/domain/client.js';
import type { CallFilter } from '../../../src/domain/filter.js';
import { IntentOrder, type MetricBucket, MetricDimension, MetricInterval } from '../../../src/domain/insight.js';
import { InlineDesk } from '../../../src/services/insights/inline-desk.js';
import { RollupKeeper } from '../../../src/services/insights/rollup-keeper.js';
import { StoredInsights } from '../../../src/services/insights.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { itemsOfAll, type Payload } from '../../support/payloads.js';
import { INTENTS, populations } from '../../support/populations.js';
import { recountFunnel, recountGraph, recountIntents, recountMetrics, recountPaths } from '../../support/recount.js';
import { type Told, tell } from '../../support/told.js';

/** TEST_RUNS=1000 counts more populations. */
const RUNS = Number(process.env.TEST_RUNS ?? 0);
const USUAL_RUNS = { SQLite: 200, PostgreSQL: 40 } as const;

const filters: fc.Arbitrary<CallFilter> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  fc.record({ intent: fc.constant(['Ja']), minimumTurns: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ visitedState: fc.constantFrom(['Menu'], ['Greeting', 'd']), hasFallback: fc.boolean() }),
  fc.record({ outcome: fc.constantFrom(['COMPLETED' as const], ['ABANDONED' as const, 'UNKNOWN' as const]) }),
);
const step = fc.oneof(
  fc.record({ stateName: fc.constantFrom('Greeting', 'Menu', 'Main menu', 'Nowhere') }),
  fc.record({ intent: fc.constantFrom(...INTENTS) }),
);
const questions = fc.record({
  filter: filters,
  depth: fc.integer({ min: 1, max: 6 }),
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  groupBy: fc.option(fc.constantFrom(...Object.values(MetricDimension)), { freq: 9 }),
  interval: fc.constantFrom(...Object.values(MetricInterval).filter((interval) => interval !== 'MINUTE')),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
});

/** A span about Parloa's calls of a population. */
const MARCH = { from: Date.UTC(2024, 2, 20), to: Date.UTC(2024, 3, 20) };

describe.each(databaseKinds)('figures on $name', (kind) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  let reader: SqlReader;
  let keeper: RollupKeeper;
  let desk: InlineDesk;
  let insights: StoredInsights;
  let clients = 0;

  beforeAll(async () => {
    stored = await kind.create();
    const options = { queueItems: 10_000, commitItems: 500, defaultCountry: 'DE' };
    recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, options);
    reader = new SqlReader(stored.database, options);
    keeper = new RollupKeeper(stored.database, (error) => {
      throw error;
    });
    desk = await InlineDesk.open(stored.url, { ...options, timeoutMs: 60_000, keep: keeper.keep });
    insights = new StoredInsights(stored.database, desk);
  });
  afterAll(async () => {
    await keeper.settled();
    await desk.close();
    await stored.discard();
  });

  test('agree with a count by hand', async () => {
    const property = fc.asyncProperty(populations, questions, async (payloads, asked) => {
      const client = clientNumber(++clients);
      const results = await recorder.record(client, itemsOfAll(payloads));
      expect(results.filter(({ outcome }) => outcome === 'REJECTED')).toEqual([]);
      const told = await tell(reader, client, asked.filter);
      await expectGraphs(client, asked.filter, told);
      await expectPaths(client, asked.filter, told, asked.depth);
      const funnel = await insights.funnel(client, asked.filter, asked.steps, null);
      const reached = recountFunnel(told, asked.steps, (name) => keysNamed(payloads, name));
      expect(funnel.map(({ calls }) => calls)).toEqual(reached);
      expect(funnel.map(({ ofFirst }) => ofFirst.denominator)).toEqual(reached.map(() => reached[0]));
      expect(funnel.slice(1).map(({ ofPrevious }) => ofPrevious.denominator)).toEqual(reached.slice(0, -1));
      await expectIntents(client, asked.filter, told);
      await expectMetrics(client, asked, told);
    });
    const numRuns = RUNS || USUAL_RUNS[kind.name as keyof typeof USUAL_RUNS];
    await fc.assert(property, { numRuns, endOnFailure: false });
  }, 600_000);

  async function expectGraphs(client: Client, filter: CallFilter, told: readonly Told[]): Promise<void> {
    const whole = await insights.conversationGraph(client, filter, 1, null);
    expect(plainGraph(whole)).toEqual(recountGraph(told));
    expect(whole.transitionCount).toBe(whole.edges.reduce((sum, { count }) => sum + count, 0));
    const graphs = await insights.graphsByCall(
      client.id,
      told.map(({ call }) => call.id),
    );
    for (const one of told) {
      const graph = graphs.get(one.call.id);
      expect(graph && plainGraph(graph)).toEqual(recountGraph([one]));
    }
    const thin = await insights.conversationGraph(client, filter, 2, null);
    expect(thin.edges).toEqual(whole.edges.filter(({ count }) => count >= 2));
    expect(thin.nodes).toEqual(
      whole.nodes.filter(({ state, visits }) => {
        const touched = thin.edges.some(({ from, to }) => from.key === state?.key || to?.key === state?.key);
        return visits >= 2 || touched;
      }),
    );
  }

  async function expectPaths(client: Client, filter: CallFilter, told: readonly Told[], depth: number): Promise<void> {
    const paths = await insights.topPaths(client, filter, 200, depth, null);
    const found = paths.map(({ states, outcomes }) => [
      states.map(({ key }) => key).join(' '),
      Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, count])),
    ]);
    expect(Object.fromEntries(found)).toEqual(recountPaths(told, depth));
    expect(found).toHaveLength(new Set(found.map(([name]) => name)).size);
    const calls = paths.map((path) => path.calls);
    expect(calls).toEqual([...calls].sort((one, other) => other - one));
    for (const { share, calls: of } of paths) expect(share).toMatchObject({ numerator: of, denominator: told.length });
  }

  async function expectIntents(client: Client, filter: CallFilter, told: readonly Told[]): Promise<void> {
    const request = { list: 'all', limit: 2, backward: false, after: null, before: null };
    const first = await insights.intents(client, request, filter, IntentOrder.NAME_ASC, null);
    const after = first.page.keysets.at(-1) ?? null;
    const second = await insights.intents(client, { ...request, after }, filter, IntentOrder.NAME_ASC, null);
    const items = [...first.page.items, ...(first.page.hasNextPage ? second.page.items : [])];
    const found = items.map(({ name, count, calls, unhandled, lowConfidence, averageConfidence: average }) => {
      const { numerator: low, denominator: confident } = lowConfidence;
      expect(unhandled.denominator).toBe(count);
      return [name, { count, calls, unhandled: unhandled.numerator, confident, low, average }];
    });
    const expected = recountIntents(told);
    expect(Object.fromEntries(found)).toEqual(expected);
    expect(items.map(({ name }) => name)).toEqual(Object.keys(expected).sort());
    expect(await first.total()).toBe(Object.keys(expected).length);
  }

  async function expectMetrics(
    client: Client,
    { filter, groupBy, interval, timeZone }: Parameters<typeof insights.metrics>[2] & { filter: CallFilter },
    told: readonly Told[],
  ): Promise<void> {
    const whole = await insights.metrics(client, filter, { groupBy, interval: null, timeZone }, null);
    const groups = Map.groupBy(told, (one) => keyOf(one, groupBy));
    if (groups.size === 0 && groupBy === null) groups.set(null, []);
    expect(whole.map(({ key }) => key)).toHaveLength(groups.size);
    const isByState = groupBy === MetricDimension.HANGUP_STATE;
    for (const { key, state } of whole) expect(state?.key ?? null).toBe(isByState ? key : null);
    for (const bucket of whole) expect(plainBucket(bucket)).toEqual(recountMetrics(groups.get(bucket.key) ?? []));

    const inMarch = { ...filter, startedAt: MARCH };
    const buckets = await insights.metrics(client, inMarch, { groupBy, interval, timeZone }, null);
    const dated = told.filter(({ call }) => (call.startedAt ?? 0) >= MARCH.from && (call.startedAt ?? 0) < MARCH.to);
    const starts = [...new Set(buckets.map(({ start }) => start ?? 0))];
    expect(starts).toEqual([...starts].sort((one, other) => one - other));
    expect(buckets).toHaveLength(starts.length * new Set(dated.map((one) => keyOf(one, groupBy))).size);
    for (const bucket of buckets) {
      const end = starts[starts.indexOf(bucket.start ?? 0) + 1] ?? Number.POSITIVE_INFINITY;
      const own = dated.filter(
        ({ call }) => (call.startedAt ?? 0) >= (bucket.start ?? 0) && (call.startedAt ?? 0) < end,
      );
      const expected = recountMetrics(own.filter((one) => keyOf(one, groupBy) === bucket.key));
      expect(plainBucket(bucket)).toEqual(expected);
    }
    const counted = buckets.reduce((sum, { calls, open }) => sum + calls + open, 0);
    expect(counted).toBe(dated.length);
  }
});

/** Keys of the states that were told under this name. */
function keysNamed(payloads: readonly Payload[], name: string): ReadonlySet<string> {
  const told = payloads.filter(({ source }) => source === 'PARLOA').map(({ text }) => JSON.parse(text));
  const keys = told.flatMap(({ releaseId, intent: { initialState, nextState, handledByState } }) =>
    [initialState, nextState, handledByState]
      .filter((state) => state?.name === name)
      .map(({ id, dialogName }) => `${releaseId ?? ''}/${dialogName}/${id}`),
  );
  return new Set(keys);
}

function keyOf({ call, hangup, sentiment }: Told, dimension: MetricDimension | null): string | null {
  if (dimension === null) return null;
  const keys: Record<MetricDimension, string | null> = {
    RELEASE: call.releaseId,
    LANGUAGE: call.language,
    CHANNEL: call.channel,
    PLATFORM: call.platform,
    OUTCOME: call.outcome,
    ENDED_BY: call.endedBy,
    HANGUP_REASON: hangup?.reasonCode ?? null,
    HANGUP_STATE: hangup?.state?.key ?? null,
    SENTIMENT: sentiment,
  };
  return keys[dimension];
}

function plainGraph({ callCount, nodes, edges }: Awaited<ReturnType<StoredInsights['conversationGraph']>>) {
  const named = edges.map(({ from, to, count, calls, medianResponseTimeMs: median, intents }) => {
    const counts = Object.fromEntries(intents.map((intent) => [intent.name, intent.count]));
    return [`${from.key} > ${to?.key ?? 'END'}`, { count, calls, median, intents: counts }];
  });
  const places = nodes.map(({ state, ...figures }) => [state?.key ?? 'END', figures]);
  return { callCount, edges: Object.fromEntries(named), nodes: Object.fromEntries(places) };
}

function plainBucket({ start: _start, key: _key, state: _state, ...bucket }: MetricBucket) {
  const { containment, transfer, abandonment, completion, fallback, errors } = bucket;
  const ofCalls = { containment, transfer, abandonment, completion };
  for (const ratio of Object.values(ofCalls)) expect(ratio.denominator).toBe(bucket.calls);
  for (const ratio of [fallback, errors]) expect(ratio.denominator).toBe(bucket.turns);
  const ratios = Object.entries({ ...ofCalls, fallback, errors });
  for (const [, { numerator, denominator, value }] of ratios) {
    expect(value).toBe(denominator === 0 ? null : numerator / denominator);
  }
  return { ...bucket, ...Object.fromEntries(ratios.map(([name, { numerator }]) => [name, numerator])) };
}
