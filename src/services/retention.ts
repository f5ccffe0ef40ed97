import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../domain/source.js';
import type { Database } from '../persistence/database.js';
import { type Sql, sql } from '../persistence/sql.js';

/** What was removed. */
export interface Removed {
  readonly events: number;
  readonly callData: number;
}

/** When it is, and what is kept until when. */
export interface RetentionOptions {
  readonly now: Instant;
  /** Entries of the event log from before this are removed. */
  readonly eventsBefore: Instant;
  /** Rows that go in one step. */
  readonly batch: number;
  /** Ends it between two steps. */
  readonly signal?: AbortSignal;
}

interface Term {
  readonly id: number;
  readonly days: number;
}

const DAY_MS = 86_400_000;
/** The number of this job among those that one process at a time does. */
const RETENTION = 1;

/**
 * Removes what may not be kept: entries of the log from before `eventsBefore`, and CallData records whose time is over,
 * by the term that they were given or a shorter one that their client has now. A client's last entry always stays,
 * since the log's numbers go on from it. Where another process is at it, this one leaves the rest to that.
 */
export async function removeExpired(database: Database, options: RetentionOptions): Promise<Removed> {
  const { now, eventsBefore, batch } = options;
  const clients = await database.read<Term>(sql`SELECT id, call_data_retention_days AS days FROM client ORDER BY id`);
  const removed = { events: 0, callData: 0 };
  for (const { id, days } of clients) {
    removed.events += await inSteps(database, options, oldEvents(id, eventsBefore, batch));
    const [given, current] = [sql`expires_at`, sql`stored_at`];
    removed.callData += await inSteps(database, options, oldCallData(id, given, now, batch));
    removed.callData += await inSteps(database, options, oldCallData(id, current, now - days * DAY_MS, batch));
  }
  return removed;
}

/** Small statements with the writers between them, instead of one that holds them all up. */
async function inSteps(database: Database, { batch, signal }: RetentionOptions, statement: Sql): Promise<number> {
  let sum = 0;
  while (signal?.aborted !== true) {
    const removed = await database.unitsOfWork.run(async (unit) =>
      (await unit.tryLock(RETENTION)) ? unit.execute(statement) : 0,
    );
    sum += removed;
    if (removed < batch) break;
    // SQLite works in this thread: whoever waits has their turn first.
    await setImmediate();
  }
  return sum;
}

// From the log's old end, where its primary key leads at once.
function oldEvents(client: number, before: Instant, batch: number): Sql {
  return sql`DELETE FROM event_log WHERE client_id = ${client} AND "at" < ${before}
    AND seq < (SELECT max(seq) FROM event_log WHERE client_id = ${client})
    AND seq IN (SELECT seq FROM event_log WHERE client_id = ${client} ORDER BY seq LIMIT ${batch})`;
}

function oldCallData(client: number, time: Sql, until: Instant, batch: number): Sql {
  return sql`DELETE FROM call_data WHERE client_id = ${client} AND id IN
    (SELECT id FROM call_data WHERE client_id = ${client} AND ${time} <= ${until} ORDER BY ${time} LIMIT ${batch})`;
}
