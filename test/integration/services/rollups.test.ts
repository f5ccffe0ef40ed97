import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from '../../../src/domain/client.js';
import { IntentOrder, MetricDimension, MetricInterval } from '../../../src/domain/insight.js';
import { openSnapshots, type Snapshots } from '../../../src/persistence/snapshots.js';
import { sql } from '../../../src/persistence/sql.js';
import { InlineDesk } from '../../../src/services/insights/inline-desk.js';
import { RollupKeeper } from '../../../src/services/insights/rollup-keeper.js';
import { StoredInsights } from '../../../src/services/insights.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { verifyFigures } from '../../../src/services/verification.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { itemsOfAll, type Payload } from '../../support/payloads.js';
import { populations } from '../../support/populations.js';

/** TEST_RUNS=1000 tries more of them. */
const RUNS = Number(process.env.TEST_RUNS ?? 0);
const USUAL_RUNS = { SQLite: 25, PostgreSQL: 8 } as const;
const DAY_MS = 86_400_000;
const PAGE = { list: 'all', limit: 200, backward: false, after: null, before: null };
/** Every call has as many turns, so all are wanted; but it is a filter, and then nothing is counted ahead. */
const COUNTED_ANEW = { minimumTurns: 0 };
/** A span about the calls of a population that begins and ends within days. */
const SPAN = { startedAt: { from: Date.UTC(2024, 2, 30, 5), to: Date.UTC(2024, 3, 1, 13, 7) } };

const deliveries = fc.record({
  payloads: populations,
  order: fc.infiniteStream(fc.nat()),
  cut: fc.infiniteStream(fc.integer({ min: 1, max: 12 })),
  revised: fc.array(
    fc.record({ at: fc.nat(), days: fc.integer({ min: -2, max: 2 }), responseTime: fc.integer({ min: 0, max: 9 }) }),
    { maxLength: 4 },
  ),
  groupBy: fc.option(fc.constantFrom(...Object.values(MetricDimension)), { freq: 9 }),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'),
});

describe.each(databaseKinds)('what is kept for figures on $name', (kind) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  let keeper: RollupKeeper;
  let desks: InlineDesk[];
  let snapshots: Snapshots;
  let clients = 0;

  beforeAll(async () => {
    stored = await kind.create();
    const options = { queueItems: 10_000, commitItems: 500, defaultCountry: 'DE' };
    recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, options);
    keeper = new RollupKeeper(stored.database, (error) => {
      throw error;
    });
    const openDesk = () => InlineDesk.open(stored.url, { ...options, timeoutMs: 60_000, keep: keeper.keep });
    // One remembers what it counted, the other one reads what the first has kept.
    desks = [await openDesk(), await openDesk()];
    snapshots = await openSnapshots(stored.url);
  });
  afterAll(async () => {
    await keeper.settled();
    for (const desk of desks) await desk.close();
    await snapshots.close();
    await stored.discard();
  });

  test('is what a recount says, in whatever order records come, are revised and are merged', async () => {
    const property = fc.asyncProperty(deliveries, async ({ payloads, order, cut, revised, ...asked }) => {
      const client = clientNumber(++clients);
      const all = shuffled([...payloads, ...revised.flatMap((one) => revision(payloads, one))], order);
      while (all.length > 0) {
        await recorder.record(client, itemsOfAll(all.splice(0, cut.next().value)));
        // So that every later delivery finds something counted and kept.
        await figures(0, client, {}, asked);
        await keeper.settled();
      }
      await expectRecount(client, asked);
      const { differences, rollups } = await verifyFigures(stored.database, snapshots, client, false);
      expect(differences).toEqual([]);
      expect(rollups).toBeGreaterThan(0);
    });
    const numRuns = RUNS || USUAL_RUNS[kind.name as keyof typeof USUAL_RUNS];
    await fc.assert(property, { numRuns, endOnFailure: false });
  }, 600_000);

  interface Asked {
    readonly groupBy: MetricDimension | null;
    readonly timeZone: string;
  }

  async function expectRecount(client: Client, { groupBy, timeZone }: Asked): Promise<void> {
    for (const filter of [{}, SPAN]) {
      const anew = await figures(0, client, { ...filter, ...COUNTED_ANEW }, { groupBy, timeZone });
      for (const desk of [0, 1]) {
        expect(await figures(desk, client, filter, { groupBy, timeZone })).toEqual(anew);
        await keeper.settled();
      }
    }
  }

  async function figures(desk: number, client: Client, filter: object, { groupBy, timeZone }: Asked) {
    const insights = new StoredInsights(stored.database, desks[desk] as InlineDesk);
    const byDay = { groupBy, timeZone, interval: MetricInterval.DAY };
    const { page } = await insights.intents(client, PAGE, filter, IntentOrder.NAME_ASC, null);
    return {
      graph: await insights.conversationGraph(client, filter, 1, null),
      intents: page.items,
      metrics: await insights.metrics(client, filter, byDay, null),
      whole: await insights.metrics(client, filter, { ...byDay, interval: null }, null),
    };
  }

  test('is found to differ where somebody else changed it, and is mended', async () => {
    const client = clientNumber(++clients);
    const payloads = fc.sample(populations, { seed: 7, numRuns: 30 }).toSorted((a, b) => b.length - a.length)[0] ?? [];
    await recorder.record(client, itemsOfAll(payloads));
    const before = await figures(0, client, {}, { groupBy: null, timeZone: 'UTC' });
    await keeper.settled();
    const verified = await verifyFigures(stored.database, snapshots, client, false);
    expect(verified.differences).toEqual([]);

    const { id } = client;
    await stored.database.unitsOfWork.run(async (unit) => {
      await unit.execute(sql`UPDATE call SET course = '[[],[],[],null]'
        WHERE client_id = ${id} AND id = (SELECT max(call_ref) FROM "transaction" WHERE client_id = ${id})`);
      await unit.execute(sql`UPDATE figure_rollup SET body = replace(body, '"calls":', '"calls":1')
        WHERE client_id = ${id} AND kind = 'GRAPH'`);
      await unit.execute(sql`DELETE FROM figure_period
        WHERE client_id = ${id} AND period = (SELECT max(period) FROM figure_period WHERE client_id = ${id})`);
    });
    const { differences } = await verifyFigures(stored.database, snapshots, client, true);
    expect(differences.flatMap(({ calls }) => calls)).toHaveLength(1);
    expect(differences.some(({ rollups }) => rollups.includes('GRAPH'))).toBe(true);
    expect(differences.filter(({ unmarked }) => unmarked)).toHaveLength(1);
    expect((await verifyFigures(stored.database, snapshots, client, false)).differences).toEqual([]);
    expect(await figures(1, client, {}, { groupBy: null, timeZone: 'UTC' })).toEqual(before);
  });
});

function shuffled<Item>(items: readonly Item[], order: fc.Stream<number>): Item[] {
  const places = items.map((item) => ({ item, place: order.next().value as number }));
  return places.sort((one, other) => one.place - other.place).map(({ item }) => item);
}

/** What Parloa says of one of its turns another time: another response time, another day. */
function revision(
  payloads: readonly Payload[],
  { at, days, responseTime }: { readonly at: number; readonly days: number; readonly responseTime: number },
): Payload[] {
  const turns = payloads.filter(({ source }) => source === 'PARLOA');
  const turn = turns[at % Math.max(1, turns.length)];
  if (turn === undefined) return [];
  const told = JSON.parse(turn.text) as { requestTimestamp: string };
  const requestTimestamp = new Date(Date.parse(told.requestTimestamp) + days * DAY_MS).toISOString();
  return [{ ...turn, text: JSON.stringify({ ...told, requestTimestamp, responseTime }) }];
}
