import type { Client } from '../../domain/client.js';
import type { Database } from '../database.js';
import { raw, sql, whole } from '../sql.js';

/** A client's columns, as they are called in the domain; `c` is the client's table. */
export const CLIENT_COLUMNS = raw(`c.id, c.public_id AS "clientId", c.name, c.default_country AS "defaultCountry",
  c.time_zone AS "timeZone", c.call_data_retention_days AS "callDataRetentionDays", c.retention_days AS "retentionDays",
  c.privacy, c.denied_names AS "deniedNames"`);

interface ClientRow extends Omit<Client, 'privacy' | 'deniedNames' | 'privacyKey'> {
  readonly privacy: string | null;
  readonly deniedNames: string | null;
}

/** The client with an internal id. */
export async function clientById(database: Database, id: number): Promise<Client | null> {
  return clientOf(await database.readOne<ClientRow>(sql`SELECT ${CLIENT_COLUMNS} FROM client c WHERE c.id = ${id}`));
}

/** The first clients that there are, at most `limit`. */
export async function firstClients(database: Database, limit: number): Promise<Client[]> {
  const rows = await database.read<ClientRow>(
    sql`SELECT ${CLIENT_COLUMNS} FROM client c ORDER BY c.id LIMIT ${whole(limit)}`,
  );
  return rows.map((row) => clientOf(row) as Client);
}

/** All clients. */
export function everyClient(database: Database): Promise<Client[]> {
  return database.read<Client>(sql`SELECT ${CLIENT_COLUMNS} FROM client c ORDER BY c.id`);
}

/** The client with a public name. */
export async function clientByPublicId(database: Database, clientId: string): Promise<Client | null> {
  return clientOf(
    await database.readOne<ClientRow>(sql`SELECT ${CLIENT_COLUMNS} FROM client c WHERE c.public_id = ${clientId}`),
  );
}

function clientOf(row: ClientRow | null): Client | null {
  if (row === null) return null;
  const { privacy, deniedNames, ...rest } = row;
  return {
    ...rest,
    privacy: JSON.parse(privacy ?? '[]'),
    deniedNames: JSON.parse(deniedNames ?? 'null'),
    privacyKey: null,
  };
}
