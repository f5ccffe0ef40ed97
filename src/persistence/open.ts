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
  /** False for jobs that pass through all of a SQLite file: then it is not mapped into memory. Mapped unless said. */
  readonly mapped?: boolean;
}

/** Opens the database that a URL names. It is not migrated by that. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, poolSize, mapped = true } = options;
  if (url.startsWith(SQLITE)) return new Database(await openSqliteEngine(url.slice(SQLITE.length), mapped));
  return new Database(await openPostgreSqlEngine(url, poolSize));
}
