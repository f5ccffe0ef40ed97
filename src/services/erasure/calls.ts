import type { Instant } from '../../domain/source.js';
import type { Database } from '../../persistence/database.js';
import { join, list, raw, type Sql, sql } from '../../persistence/sql.js';
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
export async function callsOf(database: Database, client: number, person: Person): Promise<readonly FoundCall[]> {
  const keys = list(person.keys);
  const forms = list([...person.keys, ...(await formsOf(database, client, person))]);
  const named = NAMING.map(
    ([table, column]) =>
      sql`OR c.id IN (SELECT call_ref FROM ${raw(table)} WHERE client_id = ${client} AND ${column} IN ${forms})`,
  );
  return database.read<FoundCall>(sql`SELECT c.id, c.held_at AS "heldAt" FROM call c
    WHERE c.client_id = ${client} AND c.merged_into IS NULL
      AND (c.caller_e164 IN ${keys} OR c.caller_raw IN ${keys} ${join(named, ' ')}) ORDER BY c.id`);
}

// Records have no form by which callers are compared, so their own forms of the number are looked for.
async function formsOf(database: Database, client: number, { likenesses, isNamedBy }: Person): Promise<string[]> {
  if (likenesses.length === 0) return [];
  const alike = (column: Sql) =>
    join(
      likenesses.map((pattern) => sql`${column} LIKE ${pattern}`),
      ' OR ',
    );
  const selects = NAMING.map(
    ([table, column]) =>
      sql`SELECT ${column} AS form FROM ${raw(table)} WHERE client_id = ${client} AND (${alike(column)})`,
  );
  const rows = await database.read<{ form: string }>(join(selects, ' UNION '));
  return rows.map(({ form }) => form).filter(isNamedBy);
}
