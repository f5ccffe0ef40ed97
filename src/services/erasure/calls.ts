import type { Instant } from '../../domain/source.js';
import { join, list, raw, type Sql, sql } from '../../persistence/sql.js';
import type { UnitOfWork } from '../../persistence/unit-of-work.js';
import type { Person } from './person.js';

/** A call in which a person called. */
export interface FoundCall {
  readonly id: number;
  readonly heldAt: Instant | null;
}

// Where records of calls name who called; of a message it is whoever is not the bot.
const NAMING: readonly (readonly [table: string, column: Sql])[] = [
  ...['"transaction"', 'hangup', 'gateway_notice', 'agent_session'].map((table) => [table, raw('caller_raw')] as const),
  ['message', raw(`CASE direction WHEN 'INBOUND' THEN sender ELSE recipient END`)],
];

/** The calls of a client in which the person called, as the call says or any of its records. */
export async function callsOf(
  database: Pick<UnitOfWork, 'read'>,
  client: number,
  person: Person,
): Promise<readonly FoundCall[]> {
  const keys = list(person.keys);
  const named = await namingCalls(database, client, person);
  return database.read<FoundCall>(sql`SELECT c.id, c.held_at AS "heldAt" FROM call c
    WHERE c.client_id = ${client} AND c.merged_into IS NULL
      AND (c.caller_e164 IN ${keys} OR c.caller_raw IN ${keys} OR c.id IN ${list(named)}) ORDER BY c.id`);
}

// Records have no form by which callers are compared, so whatever is like the number is looked at.
async function namingCalls(
  database: Pick<UnitOfWork, 'read'>,
  client: number,
  { keys, likenesses, isNamedBy }: Person,
): Promise<number[]> {
  const isAlike = (column: Sql) =>
    join([sql`${column} IN ${list(keys)}`, ...likenesses.map((pattern) => sql`${column} LIKE ${pattern}`)], ' OR ');
  const selects = NAMING.map(
    ([table, column]) => sql`SELECT call_ref AS call, ${column} AS caller FROM ${raw(table)}
      WHERE client_id = ${client} AND (${isAlike(column)})`,
  );
  const rows = await database.read<{ call: number; caller: string }>(join(selects, ' UNION '));
  return rows.filter(({ caller }) => isNamedBy(caller)).map(({ call }) => call);
}
