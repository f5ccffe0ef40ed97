import type { CallIdentity } from '../../domain/call.js';
import type { Keyset } from '../../domain/page.js';
import type { Instant, JsonText, Source } from '../../domain/source.js';
import type { Database } from '../database.js';
import { restoredTexts } from '../exact-texts.js';
import { list, type Sql, sql } from '../sql.js';
import { grouped } from './call.queries.js';
import { all } from './conditions.js';

/** A period, its end not in it; null for open. */
export interface Period {
  readonly since: Instant | null;
  readonly until: Instant | null;
}

/** A call as it is exported. */
export interface ExportedCall {
  readonly id: number;
  readonly callId: string;
  readonly listedAt: Instant;
  readonly recordedAt: Instant;
  readonly identities: readonly CallIdentity[];
  /** Internal ids of the deliveries that speak of it, in the order in which they came. */
  readonly deliveries: readonly number[];
}

/** A delivery as it is exported. */
export interface ExportedDelivery {
  readonly id: number;
  readonly source: Source;
  readonly eventType: string;
  readonly key: string;
  readonly receivedAt: Instant;
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

type CallRow = Omit<ExportedCall, 'identities' | 'deliveries'>;
type CallDataRow = ExportedCallData & { readonly exact: JsonText | null };

/** Reads, page by page, all that an export holds of one client. */
export class ExportQueries {
  readonly #database: Database;
  readonly #client: number;

  constructor(database: Database, client: number) {
    this.#database = database;
    this.#client = client;
  }

  /** Calls by their time, after a keyset `[listedAt, id]`. */
  async calls({ since, until }: Period, after: Keyset | null, limit: number): Promise<ExportedCall[]> {
    const conditions = [
      sql`c.client_id = ${this.#client} AND c.merged_into IS NULL`,
      ...(since === null ? [] : [sql`c.listed_at >= ${since}`]),
      ...(until === null ? [] : [sql`c.listed_at < ${until}`]),
      ...(after === null ? [] : [sql`(c.listed_at, c.id) > (${after[0]}, ${after[1]})`]),
    ];
    const rows = await this.#database.read<CallRow>(sql`
      SELECT c.id, c.call_id AS "callId", c.listed_at AS "listedAt", c.recorded_at AS "recordedAt"
      FROM call c WHERE ${all(conditions)} ORDER BY c.listed_at, c.id LIMIT ${limit}`);
    const ids = rows.map((row) => row.id);
    const [identities, deliveries] = [await this.#identities(ids), await this.#deliveries(ids)];
    return rows.map((row) => ({
      ...row,
      identities: identities.get(row.id) ?? [],
      deliveries: deliveries.get(row.id) ?? [],
    }));
  }

  /** Deliveries with their texts, in the order of their ids. */
  deliveries(ids: readonly number[]): Promise<ExportedDelivery[]> {
    return this.#database.read<ExportedDelivery>(sql`
      SELECT e.id, e.source, e.event_type AS "eventType", e.event_key AS "key", e.received_at AS "receivedAt", e.body
      FROM source_event e WHERE e.client_id = ${this.#client} AND e.id IN ${list(ids)} ORDER BY e.id`);
  }

  /** CallData that has not expired, by its time, after a keyset `[storedAt, id]`. */
  async callData(
    { since, until }: Period,
    after: Keyset | null,
    limit: number,
    now: Instant,
  ): Promise<ExportedCallData[]> {
    const conditions = [
      sql`d.client_id = ${this.#client} AND d.expires_at > ${now}`,
      ...(since === null ? [] : [sql`d.stored_at >= ${since}`]),
      ...(until === null ? [] : [sql`d.stored_at < ${until}`]),
      ...(after === null ? [] : [sql`(d.stored_at, d.id) > (${after[0]}, ${after[1]})`]),
    ];
    const rows = await this.#database.read<CallDataRow>(sql`
      SELECT d.id, d.call_id AS "callId", d.caller_raw AS "callerRaw", d.caller_e164 AS "callerE164", d.content,
        d.conversation_id AS "conversationId", d.fields, d.exact, d.stored_at AS "storedAt", d.expires_at AS "expiresAt"
      FROM call_data d WHERE ${all(conditions)} ORDER BY d.stored_at, d.id LIMIT ${limit}`);
    return rows.map((row) => ({ ...row, ...restoredTexts(row) }));
  }

  async #identities(calls: readonly number[]): Promise<Map<number, CallIdentity[]>> {
    const rows = await this.#database.read<CallIdentity & { callRef: number }>(sql`
      SELECT call_ref AS "callRef", source, kind, value FROM call_identity
      WHERE client_id = ${this.#client} AND call_ref IN ${list(calls)}`);
    return grouped(
      rows,
      (row) => row.callRef,
      ({ source, kind, value }) => ({ source, kind, value }),
    );
  }

  /**
   * A record refers to one delivery; the others of its kind have the same key: earlier payloads of a transaction,
   * the other stages of a session, and what another source says of the same.
   */
  async #deliveries(calls: readonly number[]): Promise<Map<number, number[]>> {
    const of = (table: Sql) => sql`SELECT call_ref, source_event_ref FROM ${table}
      WHERE client_id = ${this.#client} AND call_ref IN ${list(calls)}`;
    const said = await this.#database.read<{ callRef: number; id: number; key: string }>(sql`
      SELECT DISTINCT r.call_ref AS "callRef", e.id, e.event_key AS "key" FROM (
        ${of(sql`"transaction"`)} UNION ${of(sql`hangup`)} UNION ${of(sql`gateway_notice`)} UNION ${of(sql`agent_session`)}
        UNION SELECT s.call_ref, a.source_event_ref FROM agent_session s
          JOIN session_analysis a ON a.client_id = s.client_id AND a.session_ref = s.id
          WHERE s.client_id = ${this.#client} AND s.call_ref IN ${list(calls)}
      ) r JOIN source_event e ON e.client_id = ${this.#client} AND e.id = r.source_event_ref`);
    const keys = [...new Set(said.map((row) => row.key))].filter((key) => key !== '');
    const idsOf = await this.#sharing(keys);
    const deliveries = new Map<number, Set<number>>();
    for (const { callRef, id, key } of said) {
      const ids = deliveries.get(callRef) ?? new Set();
      for (const each of [id, ...(idsOf.get(key) ?? [])]) ids.add(each);
      deliveries.set(callRef, ids);
    }
    return new Map([...deliveries].map(([call, ids]) => [call, [...ids].sort((one, other) => one - other)]));
  }

  /** The deliveries of each key, of whatever source and type. */
  async #sharing(keys: readonly string[]): Promise<Map<string, number[]>> {
    const rows: { key: string; id: number }[] = [];
    for (const { source, eventType } of await this.#types()) {
      const same = await this.#database.read<{ key: string; id: number }>(sql`
        SELECT event_key AS "key", id FROM source_event WHERE client_id = ${this.#client}
          AND source = ${source} AND event_type = ${eventType} AND event_key IN ${list(keys)}`);
      rows.push(...same);
    }
    const ids = new Map<string, number[]>();
    for (const { key, id } of rows) ids.set(key, [...(ids.get(key) ?? []), id]);
    return ids;
  }

  #known: Promise<{ source: Source; eventType: string }[]> | undefined;

  // CallData stands for itself, and its text is kept no longer than the record.
  #types(): Promise<{ source: Source; eventType: string }[]> {
    this.#known ??= this.#database.read(sql`SELECT DISTINCT source, event_type AS "eventType" FROM source_event
      WHERE client_id = ${this.#client} AND event_key <> '' AND event_type <> 'callData'`);
    return this.#known;
  }
}
