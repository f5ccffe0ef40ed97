import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../domain/source.js';
import type { Database } from '../persistence/database.js';
import { countOf } from '../persistence/queries/call.queries.js';
import { type Sql, sql } from '../persistence/sql.js';
import { payloadsOf } from './erasure/erase-records.js';
import { expiredCalls, heldCalls, RETENTION, removeCalls, removePayloads, type Steps } from './retention/calls.js';

/** What was removed, or would be. */
export interface Removed {
  readonly events: number;
  readonly callData: number;
  /** Calls with all that belongs to them. */
  readonly calls: number;
  /** Deliveries as they came, those in quarantine included. */
  readonly rawPayloads: number;
}

/** When it is, and what is kept until when. */
export interface RetentionOptions extends Steps {
  readonly now: Instant;
  /** Entries of the event log from before this are removed. */
  readonly eventsBefore: Instant;
}

interface Term {
  readonly id: number;
  readonly clientId: string;
  readonly days: number;
  /** Null: calls are kept for ever. */
  readonly callDays: number | null;
}

const DAY_MS = 86_400_000;

/**
 * Removes what may not be kept: entries of the log from before `eventsBefore`; CallData records whose time is over, by
 * the term that they were given or a shorter one that their client has now; and, where the client sets a term for calls,
 * calls that began before it with all that belongs to them, and deliveries that came before it. What a legal hold keeps
 * stays. A client's last entry of the log always stays, since its numbers go on from it. Where another process is at it,
 * this one leaves the rest to that.
 */
export async function removeExpired(database: Database, options: RetentionOptions): Promise<Removed> {
  const { now, eventsBefore, batch } = options;
  const removed = { events: 0, callData: 0, calls: 0, rawPayloads: 0 };
  for (const { id, days, callDays } of await termsOf(database)) {
    removed.events += await inSteps(database, options, oldEvents(id, eventsBefore, batch));
    const [given, current] = [sql`expires_at`, sql`stored_at`];
    removed.callData += await inSteps(database, options, oldCallData(id, given, now, batch));
    removed.callData += await inSteps(database, options, oldCallData(id, current, now - days * DAY_MS, batch));
    if (callDays !== null) {
      const before = now - callDays * DAY_MS;
      removed.calls += await removeCalls(database, id, before, options);
      removed.rawPayloads += await removePayloads(database, id, before, options);
    }
    await inSteps(database, options, idleNames(id, batch));
  }
  return removed;
}

/** What a client would lose now, by kind. */
export interface Preview extends Removed {
  readonly clientId: string;
  /** Calls whose time is over and that a legal hold keeps. */
  readonly heldCalls: number;
}

/** Counts what `removeExpired` would remove. Raw payloads are those beside the ones of removed calls. */
export async function previewRetention(
  database: Database,
  { now, eventsBefore }: Pick<RetentionOptions, 'now' | 'eventsBefore'>,
): Promise<Preview[]> {
  const previews: Preview[] = [];
  for (const { id, clientId, days, callDays } of await termsOf(database)) {
    const count = (statement: Sql) => countOf(database, sql`SELECT count(*) AS count FROM ${statement}`);
    const before = callDays === null ? 0 : now - callDays * DAY_MS;
    const removed = sql`${expiredCalls(id, before)} AND held_at IS NULL`;
    previews.push({
      clientId,
      events: await count(sql`event_log WHERE client_id = ${id} AND "at" < ${eventsBefore}
        AND seq < (SELECT max(seq) FROM event_log WHERE client_id = ${id})`),
      callData: await count(sql`call_data WHERE client_id = ${id}
        AND (expires_at <= ${now} OR stored_at <= ${now - days * DAY_MS})`),
      calls: await count(sql`call WHERE ${removed} AND merged_into IS NULL`),
      rawPayloads: await count(sql`source_event WHERE client_id = ${id} AND received_at < ${before}
        AND id NOT IN (${payloadsOf(id, await heldCalls(database, id))})
        AND id NOT IN (${payloadsOf(id, sql`SELECT id FROM call WHERE ${removed}`)})`),
      heldCalls: await count(
        sql`call WHERE ${expiredCalls(id, before)} AND held_at IS NOT NULL AND merged_into IS NULL`,
      ),
    });
  }
  return previews;
}

function termsOf(database: Database): Promise<Term[]> {
  return database.read<Term>(sql`SELECT id, public_id AS "clientId", call_data_retention_days AS days,
    retention_days AS "callDays" FROM client ORDER BY id`);
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

// Names of what is in quarantine no more: it was understood meanwhile, or removed.
function idleNames(client: number, batch: number): Sql {
  return sql`DELETE FROM quarantined_name WHERE client_id = ${client} AND (name, source_event_ref) IN
    (SELECT q.name, q.source_event_ref FROM quarantined_name q LEFT JOIN source_event e
      ON e.client_id = q.client_id AND e.id = q.source_event_ref AND e.quarantined = ${true}
      WHERE q.client_id = ${client} AND e.id IS NULL LIMIT ${batch})`;
}
