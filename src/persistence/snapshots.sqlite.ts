import Sqlite from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import type { Reads } from './database.js';
import type { Snapshots } from './snapshots.js';
import { compile, type Sql } from './sql.js';
import { prepareReader } from './sqlite.js';

const STATEMENTS_KEPT = 200;

/** Snapshots of a SQLite file. Statements are synchronous, so long ones belong on a thread of their own. */
export class SqliteSnapshots implements Snapshots, Reads {
  readonly dialect = 'sqlite';
  readonly #connection: Sqlite.Database;
  readonly #statements = new LRUCache<string, Sqlite.Statement>({ max: STATEMENTS_KEPT });
  #tail: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#connection = prepareReader(new Sqlite(file, { readonly: true, fileMustExist: true }));
  }

  run<T>(work: (reads: Reads) => Promise<T>): Promise<T> {
    const turn = this.#tail.then(() => this.#within(work));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #within<T>(work: (reads: Reads) => Promise<T>): Promise<T> {
    this.#connection.exec('BEGIN');
    try {
      return await work(this);
    } finally {
      this.#connection.exec('COMMIT');
    }
  }

  async read<Row extends object>(query: Sql): Promise<Row[]> {
    const { text, parameters } = compile(query, 'sqlite');
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#connection.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement.all(...parameters) as Row[];
  }

  async close(): Promise<void> {
    await this.#tail;
    this.#connection.close();
  }
}
