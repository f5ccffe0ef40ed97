import { storedKeys } from '../../domain/caller.js';
import type {
  CallFilter,
  HangupFilter,
  InstantRange,
  SessionFilter,
  StateTransitionFilter,
  TransactionFilter,
} from '../../domain/filter.js';
import { canonicalJson } from '../../domain/json.js';
import { byDialect, join, list, raw, type Sql, sql } from '../sql.js';
import type { StateQueries } from './state.queries.js';
import { textConditions } from './text-conditions.js';

/** What turning a filter into SQL needs: whose records, which country local numbers are of, and the states' ids. */
export interface FilterScope {
  readonly client: number;
  readonly country: string;
  readonly states: StateQueries;
  /** The client's own, by which private callers are found. */
  readonly privacyKey: string | null;
  /** Set where only a few records are asked about, so that what is searched begins with them. */
  readonly few?: boolean;
}

/** The columns that tell which states a turn visited: where it began, and where it led. What handled it need be neither. */
export const STATE_COLUMNS = ['from_state', 'to_state'] as const;

type Words = readonly (string | number)[] | null | undefined;

/** Conditions joined by AND. */
export function all(conditions: readonly Sql[]): Sql {
  return join(conditions, ' AND ');
}

function anyOf(column: string, words: Words): Sql[] {
  return words === null || words === undefined ? [] : [sql`${raw(column)} IN ${list(words)}`];
}

function within(column: string, range: InstantRange | null | undefined): Sql[] {
  return [
    ...(range?.from === null || range?.from === undefined ? [] : [sql`${raw(column)} >= ${range.from}`]),
    ...(range?.to === null || range?.to === undefined ? [] : [sql`${raw(column)} < ${range.to}`]),
  ];
}

function equals(column: string, value: boolean | string | null | undefined): Sql[] {
  return value === null || value === undefined ? [] : [sql`${raw(column)} = ${value}`];
}

async function statesIn({ client, states }: FilterScope, names: readonly string[]) {
  return list(await states.named(client, names));
}

/** What holds for every call `c` of a client. */
export function everyCall(client: number): Sql[] {
  return [sql`c.client_id = ${client}`, sql`c.merged_into IS NULL`];
}

/** What holds for a call `c`. A call that was merged into another is no call any more. */
export async function callConditions(scope: FilterScope, filter: CallFilter): Promise<Sql[]> {
  const { minimumTurns = null } = filter;
  return [
    ...everyCall(scope.client),
    ...within('c.started_at', filter.startedAt),
    // The same span again: calls that have begun are listed by their start, and the index is over that.
    ...within('c.listed_at', filter.startedAt),
    ...equals('c.status', filter.status),
    ...anyOf('c.outcome', filter.outcome),
    ...anyOf('c.ended_by', filter.endedBy),
    ...anyOf('c.channel', filter.channel),
    ...anyOf('c.release_id', filter.releaseId),
    ...anyOf('c.language', filter.language),
    ...equals('c.production', filter.production),
    ...(minimumTurns === null ? [] : [sql`c.turn_count >= ${minimumTurns}`]),
    ...present('c.error_count', filter.hasErrors),
    ...present('c.fallback_count', filter.hasFallback),
    ...callerCondition(scope, filter.caller),
    ...(await turnConditions(scope, filter)),
    ...(await hangupOfCallConditions(scope, filter)),
    ...variableCondition(filter),
    ...sentimentCondition(filter),
    ...textConditions(scope.client, scope.few === true, filter.text),
  ];
}

function present(column: string, wanted: boolean | null | undefined): Sql[] {
  return wanted === null || wanted === undefined ? [] : [raw(`${column} ${wanted ? '>' : '='} 0`)];
}

function callerCondition({ country, privacyKey }: FilterScope, caller: string | null | undefined): Sql[] {
  if (caller === null || caller === undefined) return [];
  const keys = list(storedKeys(caller, country, privacyKey));
  return [sql`(c.caller_e164 IN ${keys} OR (c.caller_e164 IS NULL AND c.caller_raw IN ${keys}))`];
}

async function turnConditions(scope: FilterScope, { intent, visitedState }: CallFilter): Promise<Sql[]> {
  const conditions: Sql[] = [];
  if (intent) conditions.push(sql`EXISTS (${turnBy('intent_name')} IN ${list(intent)} AND v.kind = 'TURN')`);
  if (visitedState) {
    const states = await statesIn(scope, visitedState);
    const visits = STATE_COLUMNS.map((column) => sql`${turnBy(column)} IN ${states} AND v.kind <> 'HANGUP'`);
    // Of those that are joined by OR, PostgreSQL would rather gather every turn of every call.
    conditions.push(sql`EXISTS (${join(visits, ' UNION ALL ')})`);
  }
  return conditions;
}

function turnBy(column: TurnColumn): Sql {
  return sql`SELECT 1 FROM ${turnsBy(column, 'v')} WHERE v.client_id = c.client_id AND v.call_ref = c.id AND v.${raw(column)}`;
}

/** What of a turn leads to calls by an index of its own, over the client, this column and the call. */
export type TurnColumn = 'intent_name' | 'from_state' | 'to_state';

/**
 * The turns, under an alias, by the index over one column and the call: one step for each value. SQLite by itself takes a
 * list of words for a long one, and would rather read all turns of a call, or of a client.
 */
export function turnsBy(column: TurnColumn, alias: string): Sql {
  const index = raw(` INDEXED BY transaction_client_id_${column}_call_ref_index`);
  return sql`"transaction" ${raw(alias)}${byDialect({ sqlite: index, postgresql: raw('') })}`;
}

async function hangupOfCallConditions(scope: FilterScope, { hangupState, reasonCode }: CallFilter): Promise<Sql[]> {
  const hangup = sql`SELECT 1 FROM hangup e WHERE e.client_id = c.client_id AND e.call_ref = c.id
    AND e."primary" = ${true}`;
  const conditions: Sql[] = [];
  if (hangupState) conditions.push(sql`EXISTS (${hangup} AND e.state IN ${await statesIn(scope, hangupState)})`);
  if (reasonCode) conditions.push(sql`EXISTS (${hangup} AND e.reason_code IN ${list(reasonCode)})`);
  return conditions;
}

function variableCondition({ variable }: CallFilter): Sql[] {
  if (!variable) return [];
  const { name, equals: value } = variable;
  return [
    sql`EXISTS (SELECT 1 FROM variable w WHERE w.client_id = c.client_id AND w.call_ref = c.id
    AND (w.variable_id = ${name} OR w.name = ${name}) AND w.value = ${canonicalJson(value)})`,
  ];
}

/** Joins each session `s` with its current analysis `a`. */
export const CURRENT_ANALYSIS = raw(`session_analysis a ON a.client_id = s.client_id AND a.session_ref = s.id
  AND NOT EXISTS (SELECT 1 FROM session_analysis b WHERE b.client_id = a.client_id
    AND b.session_ref = a.session_ref AND b.revision > a.revision)`);

function sentimentCondition({ sentiment }: CallFilter): Sql[] {
  if (!sentiment) return [];
  return [
    sql`EXISTS (SELECT 1 FROM agent_session s JOIN ${CURRENT_ANALYSIS}
    WHERE s.client_id = c.client_id AND s.call_ref = c.id AND a.sentiment IN ${list(sentiment)})`,
  ];
}

/** What holds for an agent's session `s`, and for its current analysis `a` where the filter speaks of it. */
export function sessionConditions({ client }: FilterScope, filter: SessionFilter): Sql[] {
  return [
    sql`s.client_id = ${client}`,
    ...within('s.started_at', filter.startedAt),
    ...anyOf('s.lifecycle', filter.lifecycle),
    ...anyOf('s.agent_id', filter.agentId),
    ...equals('s.conversation_id', filter.conversationId),
    ...anyOf('a.sentiment', filter.sentiment),
    ...anyOf('a.completion_rating', filter.completionRating),
  ];
}

async function callOf(scope: FilterScope, alias: string, filter: CallFilter | null | undefined): Promise<Sql[]> {
  if (!filter) return [];
  const conditions = all(await callConditions(scope, filter));
  return [sql`EXISTS (SELECT 1 FROM call c WHERE c.id = ${raw(alias)}.call_ref AND ${conditions})`];
}

// A turn of which nobody said is none that only an else branch took, as in figures and in what is shown.
const HANDLED = 'COALESCE(t.explicitly_handled, TRUE)';

/** What holds for a transaction `t`. */
export async function transactionConditions(scope: FilterScope, filter: TransactionFilter): Promise<Sql[]> {
  const { maximumConfidence = null } = filter;
  return [
    sql`t.client_id = ${scope.client}`,
    ...anyOf('t.kind', filter.kind),
    ...anyOf('t.intent_name', filter.intent),
    ...(maximumConfidence === null ? [] : [sql`t.intent_confidence <= ${maximumConfidence}`]),
    ...equals(HANDLED, filter.explicitlyHandled),
    ...within('t.request_timestamp', filter.requestTimestamp),
    ...(await callOf(scope, 't', filter.call)),
  ];
}

/** What holds for a transaction `t` that moved through the dialogue. */
export async function transitionConditions(scope: FilterScope, filter: StateTransitionFilter): Promise<Sql[]> {
  return [
    sql`t.client_id = ${scope.client}`,
    raw('(t.from_state IS NOT NULL OR t.handled_by_state IS NOT NULL OR t.to_state IS NOT NULL)'),
    ...(filter.from ? [sql`t.from_state IN ${await statesIn(scope, filter.from)}`] : []),
    ...(filter.to ? [sql`t.to_state IN ${await statesIn(scope, filter.to)}`] : []),
    ...equals('t.handled', filter.handled),
    ...equals(HANDLED, filter.explicitlyHandled),
    ...equals('t.terminal', filter.terminal),
    ...within('t.request_timestamp', filter.requestTimestamp),
    ...(await callOf(scope, 't', filter.call)),
  ];
}

/** What holds for a hang-up `h`. */
export async function hangupConditions(scope: FilterScope, filter: HangupFilter): Promise<Sql[]> {
  const release = filter.releaseId
    ? [
        sql`COALESCE(h.release_id, (SELECT c.release_id FROM call c WHERE c.client_id = h.client_id AND c.id = h.call_ref))
        IN ${list(filter.releaseId)}`,
      ]
    : [];
  return [
    sql`h.client_id = ${scope.client}`,
    (filter.primaryOnly ?? true) ? sql`h."primary" = ${true}` : raw('h.same_as IS NULL'),
    ...within('h.occurred_at', filter.occurredAt),
    ...anyOf('h.initiator', filter.initiator),
    ...(filter.state ? [sql`h.state IN ${await statesIn(scope, filter.state)}`] : []),
    ...anyOf('h.reason_code', filter.reasonCode),
    ...release,
  ];
}
