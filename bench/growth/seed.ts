import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Database } from '../../src/persistence/database.ts';
import type { UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { FigurePeriodEntity, migrate, openDatabase, StoredClients, tablesOf } from '../product.ts';
import { type CallRows, callRows, STATES, TRANSACTIONS_PER_CALL } from './talk.ts';

/** The client whose calls are asked for, and its key. */
export const CLIENT_ID = 'growth';
export const SECRET = 'growth-key-of-the-benchmark';

const CALLS_AT_ONCE = 500;
const DAY_MS = 86_400_000;

/** A database with so many transactions of one client over 90 days; kept between runs. */
export async function seededSqlite(transactions: number): Promise<string> {
  const folder = join(tmpdir(), 'talkgraph-growth');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${transactions}-${versionOf('sqlite')}.sqlite`);
  if (!existsSync(file)) {
    const fresh = `${file}.new`;
    for (const suffix of ['', '-wal', '-shm']) rmSync(fresh + suffix, { force: true });
    await fill(`sqlite:${fresh}`, transactions);
    renameSync(fresh, file);
  }
  return `sqlite:${file}`;
}

/** The same on a PostgreSQL server. */
export async function seededPostgreSql(server: string, transactions: number): Promise<string> {
  const name = `talkgraph_growth_${transactions}_${versionOf('postgresql')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 1) return url.href;
    await admin.query(`DROP DATABASE IF EXISTS ${name}_new`);
    await admin.query(`CREATE DATABASE ${name}_new`);
    const fresh = new URL(url.href);
    fresh.pathname = `/${name}_new`;
    await fill(fresh.href, transactions);
    const tidy = new pg.Client({ connectionString: fresh.href });
    await tidy.connect();
    await tidy.query('VACUUM ANALYZE');
    await tidy.end();
    await admin.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`);
  } finally {
    await admin.end();
  }
  return url.href;
}

// What was seeded by other migrations or another seed is another database.
function versionOf(dialect: string): string {
  const folder = fileURLToPath(new URL(`../../migrations/${dialect}`, import.meta.url));
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) if (name.endsWith('.cjs')) hash.update(name);
  for (const file of ['talk.ts', 'seed.ts']) hash.update(readFileSync(new URL(file, import.meta.url)));
  return hash.digest('hex').slice(0, 8);
}

async function fill(url: string, transactions: number): Promise<void> {
  const database = await openDatabase({ url, poolSize: 2 });
  try {
    await migrate(database);
    const onError = (error: unknown) => {
      throw error;
    };
    const clients = new StoredClients(database, { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError });
    await clients.ensureBootstrap({ clientId: CLIENT_ID, secret: SECRET });
    const client = (await clients.clientByPublicId(CLIENT_ID))?.id ?? 0;
    await fillStates(database, client);
    const calls = transactions / TRANSACTIONS_PER_CALL;
    for (let first = 0; first < calls; first += CALLS_AT_ONCE) {
      const count = Math.min(CALLS_AT_ONCE, calls - first);
      const { next } = await idsOf(database, count * (TRANSACTIONS_PER_CALL + 2));
      const rows = Array.from({ length: count }, (_, index) =>
        callRows(client, first + index, calls, next + index * (TRANSACTIONS_PER_CALL + 2)),
      );
      await database.unitsOfWork.run((unit) => store(unit, database, client, rows));
    }
    if (database.dialect === 'sqlite') await database.manage((em) => em.getConnection().execute('PRAGMA optimize'));
  } finally {
    await database.close();
  }
}

async function idsOf(database: Database, count: number): Promise<{ next: number }> {
  const range = await database.ids.reserve(count);
  const next = range.next();
  for (let taken = 1; taken < count; taken++) range.next();
  return { next };
}

async function fillStates(database: Database, client: number): Promise<void> {
  const states = Array.from({ length: STATES }, (_, index) => ({
    ...{ client, id: index + 1, key: `release-1/main/s${index + 1}`, stateId: `s${index + 1}`, dialogName: 'main' },
    ...{ releaseId: 'release-1', name: `State ${index + 1}` },
  }));
  await database.unitsOfWork.run((unit) => unit.insert(tablesOf(database).state, states));
}

async function store(unit: UnitOfWork, database: Database, client: number, rows: readonly CallRows[]): Promise<void> {
  const tables = tablesOf(database);
  await unit.insert(tables.call, rows.map(({ call }) => call) as never);
  await unit.insert(tables.callIdentity, rows.map(({ identity }) => identity) as never);
  await unit.insert(tables.transaction, rows.flatMap(({ transactions }) => transactions) as never);
  await unit.insert(tables.hangup, rows.flatMap(({ hangup }) => hangup ?? []) as never);
  const periods = new Set(rows.map(({ call }) => Math.floor((call['listedAt'] as number) / DAY_MS)));
  await unit.put(
    database.table(FigurePeriodEntity),
    [...periods].map((period) => ({ client, period, changes: 1 })),
  );
}
