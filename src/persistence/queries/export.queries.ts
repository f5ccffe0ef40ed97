import { ERASED_BODY } from '../../domain/erasure.js';
import type { Instant, JsonText, Source } from '../../domain/source.js';
import type { Database } from '../database.js';
import { restoredTexts } from '../exact-texts.js';
import { sql, whole } from '../sql.js';
import { living } from './call-data.queries.js';
import { all } from './conditions.js';

/** A period, its end not in it; null for open. */
export interface Period {
  readonly since: Instant | null;
  readonly until: Instant | null;
}

/** A delivery as it is exported. */
export interface ExportedDelivery {
  readonly id: number;
  readonly source: Source;
  readonly eventType: string;
  readonly key: string;
  readonly receivedAt: Instant;
  /** What its address named beside the text. */
  readonly address: JsonText | null;
  readonly body: JsonText;
}

/** A CallData record as it is exported. */
export interface ExportedCallData {
  readonly id: number;
  readonly callId: string;
  readonly callerRaw: string;
  readonly callerE164: string | null;
  readonly content: string | null;
  readonly conversationId: string | null;
  readonly fields: JsonText;
  readonly storedAt: Instant;
  readonly expiresAt: Instant;
}

type CallDataRow = ExportedCallData & { readonly exact: JsonText | null };

/** Reads, page by page, all that an export holds of one client. */
export class ExportQueries {
  readonly #database: Database;
  readonly #client: number;

  constructor(database: Database, client: number) {
    this.#database = database;
    this.#client = client;
  }

  /** Deliveries that were understood, in the order of their ids, after one. CallData has its own rows. */
  deliveries({ since, until }: Period, after: number, limit: number): Promise<ExportedDelivery[]> {
    const conditions = [
      sql`e.client_id = ${this.#client} AND e.quarantined = ${false} AND e.event_type <> 'callData'`,
      sql`e.body <> ${ERASED_BODY}`,
      sql`e.id > ${after}`,
      ...(since === null ? [] : [sql`e.received_at >= ${since}`]),
      ...(until === null ? [] : [sql`e.received_at < ${until}`]),
    ];
    return this.#database.read<ExportedDelivery>(sql`
      SELECT e.id, e.source, e.event_type AS "eventType", e.event_key AS "key", e.received_at AS "receivedAt",
        e.address, e.body FROM source_event e WHERE ${all(conditions)} ORDER BY e.id LIMIT ${whole(limit)}`);
  }

  /** CallData that has not expired, in the order of their ids, after one. */
  async callData({ since, until }: Period, after: number, limit: number, now: Instant): Promise<ExportedCallData[]> {
    const conditions = [
      sql`d.client_id = ${this.#client} AND d.id > ${after} AND ${living(now)} AND d.caller_raw <> ''`,
      ...(since === null ? [] : [sql`d.stored_at >= ${since}`]),
      ...(until === null ? [] : [sql`d.stored_at < ${until}`]),
    ];
    const rows = await this.#database.read<CallDataRow>(sql`
      SELECT d.id, d.call_id AS "callId", d.caller_raw AS "callerRaw", d.caller_e164 AS "callerE164", d.content,
        d.conversation_id AS "conversationId", d.fields, d.exact, d.stored_at AS "storedAt", d.expires_at AS "expiresAt"
      FROM call_data d JOIN client c ON c.id = d.client_id WHERE ${all(conditions)} ORDER BY d.id LIMIT ${whole(limit)}`);
    return rows.map((row) => ({ ...row, ...restoredTexts(row) }));
  }
}
