import { fileURLToPath } from 'node:url';
import type { MigrationsOptions } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM as PostgreSqlOrm } from '@mikro-orm/postgresql';
import { MikroORM as SqliteOrm } from '@mikro-orm/sqlite';
import { entities } from './entities/index.js';

/** The databases that Talkgraph speaks. */
export type Dialect = 'sqlite' | 'postgresql';

/** Where the data is: a file for SQLite, a server for PostgreSQL. */
export type DatabaseLocation =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | { readonly dialect: 'postgresql'; readonly url: string; readonly poolSize: number };

/** The ORM of either dialect. */
export type Orm = Awaited<ReturnType<typeof openOrm>>;

/**
 * Opens the ORM: entities, migrations, and the paths that are not hot. Only those who make migrations keep
 * `snapshots`; a running program would overwrite them with what it reads off its database.
 */
export async function openOrm(location: DatabaseLocation, { snapshots = false } = {}) {
  const migrations = migrationOptions(location.dialect, snapshots);
  const base = { entities, extensions: [Migrator], migrations };
  if (location.dialect === 'sqlite') return SqliteOrm.init({ ...base, dbName: location.file });
  const pool = { min: 0, max: location.poolSize };
  return PostgreSqlOrm.init({ ...base, clientUrl: location.url, pool });
}

// Migrations are plain JavaScript beside the sources, so that they run built and unbuilt alike.
function migrationOptions(dialect: Dialect, snapshot: boolean): MigrationsOptions {
  const path = fileURLToPath(new URL(`../../migrations/${dialect}`, import.meta.url));
  return {
    tableName: 'migration',
    path,
    glob: '*.cjs',
    emit: 'cjs',
    silent: true,
    snapshot,
    snapshotName: '.snapshot',
  };
}
