import type { Instant } from '../domain/source.js';
import type { Database } from '../persistence/database.js';
import { sql } from '../persistence/sql.js';

/** What was removed. */
export interface Removed {
  readonly events: number;
  readonly callData: number;
}

const BATCH = 1_000;

/**
 * Removes what may not be kept: entries of the log from before `eventsBefore`, and CallData records that have expired.
 * A client's last entry always stays, since the log's numbers go on from it.
 */
export async function removeExpired(database: Database, now: Instant, eventsBefore: Instant): Promise<Removed> {
  const clients = await database.read<{ id: number }>(sql`SELECT id FROM client ORDER BY id`);
  const removed = { events: 0, callData: 0 };
  for (const { id } of clients) {
    removed.events += await inBatches(() => removeEvents(database, id, eventsBefore));
    removed.callData += await inBatches(() => removeCallData(database, id, now));
  }
  return removed;
}

/** Small statements with the writers between them, instead of one that holds them all up. */
async function inBatches(remove: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (;;) {
    const removed = await remove();
    sum += removed;
    if (removed < BATCH) return sum;
  }
}

// From the log's old end, where its primary key leads at once.
function removeEvents(database: Database, client: number, before: Instant): Promise<number> {
  const statement = `DELETE FROM event_log WHERE client_id = ? AND "at" < ?
    AND seq < (SELECT max(seq) FROM event_log WHERE client_id = ?)
    AND seq IN (SELECT seq FROM event_log WHERE client_id = ? ORDER BY seq LIMIT ${BATCH})`;
  return run(database, statement, [client, before, client, client]);
}

function removeCallData(database: Database, client: number, now: Instant): Promise<number> {
  const statement = `DELETE FROM call_data WHERE client_id = ? AND id IN
    (SELECT id FROM call_data WHERE client_id = ? AND expires_at <= ? ORDER BY expires_at LIMIT ${BATCH})`;
  return run(database, statement, [client, client, now]);
}

function run(database: Database, statement: string, values: number[]): Promise<number> {
  return database.manage(async (em) => {
    const result = await em.getConnection().execute<{ affectedRows: number }>(statement, values, 'run');
    return result.affectedRows;
  });
}
