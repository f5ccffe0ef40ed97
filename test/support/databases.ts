import type { Database } from '../../src/persistence/database.js';
import { migrate } from '../../src/persistence/migrations.js';
import { openDatabase } from '../../src/persistence/open.js';
import { type FreshDatabase, postgreSqlDatabase, postgresUrl, sqliteDatabase } from './fresh-database.js';

export { postgresUrl } from './fresh-database.js';

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

/** Where tests find a NATS server; undefined for none. */
export const natsUrl = process.env.TEST_NATS_URL || undefined;

const sqlite: DatabaseKind = { name: 'SQLite', create: async () => migrated(await sqliteDatabase()) };

const postgresql = (server: string): DatabaseKind => ({
  name: 'PostgreSQL',
  create: async () => migrated(await postgreSqlDatabase(server)),
});

/** The kinds that can be tested here: SQLite everywhere, PostgreSQL where TEST_POSTGRES_URL names a server. */
export const databaseKinds: readonly DatabaseKind[] =
  postgresUrl === undefined ? [sqlite] : [sqlite, postgresql(postgresUrl)];

async function migrated({ url, dispose }: FreshDatabase): Promise<TestDatabase> {
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
    await dispose();
  };
  return { url, database, open, discard };
}
