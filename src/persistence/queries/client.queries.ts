import type { Client } from '../../domain/client.js';
import type { Database } from '../database.js';
import { raw, sql } from '../sql.js';

/** A client's columns, as they are called in the domain; `c` is the client's table. */
export const CLIENT_COLUMNS = raw(`c.id, c.public_id AS "clientId", c.name, c.default_country AS "defaultCountry",
  c.time_zone AS "timeZone", c.call_data_retention_days AS "callDataRetentionDays", c.retention_days AS "retentionDays"`);

/** The client with an internal id. */
export function clientById(database: Database, id: number): Promise<Client | null> {
  return database.readOne<Client>(sql`SELECT ${CLIENT_COLUMNS} FROM client c WHERE c.id = ${id}`);
}

/** The first clients that there are, at most `limit`. */
export function firstClients(database: Database, limit: number): Promise<Client[]> {
  return database.read<Client>(sql`SELECT ${CLIENT_COLUMNS} FROM client c ORDER BY c.id LIMIT ${limit}`);
}

/** The client with a public name. */
export function clientByPublicId(database: Database, clientId: string): Promise<Client | null> {
  return database.readOne<Client>(sql`SELECT ${CLIENT_COLUMNS} FROM client c WHERE c.public_id = ${clientId}`);
}
