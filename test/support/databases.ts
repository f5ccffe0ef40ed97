import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Database } from '../../src/persistence/database.js';
import { migrate } from '../../src/persistence/migrations.js';
import { openDatabase } from '../../src/persistence/open.js';

/** A database of a test's own, migrated and empty. */
export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  /** Another connection to the same database, as another process has one. */
  open(): Promise<Database>;
  /** Closes everything and removes the database. */
  discard(): Promise<void>;
}

/** A kind of database that tests run on. */
export interface DatabaseKind {
  readonly name: string;
  create(): Promise<TestDatabase>;
}

/** Where tests find a PostgreSQL server; undefined for none. */
export const postgresUrl = process.env.TEST_POSTGRES_URL || undefined;

/** Where tests find a NATS server; undefined for none. */
export const natsUrl = process.env.TEST_NATS_URL || undefined;

const sqlite: DatabaseKind = {
  name: 'SQLite',
  async create() {
    const folder = mkdtempSync(join(tmpdir(), 'talkgraph-test-'));
    const url = `sqlite:${join(folder, 'test.sqlite')}`;
    return migrated(url, async () => rmSync(folder, { recursive: true, force: true }));
  },
};

const postgresql = (server: string): DatabaseKind => ({
  name: 'PostgreSQL',
  async create() {
    const name = `talkgraph_test_${randomBytes(6).toString('hex')}`;
    await execute(server, `CREATE DATABASE ${name}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    return migrated(url.href, () => execute(server, `DROP DATABASE ${name} WITH (FORCE)`));
  },
});

/** The kinds that can be tested here: SQLite everywhere, PostgreSQL where TEST_POSTGRES_URL names a server. */
export const databaseKinds: readonly DatabaseKind[] =
  postgresUrl === undefined ? [sqlite] : [sqlite, postgresql(postgresUrl)];

async function migrated(url: string, remove: () => Promise<void>): Promise<TestDatabase> {
  const opened: Database[] = [];
  const open = async () => {
    const database = await openDatabase({ url, poolSize: 5 });
    opened.push(database);
    return database;
  };
  const database = await open();
  await migrate(database);
  const discard = async () => {
    for (const each of opened) await each.close();
    await remove();
  };
  return { url, database, open, discard };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
