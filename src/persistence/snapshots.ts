import type { Reads } from './database.js';
import type { Dialect } from './orm.js';

/** Reads that all see the database as it was at one moment, on a connection that can do nothing else. */
export interface Snapshots {
  readonly dialect: Dialect;
  /** One at a time. Where the database can, a statement is ended after `timeoutMs` and when the signal says so. */
  run<T>(work: (reads: Reads) => Promise<T>, limits: SnapshotLimits): Promise<T>;
  close(): Promise<void>;
}

/** How long a snapshot's statements may take. */
export interface SnapshotLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | null;
}

const SQLITE = 'sqlite:';

/** Opens snapshots of a database that stands; `url` names a file, not `:memory:`. */
export async function openSnapshots(url: string): Promise<Snapshots> {
  if (url.startsWith(SQLITE)) {
    const { SqliteSnapshots } = await import('./snapshots.sqlite.js');
    return new SqliteSnapshots(url.slice(SQLITE.length));
  }
  const { PostgreSqlSnapshots } = await import('./snapshots.postgresql.js');
  return new PostgreSqlSnapshots(url);
}
