import type { AgentSession } from '../domain/agent-session.js';
import type { AuditEntry } from '../domain/audit-entry.js';
import type { Call, CallIdentity, CallOrder } from '../domain/call.js';
import type { CallDataRecord } from '../domain/call-data.js';
import { countryOf, isInternational, storedKeys } from '../domain/caller.js';
import type { Client } from '../domain/client.js';
import type {
  CallFilter,
  HangupFilter,
  SessionFilter,
  StateTransitionFilter,
  TransactionFilter,
} from '../domain/filter.js';
import {
  checkCallFilter,
  checkHangupFilter,
  checkSessionFilter,
  checkStateTransitionFilter,
  checkTransactionFilter,
} from '../domain/filter-checks.js';
import type { GatewayNotices } from '../domain/gateway-notice.js';
import type { HangupEvent } from '../domain/hangup.js';
import type { Message } from '../domain/message.js';
import type { PageRequest } from '../domain/page.js';
import type { CallDataQuestion, Fields, Listing, MessageOwner, Reader, TransactionsOfCalls } from '../domain/ports.js';
import type { SessionAnalysis } from '../domain/session-analysis.js';
import type { Source } from '../domain/source.js';
import type { QuarantinedEvent } from '../domain/source-event.js';
import type { Transaction } from '../domain/transaction.js';
import type { Variable } from '../domain/variable.js';
import type { Database } from '../persistence/database.js';
import { AgentSessionQueries } from '../persistence/queries/agent-session.queries.js';
import { AuditEntryQueries } from '../persistence/queries/audit-entry.queries.js';
import { CallQueries } from '../persistence/queries/call.queries.js';
import { CallDataQueries } from '../persistence/queries/call-data.queries.js';
import type { FilterScope } from '../persistence/queries/conditions.js';
import { GatewayNoticeQueries } from '../persistence/queries/gateway-notice.queries.js';
import { HangupQueries } from '../persistence/queries/hangup.queries.js';
import { MessageQueries } from '../persistence/queries/message.queries.js';
import { SessionAnalysisQueries } from '../persistence/queries/session-analysis.queries.js';
import { SourceEventQueries } from '../persistence/queries/source-event.queries.js';
import { StateQueries } from '../persistence/queries/state.queries.js';
import { TransactionQueries } from '../persistence/queries/transaction.queries.js';

/** The reader's settings. */
export interface ReaderOptions {
  /** ISO 3166-1 alpha-2, for clients that set none. */
  readonly defaultCountry: string;
}

/** Reads over plain rows. */
export class SqlReader implements Reader {
  readonly #options: ReaderOptions;
  readonly #states: StateQueries;
  readonly #calls: CallQueries;
  readonly #transactions: TransactionQueries;
  readonly #hangups: HangupQueries;
  readonly #notices: GatewayNoticeQueries;
  readonly #callData: CallDataQueries;
  readonly #sessions: AgentSessionQueries;
  readonly #analyses: SessionAnalysisQueries;
  readonly #messages: MessageQueries;
  readonly #sourceEvents: SourceEventQueries;
  readonly #auditLog: AuditEntryQueries;

  constructor(database: Database, options: ReaderOptions) {
    this.#options = options;
    this.#auditLog = new AuditEntryQueries(database);
    this.#states = new StateQueries(database);
    this.#calls = new CallQueries(database);
    this.#transactions = new TransactionQueries(database, this.#states);
    this.#hangups = new HangupQueries(database, this.#states);
    this.#notices = new GatewayNoticeQueries(database);
    this.#callData = new CallDataQueries(database);
    this.#sessions = new AgentSessionQueries(database);
    this.#analyses = new SessionAnalysisQueries(database);
    this.#messages = new MessageQueries(database);
    this.#sourceEvents = new SourceEventQueries(database);
  }

  callByIdentifier(client: number, value: string, source: Source | null): Promise<Call | null> {
    return this.#calls.byIdentifier(client, value, source);
  }

  callsById(client: number, ids: readonly number[], fields: Fields = null): Promise<Map<number, Call>> {
    return this.#calls.byId(client, ids, fields);
  }

  async calls(
    client: Client,
    request: PageRequest,
    filter: CallFilter,
    order: CallOrder,
    fields: Fields = null,
  ): Promise<Listing<Call>> {
    checkCallFilter(filter);
    const scope = this.#scope(client);
    const page = await this.#calls.page(scope, request, filter, order, fields);
    return { page, total: () => this.#calls.count(scope, filter) };
  }

  identitiesByCall(client: number, calls: readonly number[]): Promise<Map<number, CallIdentity[]>> {
    return this.#calls.identities(client, calls);
  }

  variablesByCall(client: number, calls: readonly number[]): Promise<Map<number, Variable[]>> {
    return this.#calls.variables(client, calls);
  }

  pathsByCall(client: number, calls: readonly number[]) {
    return this.#transactions.paths(client, calls);
  }

  transactionById(client: number, transactionId: string): Promise<Transaction | null> {
    return this.#transactions.byTransactionId(client, transactionId);
  }

  transactionsById(client: number, ids: readonly number[], fields: Fields = null): Promise<Map<number, Transaction>> {
    return this.#transactions.byId(client, ids, fields);
  }

  async transactions(client: Client, request: PageRequest, filter: TransactionFilter, fields: Fields = null) {
    checkTransactionFilter(filter);
    const scope = this.#scope(client);
    const page = await this.#transactions.page(scope, request, filter, fields);
    return { page, total: () => this.#transactions.count(scope, filter) };
  }

  async stateTransitions(client: Client, request: PageRequest, filter: StateTransitionFilter) {
    checkStateTransitionFilter(filter);
    const scope = this.#scope(client);
    const page = await this.#transactions.transitionPage(scope, request, filter);
    return { page, total: () => this.#transactions.transitionCount(scope, filter) };
  }

  transactionsByCall(client: number, wanted: TransactionsOfCalls) {
    return this.#transactions.byCall(client, wanted);
  }

  detailsByTransaction(client: number, transactions: readonly number[], fields: Fields = null) {
    return this.#transactions.details(client, transactions, fields);
  }

  async hangups(client: Client, request: PageRequest, filter: HangupFilter, fields: Fields = null) {
    checkHangupFilter(filter);
    const scope = this.#scope(client);
    const page = await this.#hangups.page(scope, request, filter, fields);
    return { page, total: () => this.#hangups.count(scope, filter) };
  }

  hangupsById(client: number, ids: readonly number[], fields: Fields = null): Promise<Map<number, HangupEvent>> {
    return this.#hangups.byId(client, ids, fields);
  }

  hangupsByCall(client: number, calls: readonly number[], fields: Fields = null): Promise<Map<number, HangupEvent[]>> {
    return this.#hangups.byCall(client, calls, fields);
  }

  hangupsByTransaction(
    client: number,
    transactions: readonly number[],
    fields: Fields = null,
  ): Promise<Map<number, HangupEvent>> {
    return this.#hangups.byTransaction(client, transactions, fields);
  }

  noticesByCall(client: number, calls: readonly number[]): Promise<Map<number, GatewayNotices>> {
    return this.#notices.byCall(client, calls);
  }

  matchingHangups(client: Client, ids: readonly number[], filter: HangupFilter): Promise<Set<number>> {
    return this.#hangups.matching(this.#scope(client), ids, filter);
  }

  matchingCalls(client: Client, ids: readonly number[], filter: CallFilter): Promise<Set<number>> {
    return this.#calls.matching(this.#scope(client), ids, filter);
  }

  matchingTransactions(client: Client, ids: readonly number[], filter: TransactionFilter): Promise<Set<number>> {
    return this.#transactions.matching(this.#scope(client), ids, filter);
  }

  matchingAnalyses(client: Client, ids: readonly number[], filter: SessionFilter): Promise<Set<number>> {
    return this.#analyses.matching(this.#scope(client), ids, filter);
  }

  sessionById(client: number, sessionId: string): Promise<AgentSession | null> {
    return this.#sessions.bySessionId(client, sessionId);
  }

  sessionsById(client: number, ids: readonly number[]): Promise<Map<number, AgentSession>> {
    return this.#sessions.byId(client, ids);
  }

  sessionsByCall(client: number, calls: readonly number[]): Promise<Map<number, AgentSession[]>> {
    return this.#sessions.byCall(client, calls);
  }

  async sessions(client: Client, request: PageRequest, filter: SessionFilter): Promise<Listing<AgentSession>> {
    checkSessionFilter(filter);
    const scope = this.#scope(client);
    const page = await this.#sessions.page(scope, request, filter);
    return { page, total: () => this.#sessions.count(scope, filter) };
  }

  analysesById(client: number, ids: readonly number[]): Promise<Map<number, SessionAnalysis>> {
    return this.#analyses.byId(client, ids);
  }

  analysesBySession(client: number, sessions: readonly number[]): Promise<Map<number, SessionAnalysis>> {
    return this.#analyses.bySession(client, sessions);
  }

  analysesByCall(client: number, calls: readonly number[]): Promise<Map<number, SessionAnalysis>> {
    return this.#analyses.byCall(client, calls);
  }

  async analyses(client: Client, request: PageRequest, filter: SessionFilter): Promise<Listing<SessionAnalysis>> {
    checkSessionFilter(filter);
    const scope = this.#scope(client);
    const page = await this.#analyses.page(scope, request, filter);
    return { page, total: () => this.#analyses.count(scope, filter) };
  }

  messagesById(client: number, ids: readonly number[]): Promise<Map<number, Message>> {
    return this.#messages.byId(client, ids);
  }

  messagesOf(client: number, owner: MessageOwner, owners: readonly number[], request: PageRequest) {
    return this.#messages.of(client, owner, owners, request);
  }

  messageCountsOf(client: number, owner: MessageOwner, owners: readonly number[]): Promise<Map<number, number>> {
    return this.#messages.counts(client, owner, owners);
  }

  async quarantine(client: number, request: PageRequest, source: Source | null): Promise<Listing<QuarantinedEvent>> {
    const page = await this.#sourceEvents.page(client, request, source);
    return { page, total: () => this.#sourceEvents.count(client, source) };
  }

  quarantinedById(client: number, ids: readonly number[]): Promise<Map<number, QuarantinedEvent>> {
    return this.#sourceEvents.byId(client, ids);
  }

  async auditLog(client: number, request: PageRequest): Promise<Listing<AuditEntry>> {
    const page = await this.#auditLog.page(client, request);
    return { page, total: () => this.#auditLog.count(client) };
  }

  auditEntriesById(client: number, ids: readonly number[]): Promise<Map<number, AuditEntry>> {
    return this.#auditLog.byId(client, ids);
  }

  callDataById(client: number, ids: readonly number[]): Promise<Map<number, CallDataRecord>> {
    return this.#callData.byId(client, ids, Date.now());
  }

  callDataByCall(client: number, calls: readonly number[]): Promise<Map<number, CallDataRecord[]>> {
    return this.#callData.byCall(client, calls, Date.now());
  }

  latestCallData(client: Client, question: CallDataQuestion): Promise<CallDataRecord | null> {
    const { callId, caller, countryCode, maximumAgeSeconds } = question;
    const given = countryCode === null ? null : countryOf(countryCode);
    const keys = storedKeys(caller, given ?? this.#scope(client).country, client.privacyKey);
    // A local number may have been stored with a country that the question does not name.
    const text = isInternational(caller) ? null : caller;
    const now = Date.now();
    const since = maximumAgeSeconds === null ? 0 : now - maximumAgeSeconds * 1_000;
    return this.#callData.latest(client.id, callId, { keys, text }, since, now);
  }

  #scope(client: Client): FilterScope {
    return {
      client: client.id,
      country: client.defaultCountry ?? this.#options.defaultCountry,
      states: this.#states,
      privacyKey: client.privacyKey,
    };
  }
}
