import type { CallFilter } from '../../domain/filter.js';
import type { Reads } from '../database.js';
import { join, type List, list, raw, type Sql, sql } from '../sql.js';
import { type FilterScope, STATE_COLUMNS, type TurnColumn, turnsBy } from './conditions.js';

/** Turns up to which an intent or a state is rare: so many are found sooner than a list is walked for them. */
const FEW = 1_000;

/**
 * The ids of calls that the rarest thing in a filter leads to, so that a list need not be walked to its end for the few
 * that match; null where all is common, since that is met soon on the way.
 */
export async function fewCalls(reads: Reads, scope: FilterScope, filter: CallFilter): Promise<Sql | null> {
  const { intent, visitedState } = filter;
  const wanted: Sql[][] = [];
  if (intent) wanted.push([turns(scope, 'intent_name', list(intent))]);
  if (visitedState) {
    const states = list(await scope.states.named(scope.client, visitedState));
    wanted.push(STATE_COLUMNS.map((column) => turns(scope, column, states)));
  }
  if (wanted.length === 0) return null;
  const counts = await countsOf(reads, wanted);
  const least = Math.min(...counts);
  return least > FEW ? null : join(wanted[counts.indexOf(least)] as Sql[], ' UNION ');
}

function turns({ client }: FilterScope, column: TurnColumn, values: List): Sql {
  return sql`SELECT t.call_ref AS id FROM ${turnsBy(column, 't')} WHERE t.client_id = ${client} AND t.${raw(column)} IN ${values}`;
}

// Of each how many there are, in one statement that reads no further than it must.
async function countsOf(reads: Reads, wanted: readonly Sql[][]): Promise<number[]> {
  const rows = wanted.map((some, place) => {
    const counts = some.map((one) => sql`(SELECT count(*) FROM (${one} LIMIT ${FEW + 1}) s)`);
    return sql`SELECT ${raw(String(place))} AS place, ${join(counts, ' + ')} AS count`;
  });
  const counted = await reads.read<{ place: number; count: number }>(join(rows, ' UNION ALL '));
  return counted.toSorted((one, other) => one.place - other.place).map(({ count }) => Number(count));
}
