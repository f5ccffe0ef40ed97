import type { AgentSession } from '../../../src/domain/agent-session.js';
import { type ApiKey, Scope } from '../../../src/domain/api-key.js';
import type { Call } from '../../../src/domain/call.js';
import type { Client } from '../../../src/domain/client.js';
import type { Erasure } from '../../../src/domain/erasure.js';
import { LoggedSubject } from '../../../src/domain/event-log.js';
import type { HangupEvent } from '../../../src/domain/hangup.js';
import type { Page, PageRequest } from '../../../src/domain/page.js';
import type {
  Clients,
  Feed,
  FeedEvent,
  Following,
  Insights,
  Listing,
  MessageOwner,
  Reader,
  Recorder,
  Replay,
  Stretch,
} from '../../../src/domain/ports.js';
import { NO_REFS, type RecordResult, type SourceItem } from '../../../src/domain/record.js';
import type { SessionAnalysis } from '../../../src/domain/session-analysis.js';
import type { QuarantinedEvent } from '../../../src/domain/source-event.js';
import type { Transaction } from '../../../src/domain/transaction.js';
import type { GraphqlPorts } from '../../../src/graphql/context.js';
import { NO_SECRETS } from '../../support/clients.js';
import { openGate } from '../../support/gate.js';
import { aCall, aHangup, aMessage, anAnalysis, aSession, aState, aTransaction, CLIENT, START } from './rows.js';

function pageOfAll<Row extends { id: number }>(items: Row[]): Page<Row> {
  const keysets = items.map(({ id }) => [START, id]);
  return { list: 'fake', items, keysets, hasNextPage: false, hasPreviousPage: false };
}

/** A client with two calls of three transactions each, the last of which is a hang-up. */
export class FakeReader {
  readonly asked: string[] = [];
  readonly calls_ = [aCall(1), aCall(2, { production: true, platform: null, caller: null })];
  readonly transactions_ = [1, 2].flatMap((call) => [1, 2, 3].map((n) => aTransaction(call * 10 + n, call)));
  readonly sessions_ = [aSession(1, 1), aSession(2, 2)];
  readonly analyses_ = [anAnalysis(1, 1), anAnalysis(2, 2)];
  readonly messages_ = [aMessage(1, 1), aMessage(2, 1), aMessage(3, 2)];
  readonly quarantined_: QuarantinedEvent[] = [
    { id: 1, source: 'PARLOA', receivedAt: START, error: 'INVALID_ITEM: The item must be an object.', body: '7' },
  ];
  readonly hangups_ = [aHangup(1, 1), aHangup(2, 2, { state: null })];

  port(): Reader {
    return new Proxy(this as unknown as Reader, {
      get: (target, name: string) => {
        const method = (target as unknown as Record<string, unknown>)[name];
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          this.asked.push(name);
          return Promise.resolve(method.apply(this, args));
        };
      },
    });
  }

  callByIdentifier(_client: number, value: string) {
    if (value === 'secret-failure') throw new Error('the database password is hunter2');
    return this.calls_.find((call) => call.callId === value) ?? null;
  }

  calls(_client: Client, request: PageRequest): Listing<Call> {
    return { page: pageOfAll(this.calls_.slice(0, request.limit)), total: async () => this.calls_.length };
  }

  callsById(_client: number, ids: readonly number[]) {
    return byId(this.calls_, ids);
  }

  transactionById(_client: number, id: string) {
    return this.transactions_.find(({ transactionId }) => transactionId === id) ?? null;
  }

  transactionsById(_client: number, ids: readonly number[]) {
    return byId(this.transactions_, ids);
  }

  transactionsByCall(_client: number, { calls }: { calls: readonly Call[] }) {
    const pages = calls.map(
      ({ id }) => [id, pageOfAll(this.transactions_.filter((one) => one.callRef === id))] as const,
    );
    return new Map(pages);
  }

  stateTransitions(): Listing<Transaction> {
    return { page: pageOfAll(this.transactions_), total: async () => this.transactions_.length };
  }

  detailsByTransaction(_client: number, ids: readonly number[]) {
    const none = { occurrences: 0, affectedSteps: [] };
    const variables = [{ id: 'v1', name: null, value: '{"b":1,"a":12345678901234567890}' }];
    const detail = {
      slots: '[]',
      variables,
      errors: none,
      warnings: none,
      request: '{"n":-4300620255518597600}',
      response: null,
    };
    return new Map(ids.map((id) => [id, detail]));
  }

  hangups(_client: Client, request: PageRequest): Listing<HangupEvent> {
    return { page: pageOfAll(this.hangups_.slice(0, request.limit)), total: async () => this.hangups_.length };
  }

  hangupsById(_client: number, ids: readonly number[]) {
    return byId(this.hangups_, ids);
  }

  hangupsByCall(_client: number, calls: readonly number[]) {
    return new Map(calls.map((call) => [call, this.hangups_.filter(({ callRef }) => callRef === call)]));
  }

  hangupsByTransaction(_client: number, ids: readonly number[]) {
    const found = this.hangups_.filter(({ transactionRef }) => transactionRef !== null && ids.includes(transactionRef));
    return new Map(found.map((hangup) => [hangup.transactionRef, hangup]));
  }

  matchingHangups(_client: Client, ids: readonly number[], filter: { initiator?: readonly string[] | null }) {
    const found = this.hangups_.filter(
      ({ id, initiator }) => ids.includes(id) && (filter.initiator ?? [initiator]).includes(initiator),
    );
    return new Set(found.map(({ id }) => id));
  }

  identitiesByCall(_client: number, calls: readonly number[]) {
    return new Map(calls.map((call) => [call, [{ source: 'PARLOA', kind: 'callId', value: `call-${call}` }]]));
  }

  variablesByCall() {
    return new Map();
  }

  pathsByCall(_client: number, calls: readonly number[]) {
    return new Map(calls.map((call) => [call, [aState('base'), aState('next')]]));
  }

  sessionById(_client: number, id: string) {
    return this.sessions_.find(({ sessionId }) => sessionId === id) ?? null;
  }

  sessionsById(_client: number, ids: readonly number[]) {
    return byId(this.sessions_, ids);
  }

  sessionsByCall(_client: number, calls: readonly number[]) {
    return new Map(calls.map((call) => [call, this.sessions_.filter(({ callRef }) => callRef === call)]));
  }

  sessions(): Listing<AgentSession> {
    return { page: pageOfAll(this.sessions_), total: async () => this.sessions_.length };
  }

  analysesById(_client: number, ids: readonly number[]) {
    return byId(this.analyses_, ids);
  }

  analysesBySession(_client: number, sessions: readonly number[]) {
    const found = this.analyses_.filter(({ sessionRef }) => sessions.includes(sessionRef));
    return new Map(found.map((analysis) => [analysis.sessionRef, analysis]));
  }

  analysesByCall(_client: number, calls: readonly number[]) {
    return this.analysesBySession(_client, calls);
  }

  analyses(): Listing<SessionAnalysis> {
    return { page: pageOfAll(this.analyses_), total: async () => this.analyses_.length };
  }

  messagesById(_client: number, ids: readonly number[]) {
    return byId(this.messages_, ids);
  }

  messagesOf(_client: number, owner: MessageOwner, owners: readonly number[]) {
    const ref = owner === 'call' ? 'callRef' : 'sessionRef';
    const pages = owners.map((id) => [id, pageOfAll(this.messages_.filter((one) => one[ref] === id))] as const);
    return new Map(pages);
  }

  messageCountsOf(_client: number, owner: MessageOwner, owners: readonly number[]) {
    const pages = this.messagesOf(_client, owner, owners);
    return new Map([...pages].map(([id, { items }]) => [id, items.length]));
  }

  quarantine(): Listing<QuarantinedEvent> {
    return { page: pageOfAll(this.quarantined_), total: async () => this.quarantined_.length };
  }

  quarantinedById(_client: number, ids: readonly number[]) {
    return byId(this.quarantined_, ids);
  }

  callDataByCall() {
    return new Map();
  }
}

function byId<Row extends { id: number }>(rows: readonly Row[], ids: readonly number[]): Map<number, Row> {
  return new Map(rows.filter(({ id }) => ids.includes(id)).map((row) => [row.id, row]));
}

const REFS = { transactionRef: 11, hangupRef: 1, sessionRef: 1, callRef: 1 };

/** Takes everything; what it was given stands in `items`. */
export class FakeRecorder implements Recorder {
  readonly items: SourceItem[] = [];

  async record(_client: Client, items: readonly SourceItem[]): Promise<readonly RecordResult[]> {
    this.items.push(...items);
    return items.map(() => ({ ...NO_REFS, outcome: 'CREATED', ...REFS, error: null }));
  }
}

/** Applies all that it is asked to replay; what that was stands in `replayed`. */
export class FakeReplay implements Replay {
  readonly replayed: number[] = [];

  async replay(_client: Client, ids: readonly number[]) {
    this.replayed.push(...ids);
    return { applied: ids.length, stillQuarantined: 0 };
  }
}

/** Events that a test sends one by one. */
export class FakeFeed implements Feed {
  readonly followed: unknown[][] = [];
  readonly log: FeedEvent[] = [];
  returned = 0;
  private readonly followers = new Set<FakeFollowing>();

  /** An entry about this hang-up; the first has the cursor `cursor-1`, and so on. */
  send(hangup: number): void {
    const seq = this.log.length + 1;
    const entry = { seq, client: 1, subject: LoggedSubject.HANGUP, subjectRef: hangup, callRef: hangup };
    this.log.push({ cursor: `cursor-${seq}`, event: { ...entry, change: null, at: START } });
    for (const follower of this.followers) follower.wake();
  }

  /** Without a cursor too from the beginning, since tests send while they subscribe. */
  follow(...args: Parameters<Feed['follow']>): Following {
    this.followed.push(args);
    const following = new FakeFollowing(this.log, () => {
      if (this.followers.delete(following)) this.returned++;
    });
    this.followers.add(following);
    return following;
  }

  async read(...[client, subjects, after]: Parameters<Feed['read']>): Promise<Stretch> {
    this.followed.push([client, subjects, after]);
    const events = this.log.slice(Number(after.replace('cursor-', '')));
    return { events, end: { seq: this.log.length, cursor: `cursor-${this.log.length}` } };
  }

  async end(): Promise<string> {
    return `cursor-${this.log.length}`;
  }
}

class FakeFollowing implements Following {
  readonly opened = Promise.resolve({ seq: 0, cursor: 'cursor-0' });
  private taken = 0;
  private waiter: ((result: IteratorResult<FeedEvent>) => void) | null = null;

  constructor(
    private readonly log: readonly FeedEvent[],
    private readonly onReturn: () => void,
  ) {}

  get waiting(): number {
    return this.log.length - this.taken;
  }

  drain(limit: number): FeedEvent[] {
    const events = this.log.slice(this.taken, this.taken + limit);
    this.taken += events.length;
    return events;
  }

  wake(): void {
    const [value] = this.waiter === null ? [] : this.drain(1);
    if (value === undefined) return;
    this.waiter?.({ done: false, value });
    this.waiter = null;
  }

  next(): Promise<IteratorResult<FeedEvent>> {
    return new Promise((resolve) => {
      this.waiter = resolve;
      this.wake();
    });
  }

  async return(): Promise<IteratorResult<FeedEvent>> {
    this.onReturn();
    this.waiter?.({ done: true, value: undefined });
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

const SECRETS: Record<string, Scope> = { 'key-read': Scope.READ, 'key-write': Scope.WRITE, 'key-admin': Scope.ADMIN };

function aKey(id: number, scope: Scope): ApiKey {
  const unused = { lastUsedAt: null, revokedAt: null, expiresAt: null, source: null };
  return { id, name: scope, scopes: [scope], prefix: 'key', createdAt: START, ...unused };
}

export const CLIENTS: Clients = {
  authenticate: async (secret) => {
    const scope = SECRETS[secret];
    return scope === undefined ? null : { client: CLIENT, key: aKey(1, scope) };
  },
  apiKeys: async () => [aKey(1, Scope.READ)],
  apiKeysById: async (_client, ids) => new Map(ids.filter((id) => id === 1).map((id) => [id, aKey(id, Scope.READ)])),
  createApiKey: async (_client, { name, scopes }) => ({
    apiKey: { ...aKey(2, Scope.READ), name, scopes },
    secret: 'shown once',
  }),
  revokeApiKey: async (_client, id) => (id === 1 ? { ...aKey(1, Scope.READ), revokedAt: START } : null),
  rotateApiKey: async () => null,
  updateClient: async () => CLIENT,
  clientById: async () => CLIENT,
};

const EMPTY_GRAPH = { callCount: 0, transitionCount: 0, nodes: [], edges: [] };

/** Figures over no calls. */
export const NO_INSIGHTS: Insights = {
  conversationGraph: async () => EMPTY_GRAPH,
  graphsByCall: async () => new Map(),
  topPaths: async () => [],
  funnel: async () => [],
  intents: async () => ({ page: pageOfAll([]), total: async () => 0 }),
  metrics: async () => [],
};

/** Erases nobody. */
export const NO_ERASURE: Erasure = {
  eraseCaller: async () => ({
    ...{ calls: 0, transactions: 0, hangups: 0, sessions: 0, messages: 0 },
    ...{ callDataRecords: 0, rawPayloads: 0, heldCalls: 0 },
  }),
  setLegalHold: async () => null,
};

export interface FakePorts {
  readonly ports: GraphqlPorts;
  readonly recorder: FakeRecorder;
  readonly feed: FakeFeed;
  readonly replay: FakeReplay;
}

export function portsOver(reader: FakeReader): FakePorts {
  const recorder = new FakeRecorder();
  const feed = new FakeFeed();
  const replay = new FakeReplay();
  return {
    ports: {
      reader: reader.port(),
      insights: NO_INSIGHTS,
      recorder,
      clients: CLIENTS,
      webhookSecrets: NO_SECRETS,
      feed,
      replay,
      gate: openGate(CLIENTS),
      erasure: NO_ERASURE,
    },
    recorder,
    feed,
    replay,
  };
}
