import type { CallOutcome } from '../../domain/call.js';
import type { FunnelQuestion } from '../../domain/insight.js';
import type { State } from '../../domain/state-transition.js';
import type { Database } from '../database.js';
import { join, raw, type Sql, sql } from '../sql.js';
import { places, turns, VISITS } from './insight-turns.queries.js';
import type { StateQueries } from './state.queries.js';

interface PathRow {
  readonly path: string;
  readonly outcome: CallOutcome;
  readonly count: number;
  readonly total: number;
}

/** A way with its calls by outcome. */
export interface CountedPath {
  readonly states: readonly State[];
  readonly outcomes: readonly { readonly outcome: CallOutcome; readonly count: number }[];
}

/** Counts the ways that calls took, and the steps that they reached. */
export class InsightWayQueries {
  readonly #database: Database;
  readonly #states: StateQueries;

  constructor(database: Database, states: StateQueries) {
    this.#database = database;
    this.#states = states;
  }

  /** The most frequent ways, and how many calls are wanted in all; `wanted` has `id` and `outcome`. */
  async paths(
    client: number,
    wanted: Sql,
    first: number,
    depth: number,
  ): Promise<{ paths: CountedPath[]; of: number }> {
    const rows = await this.#database.read<PathRow>(sql`WITH ${wanted}, ${places(client)},
      stood AS MATERIALIZED (
        SELECT t.call_ref, w.outcome, t.sequence, f.place AS origin, n.place AS target FROM wanted w
        JOIN "transaction" t ON t.client_id = ${client} AND t.call_ref = w.id
        LEFT JOIN place f ON f.id = t.from_state LEFT JOIN place n ON n.id = t.to_state WHERE t.kind <> 'HANGUP'),
      stop AS MATERIALIZED (
        SELECT call_ref, outcome, sequence * 2 AS moment, origin AS place FROM stood WHERE origin IS NOT NULL
        UNION ALL SELECT call_ref, outcome, sequence * 2 + 1, target FROM stood WHERE target IS NOT NULL),
      entered AS (
        SELECT call_ref, outcome, moment, place, lag(place) OVER (PARTITION BY call_ref ORDER BY moment) AS came_from
        FROM stop),
      numbered AS (
        SELECT call_ref, outcome, place, row_number() OVER (PARTITION BY call_ref ORDER BY moment) AS depth FROM entered
        WHERE place IS DISTINCT FROM came_from),
      way AS (
        SELECT call_ref, outcome, string_agg(CAST(place AS text), ' ' ORDER BY depth) AS path FROM numbered
        WHERE depth <= ${depth} GROUP BY call_ref, outcome),
      counted AS (
        SELECT path, outcome, count(*) AS count, min(call_ref) AS earliest FROM way GROUP BY path, outcome),
      summed AS (
        SELECT path, outcome, count, sum(count) OVER (PARTITION BY path) AS calls,
          min(earliest) OVER (PARTITION BY path) AS first_call FROM counted),
      ranked AS (
        SELECT path, outcome, count, dense_rank() OVER (ORDER BY calls DESC, first_call) AS rank FROM summed)
      SELECT path, outcome, count, (SELECT count(*) FROM wanted) AS total FROM ranked WHERE rank <= ${first}
      ORDER BY rank, count DESC, outcome`);
    const states = await this.#states.byId(client, new Set(rows.flatMap((row) => idsOf(row.path))));
    const paths = [...Map.groupBy(rows, (row) => row.path)].map(([path, outcomes]) => ({
      states: idsOf(path).flatMap((id) => states.get(id) ?? []),
      outcomes: outcomes.map(({ outcome, count }) => ({ outcome, count })),
    }));
    return { paths, of: rows[0]?.total ?? 0 };
  }

  /** How many calls reached each step after the one before it; `wanted` has `id` and `part`. */
  async funnel(client: number, wanted: Sql, steps: readonly FunnelQuestion[]): Promise<number[]> {
    const reached = steps.map((step, index) => {
      const before = raw(
        index === 0 ? '' : `JOIN step_${index - 1} b ON b.call_ref = e.call_ref AND e.moment > b.moment`,
      );
      return sql`${raw(`step_${index}`)} AS MATERIALIZED (
        SELECT e.call_ref, min(e.moment) AS moment FROM happened e ${before} WHERE ${isStep(step)} GROUP BY e.call_ref)`;
    });
    const counts = steps.map((_, index) => raw(`SELECT ${index} AS step, count(*) AS calls FROM step_${index}`));
    const rows = await this.#database.read<{ calls: number }>(sql`WITH ${wanted}, ${places(client)}, ${turns(client)},
      ${VISITS},
      happened AS MATERIALIZED (
        SELECT call_ref, moment, place, CAST(NULL AS text) AS intent FROM visit
        UNION ALL
        SELECT t.call_ref, t.sequence * 3 + 1, CAST(NULL AS bigint), t.intent_name FROM wanted w
        JOIN "transaction" t ON t.client_id = ${client} AND t.call_ref = w.id
        WHERE t.kind = 'TURN' AND t.intent_name IS NOT NULL),
      ${join(reached, ', ')} ${join(counts, ' UNION ALL ')} ORDER BY step`);
    return rows.map((row) => row.calls);
  }
}

function idsOf(path: string): number[] {
  return path.split(' ').map(Number);
}

function isStep({ stateName, intent }: FunnelQuestion): Sql {
  if (typeof intent === 'string') return sql`e.intent = ${intent}`;
  return sql`e.place IN (SELECT place FROM place WHERE name = ${stateName})`;
}
