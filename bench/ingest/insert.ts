// The process that inserts rows with prepared statements, one commit a batch.
import Database from 'better-sqlite3';
import { answer } from '../processes.ts';
import { prepareSqlite } from '../product.ts';
import type { RawJob, RawResult } from './raw.ts';

/** The tables that recording writes, each with the column that grows with time. */
const TABLES = {
  source_event: 'id',
  state: 'id',
  call: 'id',
  call_identity: 'call_ref',
  transaction: 'id',
  hangup: 'id',
  variable: 'call_ref',
  event_log: 'seq',
} as const;
type Table = keyof typeof TABLES;
type Rows = readonly unknown[][];

const NAMES = Object.keys(TABLES) as Table[];
const seen = new Map<Table, number>();
let target: Database.Database | undefined;

answer<RawJob>(({ from, to, batch }) => {
  target ??= prepareSqlite(new Database(to));
  const rows = newRows(from);
  const statements = new Map(NAMES.map((table) => [table, insertInto(target as Database.Database, table)]));
  return insert(target, rows, statements, rows.get('transaction')?.length ?? 0, batch);
});

function insert(
  database: Database.Database,
  rows: ReadonlyMap<Table, Rows>,
  statements: ReadonlyMap<Table, Database.Statement>,
  items: number,
  batch: number,
): RawResult {
  const commits = items / batch;
  const part = (all: Rows, commit: number) =>
    all.slice(Math.round((all.length * commit) / commits), Math.round((all.length * (commit + 1)) / commits));
  const durations: number[] = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let commit = 0; commit < commits; commit++) {
    const began = performance.now();
    database.exec('BEGIN IMMEDIATE');
    for (const [table, all] of rows) {
      const statement = statements.get(table);
      for (const row of part(all, commit)) statement?.run(row);
    }
    database.exec('COMMIT');
    durations.push(performance.now() - began);
  }
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const sorted = durations.sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { items, seconds, cpuMs: (user + system) / 1_000, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function newRows(file: string): Map<Table, Rows> {
  const source = new Database(file, { readonly: true });
  const found = NAMES.map((table): [Table, Rows] => {
    const column = TABLES[table];
    const after = seen.get(table) ?? 0;
    const statement = source.prepare(`SELECT * FROM "${table}" WHERE "${column}" > ? ORDER BY "${column}"`);
    const place = statement.columns().findIndex(({ name }) => name === column);
    const rows = statement.raw().all(after) as unknown[][];
    seen.set(table, (rows.at(-1)?.[place] as number | undefined) ?? after);
    return [table, rows];
  });
  source.close();
  return new Map(found);
}

function insertInto(database: Database.Database, table: Table): Database.Statement {
  const columns = database.prepare(`SELECT * FROM "${table}"`).columns();
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  return database.prepare(`INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`);
}
