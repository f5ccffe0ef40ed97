import type { Pool, PoolClient } from 'pg';
import { compile, type Sql } from './sql.js';
import { type Column, type ColumnKind, columnOf, type Table } from './table.js';
import type { TextPiece } from './text-index.js';
import { textVectors } from './text-vectors.postgresql.js';
import { quoted, type UnitOfWork, type UnitsOfWork } from './unit-of-work.js';
import { bound, parsers, storable } from './values.postgresql.js';

type Values = readonly unknown[];

/** Units of work on PostgreSQL: a connection each, serialised by client through advisory locks. */
export class PostgreSqlUnitsOfWork implements UnitsOfWork {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async run<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    const connection = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await connection.query('BEGIN');
      const result = await work(new PostgreSqlUnitOfWork(connection));
      await connection.query('COMMIT');
      return result;
    } catch (error) {
      broken = await rollback(connection);
      throw error;
    } finally {
      connection.release(broken);
    }
  }
}

// A connection that cannot even roll back is not given to anyone else.
async function rollback(connection: PoolClient): Promise<Error | undefined> {
  try {
    await connection.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('The rollback failed.');
  }
}

// The first key of the advisory locks that writers of a client's records take; the second is the client.
const RECORDING = 7_141;

// The first key of the locks of jobs; the second is the job.
const JOBS = 7_142;

const ARRAY_OF: Record<ColumnKind, string> = {
  wide: 'bigint[]',
  whole: 'int[]',
  real: 'float8[]',
  flag: 'boolean[]',
  text: 'text[]',
};

class PostgreSqlUnitOfWork implements UnitOfWork {
  readonly #connection: PoolClient;

  constructor(connection: PoolClient) {
    this.#connection = connection;
  }

  async lock(clients: readonly number[]): Promise<void> {
    for (const client of clients) {
      await this.#query('SELECT pg_advisory_xact_lock($1::int, $2::int)', [RECORDING, client]);
    }
  }

  async find<Row extends object, P extends keyof Row & string>(
    table: Table<Row>,
    properties: readonly P[],
    by: readonly (keyof Row & string)[],
    keys: readonly Values[],
  ): Promise<Pick<Row, P>[]> {
    if (keys.length === 0) return [];
    const columns = properties.map((property) => `t.${quoted(columnOf(table, property).name)} AS ${quoted(property)}`);
    const sql = `SELECT ${columns.join(', ')} FROM ${quoted(table.name)} t JOIN ${keySet(table, by)} ON ${matches(table, by)}`;
    return this.#query<Pick<Row, P>>(sql, transposed(keys, by.length));
  }

  async insert<Row extends object>(table: Table<Row>, rows: readonly Row[]): Promise<void> {
    if (rows.length > 0) await this.#query(insertSql(table), arraysOf(table.columns, rows));
  }

  async patch<Row extends object>(
    table: Table<Row>,
    properties: readonly (keyof Row & string)[],
    rows: readonly Row[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const columns = [...table.key, ...properties].map((property) => columnOf(table, property));
    const set = properties.map((property) => {
      const name = quoted(columnOf(table, property).name);
      return `${name} = k.${name}`;
    });
    const sql = `UPDATE ${quoted(table.name)} t SET ${set.join(', ')} FROM ${rowSet(columns)} WHERE ${matches(table, table.key)}`;
    await this.#query(sql, arraysOf(columns, rows));
  }

  async put<Row extends object>(table: Table<Row>, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const names = table.columns.filter((column) => !table.key.includes(column.property)).map((c) => quoted(c.name));
    const key = table.key.map((property) => quoted(columnOf(table, property).name));
    const set = names.map((name) => `${name} = excluded.${name}`);
    const sql = `${insertSql(table)} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${set.join(', ')}`;
    await this.#query(sql, arraysOf(table.columns, rows));
  }

  async remove<Row extends object>(
    table: Table<Row>,
    by: readonly (keyof Row & string)[],
    keys: readonly Values[],
  ): Promise<void> {
    if (keys.length === 0) return;
    const sql = `DELETE FROM ${quoted(table.name)} t USING ${keySet(table, by)} WHERE ${matches(table, by)}`;
    await this.#query(sql, transposed(keys, by.length));
  }

  async addWords(pieces: readonly TextPiece[]): Promise<void> {
    const parts = pieces.flatMap(textVectors);
    if (parts.length === 0) return;
    const sql = `INSERT INTO text_index (client_id, ref, part, words)
      SELECT k.client_id, k.ref, k.part, k.words::tsvector
      FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[]) AS k(client_id, ref, part, words)`;
    await this.#query(sql, [
      parts.map((part) => part.client),
      parts.map((part) => part.ref),
      parts.map((part) => part.part),
      parts.map((part) => part.vector),
    ]);
  }

  async removeWords(client: number, refs: readonly number[]): Promise<void> {
    if (refs.length === 0) return;
    await this.#query('DELETE FROM text_index WHERE client_id = $1 AND ref = ANY($2::bigint[])', [client, refs]);
  }

  async lastSeq(client: number): Promise<number> {
    const sql = 'SELECT max(seq) AS seq FROM event_log WHERE client_id = $1';
    const [row] = await this.#query<{ seq: number | null }>(sql, [client]);
    return row?.seq ?? 0;
  }

  async tryLock(job: number): Promise<boolean> {
    const sql = 'SELECT pg_try_advisory_xact_lock($1::int, $2::int) AS locked';
    const [row] = await this.#query<{ locked: boolean }>(sql, [JOBS, job]);
    return row?.locked === true;
  }

  async read<Row extends object>(statement: Sql): Promise<Row[]> {
    const { text, parameters } = compile(statement, 'postgresql');
    return this.#query<Row>(text, bound(parameters));
  }

  async execute(statement: Sql): Promise<number> {
    const { text, parameters } = compile(statement, 'postgresql');
    const result = await this.#connection.query({ name: nameOf(text), text, values: bound(parameters) });
    return result.rowCount ?? 0;
  }

  // Named, so that the server plans each statement once a connection.
  async #query<Row>(text: string, values: unknown[]): Promise<Row[]> {
    const result = await this.#connection.query({ name: nameOf(text), text, values, types: parsers });
    return result.rows as Row[];
  }
}

const names = new Map<string, string>();

function nameOf(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = `unit_${names.size}`;
    names.set(sql, name);
  }
  return name;
}

function insertSql(table: Table): string {
  const columns = table.columns.map((column) => quoted(column.name)).join(', ');
  return `INSERT INTO ${quoted(table.name)} (${columns}) SELECT * FROM ${rowSet(table.columns)}`;
}

function keySet(table: Table, by: readonly string[]): string {
  return rowSet(by.map((property) => columnOf(table, property)));
}

function rowSet(columns: readonly Column[]): string {
  const arrays = columns.map((column, index) => `$${index + 1}::${ARRAY_OF[column.kind]}`);
  return `unnest(${arrays.join(', ')}) AS k(${columns.map((column) => quoted(column.name)).join(', ')})`;
}

function matches(table: Table, by: readonly string[]): string {
  return by
    .map((property) => `t.${quoted(columnOf(table, property).name)} = k.${quoted(columnOf(table, property).name)}`)
    .join(' AND ');
}

function arraysOf(columns: readonly Column[], rows: readonly object[]): unknown[][] {
  return columns.map(({ property }) => rows.map((row) => storable((row as Record<string, unknown>)[property] ?? null)));
}

function transposed(keys: readonly Values[], width: number): unknown[][] {
  return Array.from({ length: width }, (_, index) => keys.map((key) => storable(key[index] ?? null)));
}
