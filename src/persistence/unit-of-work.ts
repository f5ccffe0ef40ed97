import type { Sql } from './sql.js';
import type { Table } from './table.js';
import type { TextPiece } from './text-index.js';

/**
 * One database transaction. Writes are sets of rows, so that a unit of work costs the same number of statements
 * on PostgreSQL whatever it holds, and prepared single-row statements on SQLite.
 */
export interface UnitOfWork {
  /**
   * Keeps every other unit of work of these clients waiting, in all processes, until this one ends.
   * Clients in ascending order, so that two units of work never wait for each other.
   */
  lock(clients: readonly number[]): Promise<void>;

  /** Rows whose `by` properties equal one of the keys; columns under their properties' names. */
  find<Row extends object, P extends keyof Row & string>(
    table: Table<Row>,
    properties: readonly P[],
    by: readonly (keyof Row & string)[],
    keys: readonly (readonly unknown[])[],
  ): Promise<Pick<Row, P>[]>;

  /** Inserts whole rows. */
  insert<Row extends object>(table: Table<Row>, rows: readonly Row[]): Promise<void>;

  /** Writes these properties of rows that exist, found by the table's primary key. */
  patch<Row extends object>(
    table: Table<Row>,
    properties: readonly (keyof Row & string)[],
    rows: readonly Row[],
  ): Promise<void>;

  /** Inserts rows, or overwrites those that exist under the same primary key. */
  put<Row extends object>(table: Table<Row>, rows: readonly Row[]): Promise<void>;

  /** Removes the rows whose `by` properties equal one of the keys. */
  remove<Row extends object>(
    table: Table<Row>,
    by: readonly (keyof Row & string)[],
    keys: readonly (readonly unknown[])[],
  ): Promise<void>;

  /** Adds pieces that are not in the full-text index. */
  addWords(pieces: readonly TextPiece[]): Promise<void>;

  /** Takes records' pieces out of the full-text index, where they are in it. */
  removeWords(client: number, refs: readonly number[]): Promise<void>;

  /** The highest number of a client's event log; 0 where it is empty. */
  lastSeq(client: number): Promise<number>;

  /** Whether a job that one process at a time does is this one's now; it is until the unit of work ends. */
  tryLock(job: number): Promise<boolean>;

  /**
   * Rows of a statement that reads, with what was written so far. Nothing in a unit of work reads over another connection:
   * where units that wait hold all there are, there is none.
   */
  read<Row extends object>(statement: Sql): Promise<Row[]>;

  /** Runs a statement that writes; how many rows it changed. */
  execute(statement: Sql): Promise<number>;
}

/** Runs units of work, one after the other where the database has one writer. */
export interface UnitsOfWork {
  /** Commits what `work` did when it resolves, and resolves after the commit is durable; else rolls back. */
  run<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
}

/** SQL of the statements that both dialects write in the same way. */
export function quoted(name: string): string {
  return `"${name}"`;
}
