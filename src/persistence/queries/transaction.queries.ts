import type { Call } from '../../domain/call.js';
import type { StateTransitionFilter, TransactionFilter } from '../../domain/filter.js';
import { type Page, type PageRequest, pageOf } from '../../domain/page.js';
import type { Fields, TransactionsOfCalls } from '../../domain/ports.js';
import type { State } from '../../domain/state-transition.js';
import type { Transaction, TransactionDetail } from '../../domain/transaction.js';
import type { Database } from '../database.js';
import { list, raw, type Sql, sql, whole } from '../sql.js';
import { countOf, grouped } from './call.queries.js';
import { all, type FilterScope, transactionConditions, transitionConditions } from './conditions.js';
import { keysetConditions, keysetOrder, keysetPage } from './keyset.js';
import type { StateQueries } from './state.queries.js';
import {
  DETAIL,
  type DetailRow,
  detailOf,
  TRANSACTION,
  type TransactionColumns,
  TransactionRow,
} from './transaction.row.js';

const NEWEST_FIRST = { alias: 't', column: 'request_timestamp', descending: true };

/** Reads transactions, with their intent and their transition in the same row. */
export class TransactionQueries {
  readonly #database: Database;
  readonly #states: StateQueries;

  constructor(database: Database, states: StateQueries) {
    this.#database = database;
    this.#states = states;
  }

  async page(
    scope: FilterScope,
    request: PageRequest,
    filter: TransactionFilter,
    fields: Fields,
  ): Promise<Page<Transaction>> {
    return this.#page(scope.client, request, await transactionConditions(scope, filter), fields);
  }

  async count(scope: FilterScope, filter: TransactionFilter): Promise<number> {
    return this.#count(await transactionConditions(scope, filter));
  }

  async transitionPage(scope: FilterScope, request: PageRequest, filter: StateTransitionFilter) {
    return this.#page(scope.client, request, await transitionConditions(scope, filter), null);
  }

  async transitionCount(scope: FilterScope, filter: StateTransitionFilter): Promise<number> {
    return this.#count(await transitionConditions(scope, filter));
  }

  async byTransactionId(client: number, transactionId: string): Promise<Transaction | null> {
    const where = sql`t.client_id = ${client} AND t.transaction_id = ${transactionId}`;
    return (await this.#read(client, where, null))[0] ?? null;
  }

  async byId(client: number, ids: readonly number[], fields: Fields): Promise<Map<number, Transaction>> {
    const rows = await this.#read(client, sql`t.client_id = ${client} AND t.id IN ${list(ids)}`, fields);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Of these transactions the ids of those that the filter holds for. */
  async matching(scope: FilterScope, ids: readonly number[], filter: TransactionFilter): Promise<Set<number>> {
    const conditions = all([
      ...(await transactionConditions({ ...scope, few: true }, filter)),
      sql`t.id IN ${list(ids)}`,
    ]);
    const rows = await this.#database.read<{ id: number }>(sql`SELECT t.id FROM "transaction" t WHERE ${conditions}`);
    return new Set(rows.map((row) => row.id));
  }

  /** One page of each call's transactions; without cursors in one statement for all calls. */
  async byCall(
    client: number,
    { calls, request, fields }: TransactionsOfCalls,
  ): Promise<Map<number, Page<Transaction>>> {
    if (request.after === null && request.before === null) return this.#firstPages(client, calls, request, fields);
    const pages = new Map<number, Page<Transaction>>();
    for (const { id } of calls) pages.set(id, await this.#pageAfterCursor(client, id, request, fields));
    return pages;
  }

  /** The wide and seldom read part, with the raw request and response. */
  async details(
    client: number,
    transactions: readonly number[],
    fields: Fields,
  ): Promise<Map<number, TransactionDetail>> {
    const isRaw = fields === null || fields.has('request') || fields.has('response');
    const delivery = raw('LEFT JOIN source_event e ON e.client_id = t.client_id AND e.id = t.source_event_ref');
    const rows = await this.#database.read<DetailRow>(sql`
      SELECT ${DETAIL.columns(fields)} FROM "transaction" t ${isRaw ? delivery : raw('')}
      WHERE t.client_id = ${client} AND t.id IN ${list(transactions)}`);
    return new Map(rows.map((row) => [row.id, detailOf(row)]));
  }

  /** States in the order they were entered, repeats collapsed. A hang-up is no visit. */
  async paths(client: number, calls: readonly number[]): Promise<Map<number, State[]>> {
    const rows = await this.#database.read<{ callRef: number; fromState: number | null; toState: number | null }>(sql`
      SELECT t.call_ref AS "callRef", t.from_state AS "fromState", t.to_state AS "toState" FROM "transaction" t
      WHERE t.client_id = ${client} AND t.call_ref IN ${list(calls)} AND t.kind <> 'HANGUP'
      ORDER BY t.call_ref, t.sequence`);
    const states = await this.#states.byId(
      client,
      rows.flatMap((row) => [row.fromState, row.toState]),
    );
    const entered = grouped(
      rows,
      (row) => row.callRef,
      (row) => [row.fromState, row.toState],
    );
    return new Map([...entered].map(([call, ids]) => [call, collapsed(ids.flat(), states)]));
  }

  async #page(
    client: number,
    request: PageRequest,
    conditions: readonly Sql[],
    fields: Fields,
  ): Promise<Page<Transaction>> {
    const where = all([...conditions, ...keysetConditions(NEWEST_FIRST, request)]);
    const rows = await this.#read(client, sql`${where} ${keysetOrder(NEWEST_FIRST, request)}`, fields);
    return keysetPage(rows, request, keysetOf, (row) => row);
  }

  #count(conditions: readonly Sql[]): Promise<number> {
    return countOf(this.#database, sql`SELECT count(*) AS count FROM "transaction" t WHERE ${all(conditions)}`);
  }

  // How many there are is known of each call, so no row beyond the page is read to see whether more follow.
  async #firstPages(client: number, calls: readonly Call[], request: PageRequest, fields: Fields) {
    const { limit, backward } = request;
    const counted = raw(`t.sequence > (SELECT c.transaction_count FROM call c
      WHERE c.client_id = t.client_id AND c.id = t.call_ref) - `);
    const bound = sql`${backward ? counted : raw('t.sequence <=')} ${whole(limit)}`;
    const where = sql`t.client_id = ${client} AND t.call_ref IN ${list(calls.map(({ id }) => id))} AND ${bound}
      ORDER BY t.call_ref, t.sequence ${raw(backward ? 'DESC' : 'ASC')}`;
    const rows = grouped(
      await this.#read(client, where, fields),
      (row) => row.callRef,
      (row) => row,
    );
    const pages = calls.map(({ id, transactionCount }): [number, Page<Transaction>] => {
      const page = pageOf(rows.get(id) ?? [], request, keysetOf);
      const more = transactionCount > limit;
      return [id, { ...page, ...(backward ? { hasPreviousPage: more } : { hasNextPage: more }) }];
    });
    return new Map(pages);
  }

  // A cursor names a row; a later arrival may have moved it, so its place is looked up and not remembered.
  async #pageAfterCursor(
    client: number,
    call: number,
    request: PageRequest,
    fields: Fields,
  ): Promise<Page<Transaction>> {
    const own = sql`t.client_id = ${client} AND t.call_ref = ${call}`;
    const place = raw('FROM "transaction" p WHERE p.client_id = t.client_id AND p.call_ref = t.call_ref');
    const bounds: Sql[] = [own];
    if (request.after !== null) {
      const [at, id] = request.after;
      bounds.push(sql`t.sequence > COALESCE((SELECT max(p.sequence) ${place}
        AND (p.id = ${id} OR p.request_timestamp < ${at})), 0)`);
    }
    if (request.before !== null) {
      const [at, id] = request.before;
      bounds.push(sql`t.sequence < COALESCE((SELECT min(p.sequence) ${place}
        AND (p.id = ${id} OR p.request_timestamp > ${at})), 2147483647)`);
    }
    const direction = raw(request.backward ? 'DESC' : 'ASC');
    const where = sql`${all(bounds)} ORDER BY t.sequence ${direction} LIMIT ${whole(request.limit + 1)}`;
    return pageOf(await this.#read(client, where, fields), request, keysetOf);
  }

  async #read(client: number, where: Sql, fields: Fields): Promise<TransactionRow[]> {
    const rows = await this.#database.read<TransactionColumns>(
      sql`SELECT ${TRANSACTION.columns(fields)} FROM "transaction" t WHERE ${where}`,
    );
    const states = await this.#states.byId(client, statesOf(rows));
    return rows.map((row) => new TransactionRow(row, states));
  }
}

function* statesOf(rows: readonly TransactionColumns[]): Generator<number | null> {
  for (const row of rows) {
    yield row.fromState ?? null;
    yield row.handledByState ?? null;
    yield row.toState ?? null;
  }
}

function keysetOf(transaction: Transaction) {
  return [transaction.requestTimestamp, transaction.id];
}

function collapsed(ids: readonly (number | null)[], states: ReadonlyMap<number, State>): State[] {
  const path: State[] = [];
  for (const id of ids) {
    const state = id === null ? undefined : states.get(id);
    if (state !== undefined && state.key !== path.at(-1)?.key) path.push(state);
  }
  return path;
}
