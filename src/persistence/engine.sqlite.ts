import { setTimeout } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import type { Engine } from './database.js';
import { IdAllocator } from './id-allocator.js';
import { openOrm } from './orm.js';
import { compile } from './sql.js';
import { openSqlite, prepareSqlite, sqliteFile } from './sqlite.js';
import { SqliteUnitsOfWork } from './unit-of-work.sqlite.js';

const STATEMENTS_KEPT = 500;

/** SQLite: the ORM's connection reads, a second one writes, so that a read never sees what is not committed. */
export async function openSqliteEngine(name: string, mapped: boolean): Promise<Engine> {
  const { file, discard } = sqliteFile(name);
  // The writer first: it makes the file and switches it to WAL before anyone reads.
  const writer = openSqlite(file, {}, mapped);
  const orm = await openOrm({ dialect: 'sqlite', file });
  const reader = prepareSqlite((await orm.em.getConnection().getNativeClient()) as Sqlite.Database, mapped);
  const unitsOfWork = new SqliteUnitsOfWork(writer);
  return {
    dialect: 'sqlite',
    url: `sqlite:${file}`,
    orm,
    unitsOfWork,
    ids: new IdAllocator((size) => unitsOfWork.exclusively(async () => takeBlock(writer, size))),
    read: readerOf(reader),
    exclusively: (write) => unitsOfWork.exclusively(write),
    scrub: () => emptyLog(writer, unitsOfWork),
    async close() {
      await unitsOfWork.exclusively(async () => writer.close());
      await orm.close(true);
      discard();
    },
  };
}

const SCRUB_TRIES = 50;
const SCRUB_PAUSE_MS = 100;

// Another connection that reads the log keeps it; it is asked again later, instead of waited for in this thread.
async function emptyLog(writer: Sqlite.Database, units: SqliteUnitsOfWork): Promise<boolean> {
  for (let tries = 0; tries < SCRUB_TRIES; tries++) {
    if (await units.exclusively(async () => truncated(writer))) return true;
    await setTimeout(SCRUB_PAUSE_MS);
  }
  return false;
}

function truncated(writer: Sqlite.Database): boolean {
  const patience = writer.pragma('busy_timeout', { simple: true }) as number;
  writer.pragma('busy_timeout = 0');
  try {
    const [row] = writer.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return row?.busy === 0;
  } finally {
    writer.pragma(`busy_timeout = ${patience}`);
  }
}

function readerOf(connection: Sqlite.Database): Engine['read'] {
  const statements = new LRUCache<string, Sqlite.Statement>({ max: STATEMENTS_KEPT });
  return async (query) => {
    const { text, parameters } = compile(query, 'sqlite');
    let statement = statements.get(text);
    if (statement === undefined) {
      statement = connection.prepare(text);
      statements.set(text, statement);
    }
    return statement.all(...parameters) as object[];
  };
}

function takeBlock(writer: Sqlite.Database, size: number): number {
  const sql = `INSERT INTO id_block (name, next) VALUES ('record', ?) ON CONFLICT (name)
    DO UPDATE SET next = id_block.next + ? RETURNING next`;
  const row = writer.prepare(sql).get(size + 1, size) as { next: number };
  return row.next - size;
}
