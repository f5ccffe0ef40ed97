import type Database from 'better-sqlite3';
import { compile, type Sql } from './sql.js';
import { columnOf, type Table } from './table.js';
import { type TextPiece, wordsOfPiece } from './text-index.js';
import { quoted, type UnitOfWork, type UnitsOfWork } from './unit-of-work.js';

type Values = readonly unknown[];

/**
 * Units of work on SQLite: one writer connection, one unit at a time in this process; other processes wait for
 * the file's lock. Statements are synchronous, so within a unit only promises that are already kept are awaited.
 */
export class SqliteUnitsOfWork implements UnitsOfWork {
  readonly #connection: Database.Database;
  readonly #unit: SqliteUnitOfWork;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(connection: Database.Database) {
    this.#connection = connection;
    this.#unit = new SqliteUnitOfWork(connection);
  }

  run<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return this.exclusively(() => this.#transact(work));
  }

  /** Runs what writes over another connection of this process, the ORM's, when no unit of work is open. */
  exclusively<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(write);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #transact<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    this.#connection.exec('BEGIN IMMEDIATE');
    try {
      const result = await work(this.#unit);
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    }
  }
}

class SqliteUnitOfWork implements UnitOfWork {
  readonly #connection: Database.Database;
  readonly #prepared = new Map<string, Database.Statement>();

  constructor(connection: Database.Database) {
    this.#connection = connection;
  }

  // BEGIN IMMEDIATE holds the file's only write lock already.
  async lock(): Promise<void> {}

  async find<Row extends object, P extends keyof Row & string>(
    table: Table<Row>,
    properties: readonly P[],
    by: readonly (keyof Row & string)[],
    keys: readonly Values[],
  ): Promise<Pick<Row, P>[]> {
    if (keys.length === 0) return [];
    const statement = this.#prepare(`find ${table.name} ${properties} ${by}`, () => selectSql(table, properties, by));
    const flags = properties.filter((property) => columnOf(table, property).kind === 'flag');
    const rows: Pick<Row, P>[] = [];
    for (const key of keys) {
      for (const row of statement.all(...key) as Record<string, unknown>[]) {
        for (const property of flags) if (row[property] !== null) row[property] = row[property] === 1;
        rows.push(row as Pick<Row, P>);
      }
    }
    return rows;
  }

  async insert<Row extends object>(table: Table<Row>, rows: readonly Row[]): Promise<void> {
    const statement = this.#prepare(`insert ${table.name}`, () => insertSql(table));
    const properties = table.columns.map((column) => column.property);
    for (const row of rows) statement.run(bound(row, properties));
  }

  async patch<Row extends object>(
    table: Table<Row>,
    properties: readonly (keyof Row & string)[],
    rows: readonly Row[],
  ): Promise<void> {
    const statement = this.#prepare(`patch ${table.name} ${properties}`, () => updateSql(table, properties));
    const values = [...properties, ...table.key];
    for (const row of rows) statement.run(bound(row, values));
  }

  async put<Row extends object>(table: Table<Row>, rows: readonly Row[]): Promise<void> {
    const statement = this.#prepare(`put ${table.name}`, () => insertSql(table).replace('INSERT', 'INSERT OR REPLACE'));
    const properties = table.columns.map((column) => column.property);
    for (const row of rows) statement.run(bound(row, properties));
  }

  async remove<Row extends object>(
    table: Table<Row>,
    by: readonly (keyof Row & string)[],
    keys: readonly Values[],
  ): Promise<void> {
    const statement = this.#prepare(`remove ${table.name} ${by}`, () => deleteSql(table, by));
    for (const key of keys) statement.run(...key);
  }

  async addWords(pieces: readonly TextPiece[]): Promise<void> {
    const insert = 'INSERT INTO text_index (rowid, first, second) VALUES (?, ?, ?)';
    for (const piece of pieces) {
      const words = wordsOfPiece(piece)?.map((list) => list.join(' '));
      if (words === undefined) continue;
      this.#prepare('add words', () => insert).run(piece.ref, words[0], words[1] ?? '');
    }
  }

  async removeWords(_client: number, refs: readonly number[]): Promise<void> {
    const statement = this.#prepare('remove words', () => 'DELETE FROM text_index WHERE rowid = ?');
    for (const ref of refs) statement.run(ref);
  }

  async lastSeq(client: number): Promise<number> {
    const statement = this.#prepare('seq', () => 'SELECT max(seq) AS seq FROM event_log WHERE client_id = ?');
    return (statement.get(client) as { seq: number | null }).seq ?? 0;
  }

  // As with `lock`.
  async tryLock(): Promise<boolean> {
    return true;
  }

  async read<Row extends object>(statement: Sql): Promise<Row[]> {
    const { text, parameters } = compile(statement, 'sqlite');
    return this.#prepare(text, () => text).all(...parameters) as Row[];
  }

  async execute(statement: Sql): Promise<number> {
    const { text, parameters } = compile(statement, 'sqlite');
    return this.#prepare(text, () => text).run(...parameters).changes;
  }

  #prepare(name: string, sql: () => string): Database.Statement {
    let statement = this.#prepared.get(name);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql());
      this.#prepared.set(name, statement);
    }
    return statement;
  }
}

function bound(row: object, properties: readonly string[]): unknown[] {
  const values: unknown[] = new Array(properties.length);
  for (let i = 0; i < properties.length; i++) {
    const value = (row as Record<string, unknown>)[properties[i] as string];
    values[i] = value === true ? 1 : value === false ? 0 : value;
  }
  return values;
}

function selectSql(table: Table, properties: readonly string[], by: readonly string[]): string {
  const columns = properties.map((property) => `${quoted(columnOf(table, property).name)} AS ${quoted(property)}`);
  return `SELECT ${columns.join(', ')} FROM ${quoted(table.name)} WHERE ${conditions(table, by)}`;
}

function insertSql(table: Table): string {
  const names = table.columns.map((column) => quoted(column.name));
  return `INSERT INTO ${quoted(table.name)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
}

function updateSql(table: Table, properties: readonly string[]): string {
  const set = properties.map((property) => `${quoted(columnOf(table, property).name)} = ?`);
  return `UPDATE ${quoted(table.name)} SET ${set.join(', ')} WHERE ${conditions(table, table.key)}`;
}

function deleteSql(table: Table, by: readonly string[]): string {
  return `DELETE FROM ${quoted(table.name)} WHERE ${conditions(table, by)}`;
}

function conditions(table: Table, by: readonly string[]): string {
  return by.map((property) => `${quoted(columnOf(table, property).name)} = ?`).join(' AND ');
}
