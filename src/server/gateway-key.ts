import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Database } from '../persistence/database.js';
import { sql } from '../persistence/sql.js';
import { freshKeyBytes, GatewayKey, keyBytesOf } from '../services/gateway-key.js';
import { StoredWebhookSecrets } from '../services/webhook-secrets.js';
import { type Environment, EnvironmentError } from './environment.js';

const SQLITE = 'sqlite:';
const OWNER_ALONE = 0o600;
const NAME = 'secrets';
const PRIVACY = 'privacy';

/**
 * The gateway's key: SECRETS_KEY, else a file beside the SQLite database that is made at the first start, else, on
 * PostgreSQL, a row of the database, so that all processes have the same. The database must be migrated.
 */
export async function gatewayKey(environment: Environment, database: Database): Promise<GatewayKey> {
  const { SECRETS_KEY: given, SECRETS_KEY_PREVIOUS: previous, DATABASE_URL: url } = environment;
  if (given !== undefined) return keyOfSettings(database, bytesOf(given), previous ? bytesOf(previous) : null);
  if (!url.startsWith(SQLITE)) return new GatewayKey(await bytesInDatabase(database), 'database');
  if (url === `${SQLITE}:memory:`) return new GatewayKey(freshKeyBytes(), 'memory');
  return new GatewayKey(bytesInFile(`${url.slice(SQLITE.length)}.key`), 'file');
}

function bytesOf(setting: string): Buffer {
  return keyBytesOf(setting) as Buffer;
}

/**
 * The key of the settings. By the first one of a database private callers are told apart for good: it is stored, sealed
 * with the one in force, which also shows that this is the right one. Throws EnvironmentError where it is not.
 */
async function keyOfSettings(database: Database, bytes: Buffer, previous: Buffer | null): Promise<GatewayKey> {
  const key = new GatewayKey(bytes, 'environment', { previous });
  const sealed = (await storedValue(database, PRIVACY)) ?? (await sealedFirst(database, key, previous ?? bytes));
  const privacy = bytesOf(openedWith(key, sealed));
  if (!key.isCurrent(sealed, PRIVACY)) {
    const anew = key.seal(privacy.toString('base64url'), PRIVACY);
    await database.unitsOfWork.run((unit) =>
      unit.execute(sql`UPDATE gateway_key SET value = ${anew} WHERE name = ${PRIVACY} AND value = ${sealed}`),
    );
  }
  return new GatewayKey(bytes, 'environment', { previous, privacy });
}

async function sealedFirst(database: Database, key: GatewayKey, first: Buffer): Promise<string> {
  // Nothing else shows whether a previous key is the right one: that of a file, or of a release that stored none.
  if (key.hasPrevious && !(await new StoredWebhookSecrets(database, key).canBeOpened())) throw new WrongKeyError();
  return keep(database, PRIVACY, key.seal(first.toString('base64url'), PRIVACY));
}

class WrongKeyError extends EnvironmentError {
  constructor() {
    super(['SECRETS_KEY: expected the key that this database was last used with, or that one as SECRETS_KEY_PREVIOUS']);
  }
}

function openedWith(key: GatewayKey, sealed: string): string {
  try {
    return key.open(sealed, PRIVACY);
  } catch {
    throw new WrongKeyError();
  }
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
  const value =
    (await storedValue(database, NAME)) ?? (await keep(database, NAME, freshKeyBytes().toString('base64url')));
  const bytes = keyBytesOf(value);
  if (bytes === null)
    throw new Error('The key of the gateway in the database is damaged. Restore it, or set SECRETS_KEY.');
  return bytes;
}

/** Stores a value that is not there yet; of two processes that start together the second finds the first one's. */
async function keep(database: Database, name: string, value: string): Promise<string> {
  await database.unitsOfWork.run((unit) =>
    unit.execute(sql`INSERT INTO gateway_key (name, value) VALUES (${name}, ${value}) ON CONFLICT (name) DO NOTHING`),
  );
  const stored = await storedValue(database, name);
  if (stored === null) throw new Error('The key of the gateway was written and is not there.');
  return stored;
}

async function storedValue(database: Database, name: string): Promise<string | null> {
  const row = await database.readOne<{ value: string }>(sql`SELECT value FROM gateway_key WHERE name = ${name}`);
  return row?.value ?? null;
}
