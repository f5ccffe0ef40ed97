import type { CallFilter } from '../../domain/filter.js';
import type { Reads } from '../database.js';
import { join, list, raw, type Sql, sql } from '../sql.js';
import type { FilterScope } from './conditions.js';

/** Turns up to which an intent or a state is rare: so many are found sooner than a list is walked for them. */
const FEW = 1_000;

/**
 * What is rare in a filter as a condition on the ids of calls `c`, so that a list need not be walked to its end for
 * the few that match; what is common is met soon on the way.
 */
export async function fewCalls(reads: Reads, scope: FilterScope, filter: CallFilter): Promise<Sql[]> {
  const { intent, visitedState } = filter;
  const wanted: Sql[][] = [];
  if (intent) wanted.push([sql`t.intent_name IN ${list(intent)}`]);
  if (visitedState) {
    const states = list(await scope.states.named(scope.client, visitedState));
    const columns = ['t.from_state', 't.handled_by_state', 't.to_state'];
    wanted.push(columns.map((column) => sql`${raw(column)} IN ${states}`));
  }
  for (const turns of wanted) {
    const found = await callsOf(reads, scope.client, turns);
    if (found !== null) return [sql`c.id IN ${list(found)}`];
  }
  return [];
}

// The calls with turns of any of these; null where they are many.
async function callsOf(reads: Reads, client: number, turns: readonly Sql[]): Promise<number[] | null> {
  const some = turns.map(
    (turn) => sql`SELECT call_ref FROM (SELECT t.call_ref FROM "transaction" t
      WHERE t.client_id = ${client} AND ${turn} LIMIT ${FEW + 1}) s`,
  );
  const rows = await reads.read<{ callRef: number }>(
    sql`SELECT call_ref AS "callRef" FROM (${join(some, ' UNION ALL ')}) a LIMIT ${FEW + 1}`,
  );
  return rows.length > FEW ? null : [...new Set(rows.map((row) => row.callRef))];
}
