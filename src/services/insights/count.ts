import { courseText, readCourse } from '../../domain/course-text.js';
import type { InstantRange } from '../../domain/filter.js';
import type { MetricDimension } from '../../domain/insight.js';
import type { CountedCallRow, FigureQueries, PeriodRow } from '../../persistence/queries/figure.queries.js';
import type { Sql } from '../../persistence/sql.js';
import { PERIOD_MS, periodOf } from './period.js';
import type { KeepRollup, Rollup, RollupCache } from './rollup-store.js';
import type { CountedCall, StoredTally, Tally } from './tally.js';

/** Which calls are counted, and what they are read with. */
export interface Counted {
  readonly client: number;
  readonly queries: FigureQueries;
  readonly conditions: readonly Sql[];
  /** What holds for every call that counts at all. */
  readonly everything: readonly Sql[];
  readonly groupBy: MetricDimension | null;
  readonly startedAt: InstantRange;
  /** Draws every course from its records, whatever was written. */
  readonly drawing?: boolean;
  /** Lets others have their turn; throws where nobody waits for the figures any more. */
  readonly breathe: () => Promise<void>;
}

/** How days are counted that all calls count of, and where their counts are kept. */
export interface Rollups<Body> {
  readonly kind: string;
  readonly make: () => StoredTally<Body>;
  readonly cache: RollupCache;
  readonly keep: KeepRollup;
}

const CALLS_AT_ONCE = 2_000;
const ROLLUPS_AT_ONCE = 100;

/** Counts the calls, day by day. */
export async function count(counted: Counted, tally: Tally): Promise<void> {
  for (const { period } of await periodsOf(counted)) await countPeriod(counted, period, (call) => tally.addCall(call));
}

/**
 * Counts the calls, day by day. Days of which all calls are wanted are counted once and kept until they change;
 * so it is for figures about all calls, or all that began in a span.
 */
export async function countWithRollups<Body>(
  counted: Counted,
  tally: StoredTally<Body>,
  rollups: Rollups<Body>,
): Promise<void> {
  const periods = await periodsOf(counted);
  const { from = null, to = null } = counted.startedAt;
  for (let i = 0; i < periods.length; i += ROLLUPS_AT_ONCE) {
    const some = periods.slice(i, i + ROLLUPS_AT_ONCE);
    const whole = some.filter(({ period }) => isWithin(period, counted.startedAt));
    const known = await knownRollups(counted, whole, rollups);
    for (const row of some) {
      if (!whole.includes(row)) await countPeriod(counted, row.period, (call) => tally.addCall(call));
      else {
        const rollup = known.get(row.period) ?? (await makeRollup(counted, row, rollups));
        tally.addBody(rollup.dated);
        if (from === null && to === null) tally.addBody(rollup.undated);
      }
      await counted.breathe();
    }
  }
}

function periodsOf({ client, queries, startedAt: { from, to } }: Counted): Promise<PeriodRow[]> {
  const first = from === null || from === undefined ? Number.MIN_SAFE_INTEGER : periodOf(from);
  const last = to === null || to === undefined ? Number.MAX_SAFE_INTEGER : periodOf(to - 1);
  return queries.periods(client, first, last);
}

function isWithin(period: number, { from = null, to = null }: InstantRange): boolean {
  return (from === null || from <= period * PERIOD_MS) && (to === null || to >= (period + 1) * PERIOD_MS);
}

async function knownRollups<Body>(
  { client, queries }: Counted,
  periods: readonly PeriodRow[],
  { kind, cache }: Rollups<Body>,
): Promise<Map<number, Rollup<Body>>> {
  const known = new Map<number, Rollup<Body>>();
  const missing = new Map<number, number>();
  for (const { period, changes } of periods) {
    const rollup = cache.get(client, kind, period, changes);
    if (rollup === null) missing.set(period, changes);
    else known.set(period, rollup as Rollup<Body>);
  }
  if (missing.size === 0) return known;
  for (const row of await queries.rollups(client, kind, [...missing.keys()])) {
    if (row.changes !== missing.get(row.period)) continue;
    known.set(row.period, cache.set(client, kind, row) as Rollup<Body>);
  }
  return known;
}

async function makeRollup<Body>(
  counted: Counted,
  { period, changes }: PeriodRow,
  { kind, make, cache, keep }: Rollups<Body>,
): Promise<Rollup<Body>> {
  const body = JSON.stringify(await rollupOf(counted, period, make));
  // Today goes on changing; it is worth keeping when it is over.
  if (period < periodOf(Date.now())) keep({ client: counted.client, kind, period, changes, body });
  return cache.set(counted.client, kind, { period, changes, body }) as Rollup<Body>;
}

/** Counts all calls of a day. */
export async function rollupOf<Body>(
  counted: Omit<Counted, 'startedAt' | 'conditions'>,
  period: number,
  make: () => StoredTally<Body>,
): Promise<Rollup<Body>> {
  const [dated, undated] = [make(), make()];
  const all = { ...counted, conditions: counted.everything };
  await countPeriod(all, period, (call) => (call.startedAt === null ? undated : dated).addCall(call));
  return { dated: dated.body(), undated: undated.body() };
}

async function countPeriod(
  counted: Omit<Counted, 'startedAt'>,
  period: number,
  add: (call: CountedCall) => void,
): Promise<void> {
  for await (const rows of eachPage(counted, period)) {
    for (const call of await toldCalls(counted, rows)) add(call);
    await counted.breathe();
  }
}

/** The calls of a day that meet the conditions, some at a time, in the order in which they are listed. */
export async function* eachPage(
  { queries, conditions, groupBy }: Pick<Counted, 'queries' | 'conditions' | 'groupBy'>,
  period: number,
): AsyncGenerator<CountedCallRow[]> {
  const to = (period + 1) * PERIOD_MS;
  let place = { from: period * PERIOD_MS, afterId: -1 };
  for (let more = true; more; ) {
    const rows = await queries.calls(conditions, groupBy, { ...place, to, limit: CALLS_AT_ONCE });
    const last = rows.at(-1);
    if (last !== undefined) yield rows;
    more = rows.length === CALLS_AT_ONCE;
    if (last !== undefined) place = { from: last.listedAt, afterId: last.id };
  }
}

/** The calls with their courses; those that nobody wrote yet are drawn from their records. */
export async function toldCalls(
  { client, queries, drawing = false }: Pick<Counted, 'client' | 'queries' | 'drawing'>,
  rows: readonly CountedCallRow[],
): Promise<CountedCall[]> {
  const missing = rows.filter((row) => drawing || row.course === null).map(({ id }) => id);
  const drawn = missing.length === 0 ? null : await drawCourses(queries, client, missing);
  return rows.map(({ id, startedAt, status, outcome, durationMs, course, key }) => {
    const text = drawn?.get(id) ?? course ?? courseText([], null);
    return { id, startedAt, status, outcome, durationMs, key, course: readCourse(text) };
  });
}

/** The courses of these calls, drawn from their records as the recorder draws them. */
export async function drawCourses(
  queries: FigureQueries,
  client: number,
  calls: readonly number[],
): Promise<Map<number, string>> {
  const { turns, hangups } = await queries.records(client, calls);
  const byCall = Map.groupBy(turns, (turn) => turn.callRef);
  const ends = new Map(hangups.map((hangup) => [hangup.callRef, hangup]));
  return new Map(
    calls.map((id) => {
      const own = (byCall.get(id) ?? []).map(withFlags);
      return [id, courseText(own, ends.get(id) ?? null)];
    }),
  );
}

// SQLite has numbers for true and false.
function withFlags<Turn extends { terminal: unknown; explicitlyHandled: unknown }>(turn: Turn): Turn {
  const explicitlyHandled = turn.explicitlyHandled === null ? null : Boolean(turn.explicitlyHandled);
  return { ...turn, terminal: Boolean(turn.terminal), explicitlyHandled };
}
