import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';

/** A database that nobody else uses, and how it goes away. */
export interface FreshDatabase {
  readonly url: string;
  dispose(): Promise<void>;
}

/** Where tests find a PostgreSQL server; undefined for none. */
export const postgresUrl = process.env.TEST_POSTGRES_URL || undefined;

/** A SQLite file in a folder of its own, or a PostgreSQL database on the server that TEST_POSTGRES_URL names. */
export function freshDatabase(): Promise<FreshDatabase> {
  return postgresUrl === undefined ? sqliteDatabase() : postgreSqlDatabase(postgresUrl);
}

/** A SQLite file in a folder of its own. */
export async function sqliteDatabase(): Promise<FreshDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'talkgraph-test-'));
  return {
    url: `sqlite:${path.join(folder, 'talkgraph.sqlite')}`,
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A database of its own on a PostgreSQL server. */
export async function postgreSqlDatabase(server: string): Promise<FreshDatabase> {
  const name = `talkgraph_test_${randomBytes(8).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, dispose: () => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
