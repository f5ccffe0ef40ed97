import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';

/** How long a connection waits for another process's write, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

/** How much of a file is mapped into memory at the most. */
const MAPPED_BYTES = 1_073_741_824;

/** Opens a connection that means what it says: FULL sync, foreign keys, and patience with other writers. */
export function openSqlite(file: string, options: Database.Options = {}, mapped = true): Database.Database {
  return prepareSqlite(new Database(file, options), mapped);
}

/**
 * Sets what SQLite forgets with every new connection; a reopened WAL file would come back with NORMAL sync. `mapped`:
 * reads go through the system's own pages, which count as the process's memory.
 */
export function prepareSqlite(connection: Database.Database, mapped = true): Database.Database {
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -32768');
  connection.pragma(`mmap_size = ${mapped ? MAPPED_BYTES : 0}`);
  connection.pragma('temp_store = MEMORY');
  // What is deleted is overwritten: pages that nobody uses hold nothing of anybody.
  connection.pragma('secure_delete = ON');
  return connection;
}

/** Sets what a connection needs that only reads. */
export function prepareReader(connection: Database.Database): Database.Database {
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('cache_size = -32768');
  connection.pragma(`mmap_size = ${MAPPED_BYTES}`);
  connection.pragma('temp_store = MEMORY');
  return connection;
}

/** The file behind a setting, with its folder; `:memory:` is a file of its own that goes with the process. */
export function sqliteFile(name: string): { file: string; discard: () => void } {
  if (name !== ':memory:') {
    mkdirSync(dirname(name), { recursive: true });
    return { file: name, discard: () => undefined };
  }
  // Several connections read while one writes; SQLite's own memory databases belong to one connection alone.
  const folder = mkdtempSync(join(tmpdir(), 'talkgraph-'));
  return { file: join(folder, 'memory.sqlite'), discard: () => rmSync(folder, { recursive: true, force: true }) };
}
