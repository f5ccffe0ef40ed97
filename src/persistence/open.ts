import { Database } from './database.js';
import { openPostgreSqlEngine } from './engine.postgresql.js';
import { openSqliteEngine } from './engine.sqlite.js';

const SQLITE = 'sqlite:';

/** How a database is opened. */
export interface DatabaseOptions {
  /** `sqlite:data/talkgraph.sqlite`, `sqlite::memory:` or `postgresql://…`. */
  readonly url: string;
  /** Connections at the most, on PostgreSQL. */
  readonly poolSize: number;
}

/** Opens the database that a URL names. It is not migrated by that. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, poolSize } = options;
  if (url.startsWith(SQLITE)) return new Database(await openSqliteEngine(url.slice(SQLITE.length)));
  return new Database(await openPostgreSqlEngine(url, poolSize));
}
