import type { AgentSession } from './agent-session.js';
import type { ApiKey, NewApiKey } from './api-key.js';
import type { AuditEntry } from './audit-entry.js';
import type { Call, CallIdentity, CallOrder } from './call.js';
import type { CallDataRecord } from './call-data.js';
import type { Client, ClientChanges } from './client.js';
import type { CallFilter, HangupFilter, SessionFilter, StateTransitionFilter, TransactionFilter } from './filter.js';
import type { GatewayNotices } from './gateway-notice.js';
import type { HangupEvent } from './hangup.js';
import type {
  ConversationGraph,
  ConversationPath,
  FunnelQuestion,
  FunnelStep,
  Intent,
  IntentOrder,
  MetricBucket,
  MetricQuestion,
} from './insight.js';
import type { Message } from './message.js';
import type { Page, PageRequest } from './page.js';
import type { RecordResult, SourceItem } from './record.js';
import type { SessionAnalysis } from './session-analysis.js';
import type { JsonText, Source } from './source.js';
import type { QuarantinedEvent } from './source-event.js';
import type { State } from './state-transition.js';
import type { Transaction, TransactionDetail } from './transaction.js';
import type { Variable } from './variable.js';

/** The one write path. */
export interface Recorder {
  /**
   * Records the items of one delivery and resolves when the commit is durable; results in the items' order.
   * Rejects with OVERLOADED where the queue is full: then nothing of the delivery was taken.
   */
  record(client: Client, items: readonly SourceItem[]): Promise<readonly RecordResult[]>;
}

/** A connection's rows; `total` counts when it is asked. */
export interface Listing<T> {
  readonly page: Page<T>;
  total(): Promise<number>;
}

/** How a call's transactions are asked for; keyset `[requestTimestamp, internal id]`. */
export interface TransactionsOfCalls {
  readonly calls: readonly Call[];
  readonly request: PageRequest;
  readonly fields: Fields;
}

/**
 * Names of the fields that will be looked at, so that a read need not bring the rest; null: any.
 * A name that is no field of what is read is passed over.
 */
export type Fields = ReadonlySet<string> | null;

/**
 * Batched reads. Every method is scoped to one client; what belongs to another does not exist.
 * `…By…` methods answer in a map and leave out what was not found.
 */
export interface Reader {
  callByIdentifier(client: number, value: string, source: Source | null): Promise<Call | null>;
  callsById(client: number, ids: readonly number[], fields?: Fields): Promise<Map<number, Call>>;
  calls(
    client: Client,
    request: PageRequest,
    filter: CallFilter,
    order: CallOrder,
    fields?: Fields,
  ): Promise<Listing<Call>>;
  identitiesByCall(client: number, calls: readonly number[]): Promise<Map<number, CallIdentity[]>>;
  variablesByCall(client: number, calls: readonly number[]): Promise<Map<number, Variable[]>>;
  /** States in the order they were entered, repeats collapsed. */
  pathsByCall(client: number, calls: readonly number[]): Promise<Map<number, State[]>>;

  transactionById(client: number, transactionId: string): Promise<Transaction | null>;
  transactionsById(client: number, ids: readonly number[], fields?: Fields): Promise<Map<number, Transaction>>;
  transactions(
    client: Client,
    request: PageRequest,
    filter: TransactionFilter,
    fields?: Fields,
  ): Promise<Listing<Transaction>>;
  stateTransitions(client: Client, request: PageRequest, filter: StateTransitionFilter): Promise<Listing<Transaction>>;
  /** One page of each call's transactions, in one statement. */
  transactionsByCall(client: number, wanted: TransactionsOfCalls): Promise<Map<number, Page<Transaction>>>;
  detailsByTransaction(
    client: number,
    transactions: readonly number[],
    fields?: Fields,
  ): Promise<Map<number, TransactionDetail>>;

  hangups(client: Client, request: PageRequest, filter: HangupFilter, fields?: Fields): Promise<Listing<HangupEvent>>;
  hangupsById(client: number, ids: readonly number[], fields?: Fields): Promise<Map<number, HangupEvent>>;
  hangupsByCall(client: number, calls: readonly number[], fields?: Fields): Promise<Map<number, HangupEvent[]>>;
  hangupsByTransaction(
    client: number,
    transactions: readonly number[],
    fields?: Fields,
  ): Promise<Map<number, HangupEvent>>;
  /** What gateways and bots said of each call beside its end. */
  noticesByCall(client: number, calls: readonly number[]): Promise<Map<number, GatewayNotices>>;
  /** Of these hang-ups the ids of those that the filter holds for; so too for the other `matching…`. */
  matchingHangups(client: Client, ids: readonly number[], filter: HangupFilter): Promise<Set<number>>;
  matchingCalls(client: Client, ids: readonly number[], filter: CallFilter): Promise<Set<number>>;
  matchingTransactions(client: Client, ids: readonly number[], filter: TransactionFilter): Promise<Set<number>>;
  /** Of each analysis itself, also where a later one has taken its place. */
  matchingAnalyses(client: Client, ids: readonly number[], filter: SessionFilter): Promise<Set<number>>;

  sessionById(client: number, sessionId: string): Promise<AgentSession | null>;
  sessionsById(client: number, ids: readonly number[]): Promise<Map<number, AgentSession>>;
  /** In the order in which they began. */
  sessionsByCall(client: number, calls: readonly number[]): Promise<Map<number, AgentSession[]>>;
  sessions(client: Client, request: PageRequest, filter: SessionFilter): Promise<Listing<AgentSession>>;
  analysesById(client: number, ids: readonly number[]): Promise<Map<number, SessionAnalysis>>;
  /** The current analysis of each session. */
  analysesBySession(client: number, sessions: readonly number[]): Promise<Map<number, SessionAnalysis>>;
  /** The current analysis of each call: that of its latest session that has one. */
  analysesByCall(client: number, calls: readonly number[]): Promise<Map<number, SessionAnalysis>>;
  /** Current analyses, the newest first. */
  analyses(client: Client, request: PageRequest, filter: SessionFilter): Promise<Listing<SessionAnalysis>>;
  messagesById(client: number, ids: readonly number[]): Promise<Map<number, Message>>;
  /** One page of each owner's messages, oldest first, in one statement; keyset `[createdAt, internal id]`. */
  messagesOf(
    client: number,
    owner: MessageOwner,
    owners: readonly number[],
    request: PageRequest,
  ): Promise<Map<number, Page<Message>>>;
  messageCountsOf(client: number, owner: MessageOwner, owners: readonly number[]): Promise<Map<number, number>>;
  /** The newest first. */
  quarantine(client: number, request: PageRequest, source: Source | null): Promise<Listing<QuarantinedEvent>>;
  /** The newest first. */
  auditLog(client: number, request: PageRequest): Promise<Listing<AuditEntry>>;
  auditEntriesById(client: number, ids: readonly number[]): Promise<Map<number, AuditEntry>>;
  quarantinedById(client: number, ids: readonly number[]): Promise<Map<number, QuarantinedEvent>>;

  callDataById(client: number, ids: readonly number[]): Promise<Map<number, CallDataRecord>>;
  /** Newest first. A record belongs to a call by any of the call's identities. */
  callDataByCall(client: number, calls: readonly number[]): Promise<Map<number, CallDataRecord[]>>;
  /** The most recent record for this call and caller, no older than `maximumAgeSeconds`. */
  latestCallData(client: Client, question: CallDataQuestion): Promise<CallDataRecord | null>;
}

/**
 * Figures over the calls that a filter holds for. Every method throws BAD_USER_INPUT with the argument's path, TIMEOUT
 * where counting takes too long, and OVERLOADED where too many questions wait; a signal ends what nobody waits for.
 */
export interface Insights {
  /** Edges with a smaller count are left out, and nodes with fewer visits that no edge is left at. */
  conversationGraph(
    client: Client,
    filter: CallFilter,
    minimumCount: number,
    signal: AbortSignal | null,
  ): Promise<ConversationGraph>;
  /** Each call's own graph. */
  graphsByCall(client: number, calls: readonly number[]): Promise<Map<number, ConversationGraph>>;
  topPaths(
    client: Client,
    filter: CallFilter,
    first: number,
    maximumDepth: number,
    signal: AbortSignal | null,
  ): Promise<ConversationPath[]>;
  funnel(
    client: Client,
    filter: CallFilter,
    steps: readonly FunnelQuestion[],
    signal: AbortSignal | null,
  ): Promise<FunnelStep[]>;
  /** Keyset `[position, 0]`: figures move while calls are recorded, so a cursor is a place in the order. */
  intents(
    client: Client,
    request: PageRequest,
    filter: CallFilter,
    order: IntentOrder,
    signal: AbortSignal | null,
  ): Promise<Listing<Intent>>;
  metrics(
    client: Client,
    filter: CallFilter,
    question: MetricQuestion,
    signal: AbortSignal | null,
  ): Promise<MetricBucket[]>;
}

/** Whose messages: a session's or a call's. */
export type MessageOwner = 'session' | 'call';

/** Brings back what nobody understood, once it is understood. */
export interface Replay {
  /** Reads these quarantined deliveries again; what is understood now is recorded and leaves the quarantine. */
  replay(client: Client, ids: readonly number[], actor: string): Promise<Replayed>;
}

/** What a replay did, in deliveries. */
export interface Replayed {
  readonly applied: number;
  readonly stillQuarantined: number;
}

/** Reads a source's text into items as its webhook does. */
export type ReadDelivery = (
  source: Source,
  text: JsonText,
  address: JsonText | null,
  /** It was understood when it came, perhaps as one of a list. */
  wasUnderstood?: boolean,
) => readonly SourceItem[];

/** What a CallData client asks; numbers match in any form. */
export interface CallDataQuestion {
  readonly callId: string;
  readonly caller: string;
  readonly countryCode: string | null;
  /** Null: no limit but the retention. */
  readonly maximumAgeSeconds: number | null;
}

/** Who is calling and what they may do. */
export interface Identity {
  readonly client: Client;
  readonly key: ApiKey;
}

/** Clients and their keys. */
export interface Clients {
  /** Whose secret this is; null for none, a wrong one and a revoked one alike. */
  authenticate(secret: string): Promise<Identity | null>;
  apiKeys(client: number): Promise<ApiKey[]>;
  apiKeysById(client: number, ids: readonly number[]): Promise<Map<number, ApiKey>>;
  /** The secret is in the answer, and nowhere else, ever. Throws BAD_USER_INPUT with the path in the input. */
  createApiKey(client: number, wanted: NewApiKey, actor: string): Promise<{ apiKey: ApiKey; secret: string }>;
  /**
   * A successor with the same name and rights; the key itself ends after the overlap. Null where the client has no
   * such key in force.
   */
  rotateApiKey(
    client: number,
    id: number,
    overlapSeconds: number,
    actor: string,
  ): Promise<{ apiKey: ApiKey; previous: ApiKey; secret: string } | null>;
  /** Null where the client has no such key. */
  revokeApiKey(client: number, id: number, actor: string): Promise<ApiKey | null>;
  /** Changes what is given, at once for whoever holds the client. Throws BAD_USER_INPUT with the path in the input. */
  updateClient(client: Client, changes: ClientChanges, actor: string): Promise<Client>;
  /** The client as it is now; whoever holds it sees the same from then on. */
  clientById(id: number): Promise<Client | null>;
}

export type { Feed, FeedEvent, FeedPosition, Following, Stretch, Wake } from './feed.js';
export type { NewWebhookSecret, WebhookSecrets } from './webhook-secret.js';
