import type { CallDataRecord } from '../../domain/call-data.js';
import { type CallerKind, storedCaller } from '../../domain/caller.js';
import type { Instant, JsonText } from '../../domain/source.js';
import type { Database } from '../database.js';
import { restoredTexts } from '../exact-texts.js';
import { list, raw, type Sql, sql } from '../sql.js';
import { grouped } from './call.queries.js';
import { select } from './columns.js';

// When a record's time is over by the term that its client has now.
const UNTIL = raw('(d.stored_at + c.call_data_retention_days * CAST(86400000 AS bigint))');

const COLUMNS = sql`${select('d', {
  id: 'id',
  callId: 'call_id',
  callerRaw: 'caller_raw',
  callerE164: 'caller_e164',
  callerKind: 'caller_kind',
  content: 'content',
  conversationId: 'conversation_id',
  fields: 'fields',
  exact: 'exact',
  storedAt: 'stored_at',
})}, CASE WHEN ${UNTIL} < d.expires_at THEN ${UNTIL} ELSE d.expires_at END AS "expiresAt"`;

/**
 * What may still be shown: a record keeps the term it was given, and a shorter one that its client set since.
 * Of records `d` and their clients `c`. A sum, since the index over the expiry leads to all that lives and must never be taken for that.
 */
export const living = (now: Instant) => sql`d.expires_at + 0 > ${now} AND ${UNTIL} > ${now}`;

type CallDataRow = Omit<CallDataRecord, 'caller'> & {
  readonly callerRaw: string;
  readonly exact: JsonText | null;
  readonly callerE164: string | null;
  readonly callerKind: CallerKind;
};

/** Whom a question means: by any of the keys, or by the very text that was stored; null where the keys say it all. */
export interface WantedCaller {
  readonly keys: readonly string[];
  readonly text: string | null;
}

/** Reads CallData records. What expired does not exist, whether it was removed yet or not. */
export class CallDataQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byId(client: number, ids: readonly number[], now: Instant): Promise<Map<number, CallDataRecord>> {
    const rows = await this.#read(sql`d.client_id = ${client} AND d.id IN ${list(ids)} AND ${living(now)}`);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Newest first; a record belongs to a call by any of the call's identifiers. */
  async byCall(client: number, calls: readonly number[], now: Instant): Promise<Map<number, CallDataRecord[]>> {
    // From the identities to the records: SQLite keeps to the order of a CROSS JOIN.
    const rows = await this.#database.read<CallDataRow & { callRef: number }>(sql`
      SELECT ${COLUMNS}, i.call_ref AS "callRef"
      FROM (SELECT DISTINCT call_ref, value FROM call_identity
          WHERE client_id = ${client} AND call_ref IN ${list(calls)}) i
        CROSS JOIN call_data d CROSS JOIN client c
      WHERE d.client_id = ${client} AND d.call_id = i.value AND c.id = d.client_id AND ${living(now)}
      ORDER BY "storedAt" DESC, "id" DESC`);
    return grouped(rows, (row) => row.callRef, recordOf);
  }

  /** The most recent record for a call id and the caller, stored at `since` or later. */
  async latest(
    client: number,
    callId: string,
    caller: WantedCaller,
    since: Instant,
    now: Instant,
  ): Promise<CallDataRecord | null> {
    // A statement a key, so that the index leads to the newest one: for a list the order would be taken from another.
    const newest = (is: Sql) => sql`d.client_id = ${client} AND d.call_id = ${callId} AND ${is}
      AND d.stored_at >= ${since} AND ${living(now)} ORDER BY d.stored_at DESC, d.id DESC LIMIT 1`;
    const ways = caller.keys.map((key) => sql`d.caller_key = ${key}`);
    if (caller.text !== null) ways.push(sql`d.caller_raw = ${caller.text}`);
    const found = (await Promise.all(ways.map((is) => this.#read(newest(is))))).flat();
    return found.sort((one, other) => other.storedAt - one.storedAt || other.id - one.id)[0] ?? null;
  }

  async #read(where: Sql): Promise<CallDataRecord[]> {
    const rows = await this.#database.read<CallDataRow>(
      sql`SELECT ${COLUMNS} FROM call_data d JOIN client c ON c.id = d.client_id WHERE ${where}`,
    );
    return rows.map(recordOf);
  }
}

function recordOf(row: CallDataRow): CallDataRecord {
  const { id, fields, storedAt, expiresAt } = row;
  const { callId, callerRaw, content, conversationId } = restoredTexts(row);
  const caller = storedCaller(callerRaw === '' ? null : callerRaw, row.callerE164, row.callerKind);
  return { id, callId, caller, content, conversationId, fields, storedAt, expiresAt };
}
