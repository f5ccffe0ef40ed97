import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Database } from '../persistence/database.js';
import { sql } from '../persistence/sql.js';
import { freshKeyBytes, GatewayKey, keyBytesOf } from '../services/gateway-key.js';
import type { Environment } from './environment.js';

const SQLITE = 'sqlite:';
const OWNER_ALONE = 0o600;
const NAME = 'secrets';

/**
 * The gateway's key: SECRETS_KEY, else a file beside the SQLite database that is made at the first start, else, on
 * PostgreSQL, a row of the database, so that all processes have the same. The database must be migrated.
 */
export async function gatewayKey(environment: Environment, database: Database): Promise<GatewayKey> {
  const { SECRETS_KEY: given, DATABASE_URL: url } = environment;
  if (given !== undefined) return new GatewayKey(keyBytesOf(given) as Buffer, 'environment');
  if (!url.startsWith(SQLITE)) return new GatewayKey(await bytesInDatabase(database), 'database');
  if (url === `${SQLITE}:memory:`) return new GatewayKey(freshKeyBytes(), 'memory');
  return new GatewayKey(bytesInFile(`${url.slice(SQLITE.length)}.key`), 'file');
}

function bytesInFile(path: string): Buffer {
  const bytes = keyBytesOf((fileText(path) ?? made(path)).trim());
  if (bytes === null) throw new Error(`${path} must hold 32 bytes as base64. Restore it, or set SECRETS_KEY.`);
  return bytes;
}

function fileText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

// Written whole and then linked, so that of two processes that start together both have the first one's key.
function made(path: string): string {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${freshKeyBytes().toString('base64')}\n`, { mode: OWNER_ALONE, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, 'utf8');
}

async function bytesInDatabase(database: Database): Promise<Buffer> {
  const known = await storedBytes(database);
  if (known !== null) return known;
  const value = freshKeyBytes().toString('base64url');
  // Of two processes that start together the second finds the first one's.
  await database.unitsOfWork.run((unit) =>
    unit.execute(sql`INSERT INTO gateway_key (name, value) VALUES (${NAME}, ${value}) ON CONFLICT (name) DO NOTHING`),
  );
  const stored = await storedBytes(database);
  if (stored === null) throw new Error('The key of the gateway was written and is not there.');
  return stored;
}

async function storedBytes(database: Database): Promise<Buffer | null> {
  const row = await database.readOne<{ value: string }>(sql`SELECT value FROM gateway_key WHERE name = ${NAME}`);
  return row === null ? null : keyBytesOf(row.value);
}
