import type { LoggedEvent } from '../../domain/event-log.js';
import type { Database } from '../database.js';
import { sql, whole } from '../sql.js';

/** The first and the last number that a client's log holds; both 0 where it is empty. */
export interface LogBounds {
  readonly oldest: number;
  readonly newest: number;
}

/** Entries of one client after a number, in order, at most `limit`. */
export function eventsAfter(database: Database, client: number, seq: number, limit: number): Promise<LoggedEvent[]> {
  return database.read<LoggedEvent>(sql`
    SELECT client_id AS client, seq, subject, subject_ref AS "subjectRef", call_ref AS "callRef", change, "at"
    FROM event_log WHERE client_id = ${client} AND seq > ${seq} ORDER BY seq LIMIT ${whole(limit)}`);
}

/** What a client's log holds now. Two subselects, since SQLite looks up a lone min or max in the index. */
export async function logBounds(database: Database, client: number): Promise<LogBounds> {
  const row = await database.readOne<{ oldest: number | null; newest: number | null }>(sql`
    SELECT (SELECT min(seq) FROM event_log WHERE client_id = ${client}) AS oldest,
      (SELECT max(seq) FROM event_log WHERE client_id = ${client}) AS newest`);
  return { oldest: row?.oldest ?? 0, newest: row?.newest ?? 0 };
}
