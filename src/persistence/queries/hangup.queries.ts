import type { HangupFilter } from '../../domain/filter.js';
import type { HangupEvent, SipHeader } from '../../domain/hangup.js';
import type { IntentMatch } from '../../domain/intent.js';
import type { Page, PageRequest } from '../../domain/page.js';
import type { Fields } from '../../domain/ports.js';
import type { JsonText } from '../../domain/source.js';
import type { Database } from '../database.js';
import { list, type Sql, sql } from '../sql.js';
import { countOf, grouped } from './call.queries.js';
import { each, flag, Projection } from './columns.js';
import { all, type FilterScope, hangupConditions } from './conditions.js';
import { keysetConditions, keysetOrder, keysetPage } from './keyset.js';
import type { StateQueries, States } from './state.queries.js';

const COLUMNS = new Projection(
  'h',
  { id: 'id', callRef: 'call_ref', occurredAt: 'occurred_at' },
  {
    ...each({
      source: 'source',
      receivedAt: 'received_at',
      initiator: 'initiator',
      initiatorBasis: 'initiator_basis',
      state: 'state',
      reason: 'reason',
      reasonCode: 'reason_code',
      reasonCodeRaw: 'reason_code_raw',
      sipHeaders: 'sip_headers',
      primary: 'primary',
    }),
    transaction: { transactionRef: 'transaction_ref' },
    // Which of a call's or a transaction's signals it is, is told by these.
    hangup: { primary: 'primary', transactionRef: 'transaction_ref' },
    lastIntent: { lastIntentName: 'last_intent_name', lastIntentConfidence: 'last_intent_confidence' },
    sourceId: { lastIntentSourceId: 'last_intent_source_id' },
    botOperationResult: { botOperationResult: lastSaid('bot_operation_result') },
    botOperationData: { botOperationData: lastSaid('bot_operation_data') },
  },
);

// The signal that ended the call tells what was said last of the bot's work, by whichever record; the others their own.
function lastSaid(column: string) {
  const last = `SELECT n.${column} FROM gateway_notice n WHERE n.client_id = h.client_id AND n.call_ref = h.call_ref
    AND n.${column} IS NOT NULL ORDER BY COALESCE(n.occurred_at, n.received_at) DESC, n.source_event_ref DESC LIMIT 1`;
  return { sql: `CASE WHEN h."primary" THEN COALESCE((${last}), h.${column}) ELSE h.${column} END` };
}

type HangupRow = Omit<HangupEvent, 'state' | 'lastIntent' | 'sipHeaders'> & {
  readonly state: number | null;
  readonly lastIntentName: string | null;
  readonly lastIntentConfidence: number | null;
  readonly lastIntentSourceId: string | null;
  readonly sipHeaders: JsonText | null;
};

const NEWEST_FIRST = { alias: 'h', column: 'occurred_at', descending: true };

/** Reads end signals. */
export class HangupQueries {
  readonly #database: Database;
  readonly #states: StateQueries;

  constructor(database: Database, states: StateQueries) {
    this.#database = database;
    this.#states = states;
  }

  async page(
    scope: FilterScope,
    request: PageRequest,
    filter: HangupFilter,
    fields: Fields,
  ): Promise<Page<HangupEvent>> {
    const conditions = [...(await hangupConditions(scope, filter)), ...keysetConditions(NEWEST_FIRST, request)];
    const rows = await this.#read(scope.client, sql`${all(conditions)} ${keysetOrder(NEWEST_FIRST, request)}`, fields);
    return keysetPage(
      rows,
      request,
      (row) => [row.occurredAt, row.id],
      (row) => row,
    );
  }

  async count(scope: FilterScope, filter: HangupFilter): Promise<number> {
    const conditions = all(await hangupConditions(scope, filter));
    return countOf(this.#database, sql`SELECT count(*) AS count FROM hangup h WHERE ${conditions}`);
  }

  async byId(client: number, ids: readonly number[], fields: Fields): Promise<Map<number, HangupEvent>> {
    const rows = await this.#read(client, sql`h.client_id = ${client} AND h.id IN ${list(ids)}`, fields);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** In the order in which they happened. */
  async byCall(client: number, calls: readonly number[], fields: Fields): Promise<Map<number, HangupEvent[]>> {
    const where = sql`h.client_id = ${client} AND h.call_ref IN ${list(calls)} AND h.same_as IS NULL
      ORDER BY h.call_ref, h.occurred_at, h.id`;
    return grouped(
      await this.#read(client, where, fields),
      (row) => row.callRef,
      (row) => row,
    );
  }

  async byTransaction(
    client: number,
    transactions: readonly number[],
    fields: Fields,
  ): Promise<Map<number, HangupEvent>> {
    const where = sql`h.client_id = ${client} AND h.transaction_ref IN ${list(transactions)}`;
    return new Map((await this.#read(client, where, fields)).map((row) => [row.transactionRef ?? 0, row]));
  }

  /** Of these hang-ups the ids of those that the filter holds for. */
  async matching(scope: FilterScope, ids: readonly number[], filter: HangupFilter): Promise<Set<number>> {
    const conditions = all([...(await hangupConditions(scope, filter)), sql`h.id IN ${list(ids)}`]);
    const rows = await this.#database.read<{ id: number }>(sql`SELECT h.id FROM hangup h WHERE ${conditions}`);
    return new Set(rows.map((row) => row.id));
  }

  async #read(client: number, where: Sql, fields: Fields): Promise<HangupEvent[]> {
    const rows = await this.#database.read<HangupRow>(
      sql`SELECT ${COLUMNS.columns(fields)} FROM hangup h WHERE ${where}`,
    );
    const states = await this.#states.byId(
      client,
      rows.map((row) => row.state ?? null),
    );
    return rows.map((row) => hangupOf(row, states));
  }
}

function hangupOf(row: HangupRow, states: States): HangupEvent {
  const { lastIntentName, lastIntentConfidence, lastIntentSourceId, ...rest } = row;
  const lastIntent: IntentMatch | null =
    lastIntentName == null
      ? null
      : { name: lastIntentName, confidence: lastIntentConfidence, sourceId: lastIntentSourceId };
  return {
    ...rest,
    lastIntent,
    state: row.state == null ? null : (states.get(row.state) ?? null),
    sipHeaders: row.sipHeaders == null ? [] : (JSON.parse(row.sipHeaders) as SipHeader[]),
    primary: flag(row.primary) ?? false,
  };
}
