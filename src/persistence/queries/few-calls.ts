import type { CallFilter } from '../../domain/filter.js';
import type { Reads } from '../database.js';
import { join, type List, list, raw, type Sql, sql, whole } from '../sql.js';
import { type FilterScope, STATE_COLUMNS, type TurnColumn, turnsBy } from './conditions.js';

/** Turns up to which an intent or a state is rare: so many are found sooner than a list is walked for them. */
const FEW = 1_000;

/**
 * The ids of calls that something rare in a filter leads to, so that a list need not be walked to its end for the few
 * that match; null where all is common, since that is met soon on the way.
 */
export async function fewCalls(reads: Reads, scope: FilterScope, filter: CallFilter): Promise<Sql | null> {
  const { intent, visitedState } = filter;
  if (intent) {
    const byIntent = [turns(scope, 'intent_name', list(intent))];
    // What is rare already leads there: how often the states were visited need not be counted any more.
    if (await areFew(reads, byIntent)) return union(byIntent);
  }
  if (visitedState) {
    const states = list(await scope.states.named(scope.client, visitedState));
    const byState = STATE_COLUMNS.map((column) => turns(scope, column, states));
    if (await areFew(reads, byState)) return union(byState);
  }
  return null;
}

function turns({ client }: FilterScope, column: TurnColumn, values: List): Sql {
  return sql`SELECT t.call_ref AS id FROM ${turnsBy(column, 't')} WHERE t.client_id = ${client} AND t.${raw(column)} IN ${values}`;
}

// Counts no further than it must.
async function areFew(reads: Reads, some: readonly Sql[]): Promise<boolean> {
  const counts = some.map((one) => sql`(SELECT count(*) FROM (${one} LIMIT ${whole(FEW + 1)}) s)`);
  const [row] = await reads.read<{ count: number }>(sql`SELECT ${join(counts, ' + ')} AS count`);
  return Number(row?.count) <= FEW;
}

function union(some: readonly Sql[]): Sql {
  return join(some, ' UNION ');
}
