import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { reaching } from './connection-loss.js';
import type { Engine } from './database.js';
import { IdAllocator } from './id-allocator.js';
import { openOrm } from './orm.js';
import { compile } from './sql.js';
import { PostgreSqlUnitsOfWork } from './unit-of-work.postgresql.js';
import { bound, parsers } from './values.postgresql.js';

const STATEMENTS_NAMED = 500;

/** PostgreSQL: the ORM's pool serves reads and units of work alike. */
export async function openPostgreSqlEngine(url: string, poolSize: number): Promise<Engine> {
  const orm = await openOrm({ dialect: 'postgresql', url, poolSize });
  const pool = (await orm.em.getConnection().getNativeClient()) as Pool;
  // The migrator would make a database that is not there, and a mistyped address would start an empty gateway.
  await pool.query('SELECT 1');
  const queue = new WriteQueue(pool);
  const unitsOfWork = new PostgreSqlUnitsOfWork(pool);
  const read = readerOf(pool);
  return {
    dialect: 'postgresql',
    url,
    orm,
    unitsOfWork: { run: (work) => reaching(() => unitsOfWork.run(work)) },
    ids: new IdAllocator((size) => reaching(() => takeBlock(pool, size))),
    read: (query) => reaching(() => read(query)),
    exclusively: (write) => reaching(() => queue.run(write)),
    scrub: async () => true,
    close: () => orm.close(true),
  };
}

// Statements are named, so that the server plans each once a connection; a bounded number of them.
function readerOf(pool: Pool): Engine['read'] {
  const names = new LRUCache<string, string>({ max: STATEMENTS_NAMED });
  let count = 0;
  return async (query) => {
    const { text, parameters } = compile(query, 'postgresql');
    let name = names.get(text);
    if (name === undefined && names.size < STATEMENTS_NAMED) {
      name = `read_${count++}`;
      names.set(text, name);
    }
    const values = bound(parameters);
    const result = await pool.query({ ...(name === undefined ? {} : { name }), text, values, types: parsers });
    return result.rows as object[];
  };
}

// The key of the advisory lock that migrations and the ORM's writes take, over all processes.
const COLD_WRITES = 7_140;

/** One after the other in this process: each holds a connection while it writes over a second one. */
class WriteQueue {
  readonly #pool: Pool;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  run<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(() => locked(this.#pool, write));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}

async function locked<T>(pool: Pool, write: () => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  let failed = true;
  try {
    await connection.query('SELECT pg_advisory_lock($1::bigint)', [COLD_WRITES]);
    const written = await write();
    await connection.query('SELECT pg_advisory_unlock($1::bigint)', [COLD_WRITES]);
    failed = false;
    return written;
  } finally {
    // The lock ends with its connection, which may be gone already.
    connection.release(failed);
  }
}

async function takeBlock(pool: Pool, size: number): Promise<number> {
  const text = `INSERT INTO id_block (name, next) VALUES ('record', $1::bigint + 1) ON CONFLICT (name)
    DO UPDATE SET next = id_block.next + $1 RETURNING next`;
  const result = await pool.query({ text, values: [size], types: parsers });
  return (result.rows[0] as { next: number }).next - size;
}
