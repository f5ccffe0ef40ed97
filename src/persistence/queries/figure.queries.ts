import type { CallOutcome, CallStatus } from '../../domain/call.js';
import type { CountedHangup, CountedTurn } from '../../domain/course-text.js';
import { MetricDimension } from '../../domain/insight.js';
import type { Instant, JsonText } from '../../domain/source.js';
import type { Reads } from '../database.js';
import { list, raw, type Sql, sql, whole } from '../sql.js';
import { all, CURRENT_ANALYSIS } from './conditions.js';

/** A state's row. */
export interface StateRow {
  readonly id: number;
  readonly key: string;
  readonly stateId: string;
  readonly name: string;
  readonly dialogName: string;
}

/** A call's row as figures read it. */
export interface CountedCallRow {
  readonly id: number;
  readonly listedAt: Instant;
  readonly startedAt: Instant | null;
  readonly status: CallStatus;
  readonly outcome: CallOutcome;
  readonly durationMs: number | null;
  /** Null where nobody wrote it yet. */
  readonly course: JsonText | null;
  readonly key: string | null;
}

/** A day in which calls are listed, and how often it changed so far. */
export interface PeriodRow {
  readonly period: number;
  readonly changes: number;
}

/** What was counted of a day when it had changed so often. */
export interface RollupRow extends PeriodRow {
  readonly body: JsonText;
}

/** A stretch of a list of calls: after a place in it, and before a time. */
export interface Stretch {
  readonly from: Instant;
  /** Only what follows this call of those listed at `from`. */
  readonly afterId: number;
  readonly to: Instant;
  readonly limit: number;
}

// What the records of a call have in common; where calls are hung up stands in their course.
const KEYS: Partial<Record<MetricDimension, Sql>> = {
  RELEASE: raw('c.release_id'),
  LANGUAGE: raw('c.language'),
  CHANNEL: raw('c.channel'),
  PLATFORM: raw('c.platform'),
  OUTCOME: raw('c.outcome'),
  ENDED_BY: raw('c.ended_by'),
  [MetricDimension.SENTIMENT]: sql`(SELECT a.sentiment FROM agent_session s JOIN ${CURRENT_ANALYSIS}
    WHERE s.client_id = c.client_id AND s.call_ref = c.id ORDER BY s.listed_at DESC, s.session_id DESC LIMIT 1)`,
};
const DAY = '86400000';
const NO_KEY = raw('CAST(NULL AS text)');

/** Reads what figures are counted from. */
export class FigureQueries {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Days that hold calls listed in this time, in their order. */
  periods(client: number, from: number, to: number): Promise<PeriodRow[]> {
    return this.#reads.read(sql`SELECT period, changes FROM figure_period
      WHERE client_id = ${client} AND period >= ${from} AND period <= ${to} ORDER BY period`);
  }

  rollups(client: number, kind: string, periods: readonly number[]): Promise<RollupRow[]> {
    return this.#reads.read(sql`SELECT period, changes, body FROM figure_rollup
      WHERE client_id = ${client} AND kind = ${kind} AND period IN ${list(periods)}`);
  }

  /** Everything that is kept of a day. */
  everyRollup(client: number, period: number): Promise<(RollupRow & { readonly kind: string })[]> {
    return this.#reads.read(sql`SELECT kind, period, changes, body FROM figure_rollup
      WHERE client_id = ${client} AND period = ${period} ORDER BY kind`);
  }

  /** Days that hold calls or are noted as such, in their order. */
  async listedPeriods(client: number): Promise<number[]> {
    const rows = await this.#reads.read<{ period: number }>(sql`
      SELECT period FROM figure_period WHERE client_id = ${client} UNION
      SELECT (listed_at - ((listed_at % ${raw(DAY)}) + ${raw(DAY)}) % ${raw(DAY)}) / ${raw(DAY)} AS period FROM call
        WHERE client_id = ${client} AND merged_into IS NULL ORDER BY period`);
    return rows.map((row) => row.period);
  }

  /** Calls `c` in the order in which they are listed. */
  calls(conditions: readonly Sql[], groupBy: MetricDimension | null, stretch: Stretch): Promise<CountedCallRow[]> {
    const { from, afterId, to, limit } = stretch;
    const key = (groupBy === null ? undefined : KEYS[groupBy]) ?? NO_KEY;
    return this.#reads.read(sql`SELECT c.id, c.listed_at AS "listedAt", c.started_at AS "startedAt", c.status, c.outcome,
        c.duration_ms AS "durationMs", c.course, ${key} AS "key"
      FROM call c WHERE ${all(conditions)} AND (c.listed_at, c.id) > (CAST(${from} AS bigint), CAST(${afterId} AS bigint))
        AND c.listed_at < ${to} ORDER BY c.listed_at, c.id LIMIT ${whole(limit)}`);
  }

  callsById(client: number, ids: readonly number[]): Promise<CountedCallRow[]> {
    return this.#reads.read(sql`SELECT c.id, c.listed_at AS "listedAt", c.started_at AS "startedAt", c.status, c.outcome,
        c.duration_ms AS "durationMs", c.course, ${NO_KEY} AS "key"
      FROM call c WHERE c.client_id = ${client} AND c.id IN ${list(ids)}`);
  }

  /** What the courses of these calls are drawn from: their turns in their order, and what ended them. */
  async records(client: number, calls: readonly number[]) {
    const turns = await this.#reads.read<CountedTurn & { callRef: number }>(sql`
      SELECT call_ref AS "callRef", kind, from_state AS "fromState", to_state AS "toState", terminal,
        explicitly_handled AS "explicitlyHandled", error_count AS "errorCount", response_time_ms AS "responseTimeMs",
        intent_name AS "intentName", intent_confidence AS "intentConfidence"
      FROM "transaction" WHERE client_id = ${client} AND call_ref IN ${list(calls)} ORDER BY call_ref, sequence`);
    const hangups = await this.#reads.read<CountedHangup & { callRef: number }>(sql`
      SELECT call_ref AS "callRef", initiator, state, reason_code AS "reasonCode" FROM hangup
      WHERE client_id = ${client} AND call_ref IN ${list(calls)} AND "primary" = ${true}`);
    return { turns, hangups };
  }

  /** Every state of a client, in the order in which they were numbered. */
  states(client: number): Promise<StateRow[]> {
    return this.#reads.read(sql`SELECT id, "key", state_id AS "stateId", name, dialog_name AS "dialogName"
      FROM state WHERE client_id = ${client} ORDER BY id`);
  }

  /** The states that share their keys with these, in the order in which they were numbered. */
  statesLike(client: number, ids: readonly number[]): Promise<StateRow[]> {
    return this.#reads.read(sql`SELECT id, "key", state_id AS "stateId", name, dialog_name AS "dialogName"
      FROM state WHERE client_id = ${client}
        AND state_id IN (SELECT state_id FROM state WHERE client_id = ${client} AND id IN ${list(ids)})
        AND "key" IN (SELECT "key" FROM state WHERE client_id = ${client} AND id IN ${list(ids)}) ORDER BY id`);
  }

  /** What tells whether a client's states are still the same. */
  async statesKnown(client: number): Promise<string> {
    const [row] = await this.#reads.read<{ count: number; last: number | null }>(sql`
      SELECT count(*) AS count, max(id) AS last FROM state WHERE client_id = ${client}`);
    return `${row?.count} ${row?.last}`;
  }
}
