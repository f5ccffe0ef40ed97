import type { CallFilter } from '../../domain/filter.js';
import { raw, type Sql, sql } from '../sql.js';
import { all, callConditions, type FilterScope } from './conditions.js';

/** The calls that figures are about, `wanted`: their ids and whatever more columns of `c` are named. */
export async function wantedCalls(scope: FilterScope, filter: CallFilter, columns: Sql): Promise<Sql> {
  return sql`wanted AS MATERIALIZED (
    SELECT c.id, ${columns} FROM call c WHERE ${all(await callConditions(scope, filter))})`;
}

/**
 * Every state's row with its place: rows that share a key are one place, by the id of the row seen last.
 * The name is the row's own.
 */
export function places(client: number): Sql {
  return sql`place AS MATERIALIZED (
    SELECT s.id, s.name, max(s.id) OVER (PARTITION BY s."key") AS place FROM state s WHERE s.client_id = ${client})`;
}

/**
 * The turns of the wanted calls: every transaction but hang-ups that began in a state. `place` of turns is where they
 * began, `target` where they led (null for END and where nobody said), `led` where the turn before led to,
 * and `turn_number` counts them within the call. Needs `wanted` with a column `part`, and `place`.
 */
export function turns(client: number): Sql {
  return sql`turn AS MATERIALIZED (
    SELECT w.part, t.call_ref, t.sequence, f.place AS origin, n.place AS target, t.terminal, t.kind,
      t.explicitly_handled, t.response_time_ms, t.intent_name,
      row_number() OVER (PARTITION BY t.call_ref ORDER BY t.sequence) AS turn_number,
      lag(n.place) OVER (PARTITION BY t.call_ref ORDER BY t.sequence) AS led
    FROM wanted w JOIN "transaction" t ON t.client_id = ${client} AND t.call_ref = w.id
      JOIN place f ON f.id = t.from_state LEFT JOIN place n ON n.id = t.to_state
    WHERE t.kind <> 'HANGUP')`;
}

/** Where calls were, one row a visit: where they began, each move into a state, and where they went on from elsewhere. */
export const VISITS = raw(`visit AS MATERIALIZED (
  SELECT part, call_ref, sequence * 3 AS moment, origin AS place FROM turn
  WHERE turn_number = 1 OR origin IS DISTINCT FROM led
  UNION ALL
  SELECT part, call_ref, sequence * 3 + 2, target FROM turn WHERE target IS NOT NULL)`);
