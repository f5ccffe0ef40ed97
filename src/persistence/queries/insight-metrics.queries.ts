import type { CallFilter } from '../../domain/filter.js';
import type { MetricDimension } from '../../domain/insight.js';
import type { Instant } from '../../domain/source.js';
import type { Database } from '../database.js';
import { join, raw, type Sql, sql } from '../sql.js';
import { all, CURRENT_ANALYSIS, callConditions, type FilterScope } from './conditions.js';

/** Intervals that follow each other: from `from` to before `to`, each `lengthMs` long. */
export interface IntervalRun {
  readonly from: Instant;
  readonly to: Instant;
  readonly lengthMs: number;
}

/** What was counted of the calls of a bucket. */
export interface MetricCounts {
  readonly start: Instant | null;
  readonly key: string | null;
  readonly ended: number;
  readonly open: number;
  readonly turns: number;
  readonly fallbacks: number;
  readonly transferred: number;
  readonly failed: number;
  readonly abandoned: number;
  readonly completed: number;
  readonly averageDuration: number | null;
  readonly p50Duration: number | null;
  readonly p95Duration: number | null;
  readonly erroneous: number;
  readonly p50Response: number | null;
  readonly p95Response: number | null;
}

const KEYS: Record<MetricDimension, Sql> = {
  RELEASE: raw('c.release_id'),
  LANGUAGE: raw('c.language'),
  CHANNEL: raw('c.channel'),
  PLATFORM: raw('c.platform'),
  OUTCOME: raw('c.outcome'),
  ENDED_BY: raw('c.ended_by'),
  HANGUP_REASON: sql`(SELECT max(h.reason_code) FROM hangup h
    WHERE h.client_id = c.client_id AND h.call_ref = c.id AND h."primary" = ${true})`,
  HANGUP_STATE: sql`(SELECT max(s."key") FROM hangup h JOIN state s ON s.client_id = h.client_id AND s.id = h.state
    WHERE h.client_id = c.client_id AND h.call_ref = c.id AND h."primary" = ${true})`,
  SENTIMENT: sql`(SELECT a.sentiment FROM agent_session s JOIN ${CURRENT_ANALYSIS}
    WHERE s.client_id = c.client_id AND s.call_ref = c.id ORDER BY s.listed_at DESC, s.session_id DESC LIMIT 1)`,
};

const FIGURES = raw(`
  spoken AS MATERIALIZED (SELECT w.start, w.bucket, t.response_time_ms, t.error_count
    FROM wanted w JOIN "transaction" t ON t.client_id = w.client_id AND t.call_ref = w.id
    WHERE w.status = 'ENDED' AND t.kind = 'TURN'),
  lasted AS (SELECT start, bucket, duration_ms AS ms,
      row_number() OVER (PARTITION BY start, bucket ORDER BY duration_ms) AS rank,
      count(*) OVER (PARTITION BY start, bucket) AS size
    FROM wanted WHERE status = 'ENDED' AND duration_ms IS NOT NULL),
  answered AS (SELECT start, bucket, response_time_ms AS ms,
      row_number() OVER (PARTITION BY start, bucket ORDER BY response_time_ms) AS rank,
      count(*) OVER (PARTITION BY start, bucket) AS size
    FROM spoken WHERE response_time_ms IS NOT NULL),
  whole AS (SELECT start, bucket,
      count(*) FILTER (WHERE status = 'ENDED') AS ended,
      count(*) FILTER (WHERE status = 'OPEN') AS still_open,
      count(*) FILTER (WHERE status = 'ENDED' AND outcome = 'TRANSFERRED') AS transferred,
      count(*) FILTER (WHERE status = 'ENDED' AND outcome = 'FAILED') AS failed,
      count(*) FILTER (WHERE status = 'ENDED' AND outcome = 'ABANDONED') AS abandoned,
      count(*) FILTER (WHERE status = 'ENDED' AND outcome = 'COMPLETED') AS completed,
      CAST(COALESCE(sum(turn_count) FILTER (WHERE status = 'ENDED'), 0) AS bigint) AS turns,
      CAST(COALESCE(sum(fallback_count) FILTER (WHERE status = 'ENDED'), 0) AS bigint) AS fallbacks
    FROM wanted GROUP BY start, bucket),
  durations AS (SELECT start, bucket, avg(CAST(ms AS double precision)) AS mean,
      max(CASE WHEN rank = (size * 50 + 99) / 100 THEN ms END) AS p50,
      max(CASE WHEN rank = (size * 95 + 99) / 100 THEN ms END) AS p95
    FROM lasted GROUP BY start, bucket),
  responses AS (SELECT start, bucket,
      max(CASE WHEN rank = (size * 50 + 99) / 100 THEN ms END) AS p50,
      max(CASE WHEN rank = (size * 95 + 99) / 100 THEN ms END) AS p95
    FROM answered GROUP BY start, bucket),
  mistaken AS (SELECT start, bucket, count(*) FILTER (WHERE error_count > 0) AS erroneous
    FROM spoken GROUP BY start, bucket)
  SELECT w.start, w.bucket AS "key", w.ended, w.still_open AS "open", w.turns, w.fallbacks, w.transferred, w.failed,
    w.abandoned, w.completed, d.mean AS "averageDuration", d.p50 AS "p50Duration", d.p95 AS "p95Duration",
    COALESCE(m.erroneous, 0) AS erroneous, r.p50 AS "p50Response", r.p95 AS "p95Response"
  FROM whole w
    LEFT JOIN durations d ON d.start IS NOT DISTINCT FROM w.start AND d.bucket IS NOT DISTINCT FROM w.bucket
    LEFT JOIN responses r ON r.start IS NOT DISTINCT FROM w.start AND r.bucket IS NOT DISTINCT FROM w.bucket
    LEFT JOIN mistaken m ON m.start IS NOT DISTINCT FROM w.start AND m.bucket IS NOT DISTINCT FROM w.bucket`);

/** Counts what the metrics are made of. */
export class InsightMetricQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** When the first and the last of the calls began; null where none has begun. */
  async span(scope: FilterScope, filter: CallFilter): Promise<{ first: Instant; last: Instant } | null> {
    const row = await this.#database.readOne<{ first: Instant | null; last: Instant | null }>(sql`
      SELECT min(c.started_at) AS first, max(c.started_at) AS last FROM call c
      WHERE ${all(await callConditions(scope, filter))}`);
    return row === null || row.first === null || row.last === null ? null : { first: row.first, last: row.last };
  }

  /** The counts of each bucket that holds a call, in no order; without runs time is one bucket. */
  async counts(
    scope: FilterScope,
    filter: CallFilter,
    groupBy: MetricDimension | null,
    runs: readonly IntervalRun[] | null,
  ): Promise<MetricCounts[]> {
    const key = groupBy === null ? raw('CAST(NULL AS text)') : KEYS[groupBy];
    const start = raw(
      runs === null
        ? 'CAST(NULL AS bigint)'
        : 'r.first_start + (c.started_at - r.first_start) / r.length_ms * r.length_ms',
    );
    const joined =
      runs === null ? raw('') : raw('JOIN run r ON c.started_at >= r.first_start AND c.started_at < r.past');
    return this.#database.read<MetricCounts>(sql`WITH ${runs === null ? raw('') : sql`${runsOf(runs)}, `}
      wanted AS MATERIALIZED (
        SELECT c.client_id, c.id, c.status, c.outcome, c.turn_count, c.fallback_count, c.duration_ms,
          ${start} AS start, ${key} AS bucket
        FROM call c ${joined} WHERE ${all(await callConditions(scope, filter))}),
      ${FIGURES}`);
  }
}

function runsOf(runs: readonly IntervalRun[]): Sql {
  const rows = runs.map(
    ({ from, to, lengthMs }) => sql`(CAST(${from} AS bigint), CAST(${to} AS bigint), CAST(${lengthMs} AS bigint))`,
  );
  return sql`run (first_start, past, length_ms) AS MATERIALIZED (VALUES ${join(rows, ', ')})`;
}
