import type { CallDataRecord } from '../../domain/call-data.js';
import type { CallerKind } from '../../domain/caller.js';
import type { Instant } from '../../domain/source.js';
import type { Database } from '../database.js';
import { list, type Sql, sql } from '../sql.js';
import { grouped } from './call.queries.js';
import { select } from './columns.js';

const COLUMNS = select('d', {
  id: 'id',
  callId: 'call_id',
  callerRaw: 'caller_raw',
  callerE164: 'caller_e164',
  callerKind: 'caller_kind',
  content: 'content',
  conversationId: 'conversation_id',
  fields: 'fields',
  storedAt: 'stored_at',
  expiresAt: 'expires_at',
});

type CallDataRow = Omit<CallDataRecord, 'caller'> & {
  readonly callerRaw: string;
  readonly callerE164: string | null;
  readonly callerKind: CallerKind;
};

/** Reads CallData records. What expired does not exist, whether it was removed yet or not. */
export class CallDataQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byId(client: number, ids: readonly number[], now: Instant): Promise<Map<number, CallDataRecord>> {
    const rows = await this.#read(sql`d.client_id = ${client} AND d.id IN ${list(ids)} AND d.expires_at > ${now}`);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Newest first; a record belongs to a call by any of the call's identifiers. */
  async byCall(client: number, calls: readonly number[], now: Instant): Promise<Map<number, CallDataRecord[]>> {
    const rows = await this.#database.read<CallDataRow & { callRef: number }>(sql`
      SELECT DISTINCT ${COLUMNS}, i.call_ref AS "callRef"
      FROM call_identity i JOIN call_data d ON d.client_id = i.client_id AND d.call_id = i.value
      WHERE i.client_id = ${client} AND i.call_ref IN ${list(calls)} AND d.expires_at > ${now}
      ORDER BY "storedAt" DESC, "id" DESC`);
    return grouped(rows, (row) => row.callRef, recordOf);
  }

  /** The most recent record for a call id and any of these caller keys, stored at `since` or later. */
  async latest(
    client: number,
    callId: string,
    callerKeys: readonly string[],
    since: Instant,
    now: Instant,
  ): Promise<CallDataRecord | null> {
    const where = sql`d.client_id = ${client} AND d.call_id = ${callId} AND d.caller_key IN ${list(callerKeys)}
      AND d.stored_at >= ${since} AND d.expires_at > ${now} ORDER BY d.stored_at DESC, d.id DESC LIMIT 1`;
    return (await this.#read(where))[0] ?? null;
  }

  async #read(where: Sql): Promise<CallDataRecord[]> {
    const rows = await this.#database.read<CallDataRow>(sql`SELECT ${COLUMNS} FROM call_data d WHERE ${where}`);
    return rows.map(recordOf);
  }
}

function recordOf(row: CallDataRow): CallDataRecord {
  const { id, callId, content, conversationId, fields, storedAt, expiresAt } = row;
  const caller = { raw: row.callerRaw, e164: row.callerE164, kind: row.callerKind, redacted: false };
  return { id, callId, caller, content, conversationId, fields, storedAt, expiresAt };
}
