import type { Call, CallIdentity, CallOrder } from '../../domain/call.js';
import { type CallerKind, storedCaller } from '../../domain/caller.js';
import type { CallFilter } from '../../domain/filter.js';
import type { Page, PageRequest } from '../../domain/page.js';
import type { Fields } from '../../domain/ports.js';
import type { Source } from '../../domain/source.js';
import type { Variable } from '../../domain/variable.js';
import type { Database } from '../database.js';
import { list, raw, type Sql, sql } from '../sql.js';
import { each, flag, Projection } from './columns.js';
import { all, callConditions, type FilterScope } from './conditions.js';
import { fewCalls } from './few-calls.js';
import { keysetConditions, keysetOrder, keysetPage, type Order } from './keyset.js';

const COLUMNS = new Projection(
  'c',
  { id: 'id', callId: 'call_id', mergedInto: 'merged_into' },
  {
    ...each({
      turnCount: 'turn_count',
      channel: 'channel',
      platform: 'platform',
      status: 'status',
      endedBy: 'ended_by',
      outcome: 'outcome',
      startedAt: 'started_at',
      endedAt: 'ended_at',
      durationMs: 'duration_ms',
      language: 'language',
      releaseId: 'release_id',
      production: 'production',
      privacyEnabled: 'privacy_enabled',
      fallbackCount: 'fallback_count',
      errorCount: 'error_count',
      heldAt: 'held_at',
    }),
    transactions: { transactionCount: 'transaction_count' },
    caller: { callerRaw: 'caller_raw', callerE164: 'caller_e164', callerKind: 'caller_kind' },
  },
);

type CallRow = Omit<Call, 'caller'> & {
  readonly callerRaw: string | null;
  readonly callerE164: string | null;
  readonly callerKind: CallerKind | null;
  readonly mergedInto: number | null;
  /** In a list: by what it stands where it stands. */
  readonly place?: number;
};

const ORDERS: Record<CallOrder, Order> = {
  STARTED_AT_DESC: { alias: 'c', column: 'listed_at', descending: true },
  STARTED_AT_ASC: { alias: 'c', column: 'listed_at', descending: false },
  DURATION_DESC: { alias: 'c', column: 'listed_duration_ms', descending: true },
  TURNS_DESC: { alias: 'c', column: 'turn_count', descending: true },
};

/** Reads calls and what hangs on them one to many but is small. */
export class CallQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async page(
    scope: FilterScope,
    request: PageRequest,
    filter: CallFilter,
    order: CallOrder,
    fields: Fields,
  ): Promise<Page<Call>> {
    const by = ORDERS[order];
    const few = await fewCalls(this.#database, scope, filter);
    const conditions = [...(await callConditions(scope, filter)), ...keysetConditions(by, request)];
    // SQLite keeps to the order of a CROSS JOIN: it would walk the list, since it cannot know how few they are.
    const calls =
      few === null
        ? sql`call c WHERE ${all(conditions)}`
        : sql`(SELECT DISTINCT id FROM (${few}) t) f CROSS JOIN call c WHERE c.id = f.id AND ${all(conditions)}`;
    const rows = await this.#database.read<CallRow>(
      sql`SELECT ${COLUMNS.columns(fields)}, c.${raw(by.column)} AS place FROM ${calls} ${keysetOrder(by, request)}`,
    );
    return keysetPage(rows, request, ({ place = 0, id }) => [place, id], callOf);
  }

  async count(scope: FilterScope, filter: CallFilter): Promise<number> {
    const conditions = all(await callConditions(scope, filter));
    return countOf(this.#database, sql`SELECT count(*) AS count FROM call c WHERE ${conditions}`);
  }

  /** Of these calls the ids of those that the filter holds for. */
  async matching(scope: FilterScope, ids: readonly number[], filter: CallFilter): Promise<Set<number>> {
    const conditions = all([...(await callConditions({ ...scope, few: true }, filter)), sql`c.id IN ${list(ids)}`]);
    const rows = await this.#database.read<{ id: number }>(sql`SELECT c.id FROM call c WHERE ${conditions}`);
    return new Set(rows.map((row) => row.id));
  }

  /** Calls by internal id; the id of a call that was merged leads to the one it became. */
  async byId(client: number, ids: readonly number[], fields: Fields = null): Promise<Map<number, Call>> {
    const calls = new Map<number, Call>();
    let wanted = new Map(ids.map((id) => [id, [id]]));
    while (wanted.size > 0) {
      const next = new Map<number, number[]>();
      for (const row of await this.#rows(client, [...wanted.keys()], fields)) {
        const asked = wanted.get(row.id) ?? [];
        if (row.mergedInto !== null) next.set(row.mergedInto, [...(next.get(row.mergedInto) ?? []), ...asked]);
        else for (const id of asked) calls.set(id, callOf(row));
      }
      wanted = next;
    }
    return calls;
  }

  async byIdentifier(client: number, value: string, source: Source | null): Promise<Call | null> {
    const said = source === null ? sql`` : sql`AND i.source = ${source}`;
    const row = await this.#database.readOne<CallRow>(sql`
      SELECT ${COLUMNS.columns(null)} FROM call_identity i JOIN call c ON c.client_id = i.client_id AND c.id = i.call_ref
      WHERE i.client_id = ${client} AND i.value = ${value} ${said} LIMIT 1`);
    return row === null ? null : callOf(row);
  }

  async identities(client: number, calls: readonly number[]): Promise<Map<number, CallIdentity[]>> {
    const rows = await this.#database.read<CallIdentity & { callRef: number }>(sql`
      SELECT call_ref AS "callRef", source, kind, value FROM call_identity
      WHERE client_id = ${client} AND call_ref IN ${list(calls)} ORDER BY call_ref, source, kind, value`);
    return grouped(
      rows,
      (row) => row.callRef,
      ({ source, kind, value }) => ({ source, kind, value }),
    );
  }

  async variables(client: number, calls: readonly number[]): Promise<Map<number, Variable[]>> {
    const rows = await this.#database.read<Variable & { callRef: number }>(sql`
      SELECT call_ref AS "callRef", variable_id AS id, name, value FROM variable
      WHERE client_id = ${client} AND call_ref IN ${list(calls)} ORDER BY call_ref, variable_id`);
    return grouped(
      rows,
      (row) => row.callRef,
      ({ id, name, value }) => ({ id, name, value }),
    );
  }

  #rows(client: number, ids: readonly number[], fields: Fields): Promise<CallRow[]> {
    return this.#database.read<CallRow>(
      sql`SELECT ${COLUMNS.columns(fields)} FROM call c WHERE c.client_id = ${client} AND c.id IN ${list(ids)}`,
    );
  }
}

function callOf(row: CallRow): Call {
  const { callerRaw, callerE164, callerKind, mergedInto, place, production, ...rest } = row;
  const caller = callerKind == null ? null : storedCaller(callerRaw, callerE164, callerKind);
  return { ...rest, production: flag(production), privacyEnabled: flag(row.privacyEnabled) ?? false, caller };
}

/** The number that a `count(*) AS count` statement gives. */
export async function countOf(database: Database, statement: Sql): Promise<number> {
  return (await database.readOne<{ count: number }>(statement))?.count ?? 0;
}

/** Rows gathered under a key, in their order. */
export function grouped<Row, Item>(
  rows: readonly Row[],
  keyOf: (row: Row) => number,
  itemOf: (row: Row) => Item,
): Map<number, Item[]> {
  const groups = new Map<number, Item[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [itemOf(row)]);
    else group.push(itemOf(row));
  }
  return groups;
}
