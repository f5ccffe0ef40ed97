import type { Client } from '../domain/client.js';
import type { Database } from '../persistence/database.js';
import { everyCall } from '../persistence/queries/conditions.js';
import { FigureQueries } from '../persistence/queries/figure.queries.js';
import type { Snapshots } from '../persistence/snapshots.js';
import { drawCourses, eachPage, rollupOf } from './insights/count.js';
import { Places } from './insights/places.js';
import { rollupKind } from './insights/rollup-kinds.js';
import type { Rollup } from './insights/rollup-store.js';
import type { StoredTally } from './insights/tally.js';
import { repair } from './verification/repair.js';

/** What differs from a recount on one day. */
export interface Difference {
  /** Days since 1970. */
  readonly period: number;
  /** Internal ids of calls whose course is not what their records say. */
  readonly calls: readonly number[];
  /** Counts that are kept of the day, and are not what its calls say. */
  readonly rollups: readonly string[];
  /** The day holds calls, and is not noted as one that does. */
  readonly unmarked: boolean;
}

/** What was found of a client's figures. */
export interface Verified {
  readonly periods: number;
  readonly calls: number;
  readonly rollups: number;
  readonly differences: readonly Difference[];
}

const NO_LIMITS = { timeoutMs: 0, signal: null };

/**
 * Recounts everything that is kept for a client's figures from its records, a day at a time, and mends what differs
 * where it is asked to.
 */
export async function verifyFigures(
  database: Database,
  snapshots: Snapshots,
  { id: client }: Client,
  mending: boolean,
): Promise<Verified> {
  const days = await snapshots.run((reads) => new FigureQueries(reads).listedPeriods(client), NO_LIMITS);
  let calls = 0;
  let rollups = 0;
  const differences: Difference[] = [];
  for (const period of days) {
    const day = await snapshots.run((reads) => verifyDay(new FigureQueries(reads), client, period), NO_LIMITS);
    calls += day.counted;
    rollups += day.kept;
    const { difference } = day;
    if (difference.calls.length + difference.rollups.length === 0 && !difference.unmarked) continue;
    differences.push(difference);
    if (mending) await repair(database, client, difference);
  }
  return { periods: days.length, calls, rollups, differences };
}

async function verifyDay(queries: FigureQueries, client: number, period: number) {
  const everything = everyCall(client);
  const source = { client, queries, everything, groupBy: null, breathe: async () => undefined };
  const calls: number[] = [];
  let counted = 0;
  for await (const rows of eachPage({ ...source, conditions: everything }, period)) {
    counted += rows.length;
    const ids = rows.map(({ id }) => id);
    const drawn = await drawCourses(queries, client, ids);
    // A call that was recorded before there were courses has none, and is drawn whenever it is counted.
    calls.push(...rows.filter(({ id, course }) => course !== null && course !== drawn.get(id)).map(({ id }) => id));
  }
  const [mark] = await queries.periods(client, period, period);
  const kept = (await queries.everyRollup(client, period)).filter(({ changes }) => changes === mark?.changes);
  const places = new Places(await queries.states(client));
  const rollups: string[] = [];
  for (const { kind: name, body } of kept) {
    const kind = rollupKind(name);
    if (kind === undefined) continue;
    const make = () => kind.make(places);
    const again = await rollupOf({ ...source, groupBy: kind.groupBy, drawing: true }, period, make);
    if (!isSame(again, JSON.parse(body), make)) rollups.push(name);
  }
  const difference = { period, calls, rollups, unmarked: counted > 0 && mark === undefined };
  return { difference, counted, kept: kept.length };
}

// What was counted before may have places of states that have another number by now.
function isSame(again: Rollup<unknown>, kept: Rollup<unknown>, make: () => StoredTally<unknown>): boolean {
  const added = (body: unknown) => {
    const tally = make();
    tally.addBody(body);
    return JSON.stringify(tally.body());
  };
  return added(again.dated) === added(kept.dated) && added(again.undated) === added(kept.undated);
}
