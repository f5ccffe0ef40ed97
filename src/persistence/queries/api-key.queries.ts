import type { ApiKey, Scope } from '../../domain/api-key.js';
import type { Client } from '../../domain/client.js';
import type { Instant } from '../../domain/source.js';
import type { Database } from '../database.js';
import { list, raw, sql } from '../sql.js';
import { clientById } from './client.queries.js';

/** A key that is in force, with its hash and whose it is. */
export interface StoredKey {
  readonly key: ApiKey;
  readonly secretHash: string;
  readonly client: Client;
}

interface KeyRow extends Omit<ApiKey, 'scopes'> {
  readonly scopes: string;
  readonly secretHash: string;
  readonly client: number;
}

const KEY_COLUMNS = raw(`id, client_id AS client, name, scopes, prefix, secret_hash AS "secretHash",
  created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt", expires_at AS "expiresAt",
  source`);

/** The key in force at a time with this hash; the newest, should two clients have been given the same secret. */
export async function keyByHash(database: Database, secretHash: string, now: Instant): Promise<StoredKey | null> {
  const row = await database.readOne<KeyRow>(sql`SELECT ${KEY_COLUMNS} FROM api_key
    WHERE secret_hash = ${secretHash} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now})
    ORDER BY created_at DESC, id DESC LIMIT 1`);
  if (row === null) return null;
  const client = await clientById(database, row.client);
  return client === null ? null : { key: keyOf(row), secretHash: row.secretHash, client };
}

/** All keys of a client, revoked ones too, oldest first. */
export async function keysOfClient(database: Database, client: number): Promise<ApiKey[]> {
  const rows = await database.read<KeyRow>(
    sql`SELECT ${KEY_COLUMNS} FROM api_key WHERE client_id = ${client} ORDER BY created_at, id`,
  );
  return rows.map(keyOf);
}

/** Keys of a client by their ids; what was not found is left out. */
export async function keysById(
  database: Database,
  client: number,
  ids: readonly number[],
): Promise<Map<number, ApiKey>> {
  const rows = await database.read<KeyRow>(
    sql`SELECT ${KEY_COLUMNS} FROM api_key WHERE client_id = ${client} AND id IN ${list(ids)}`,
  );
  return new Map(rows.map((row) => [row.id, keyOf(row)]));
}

function keyOf({ scopes, client: _client, secretHash: _secretHash, ...row }: KeyRow): ApiKey {
  return { ...row, scopes: JSON.parse(scopes) as Scope[] };
}
