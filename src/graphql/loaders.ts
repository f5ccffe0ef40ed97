import DataLoader from 'dataloader';
import type { AgentSession } from '../domain/agent-session.js';
import type { AuditEntry } from '../domain/audit-entry.js';
import type { Call, CallIdentity } from '../domain/call.js';
import type { CallDataRecord } from '../domain/call-data.js';
import type { GatewayNotices } from '../domain/gateway-notice.js';
import type { HangupEvent } from '../domain/hangup.js';
import type { ConversationGraph } from '../domain/insight.js';
import type { Message } from '../domain/message.js';
import type { Page, PageRequest } from '../domain/page.js';
import type { Fields, Insights, MessageOwner, Reader } from '../domain/ports.js';
import type { SessionAnalysis } from '../domain/session-analysis.js';
import type { QuarantinedEvent } from '../domain/source-event.js';
import type { State } from '../domain/state-transition.js';
import type { Transaction, TransactionDetail } from '../domain/transaction.js';
import type { Variable } from '../domain/variable.js';

/** A call whose transactions are wanted, and the page of them. */
interface TransactionsKey {
  readonly call: Call;
  readonly request: PageRequest;
}

const EMPTY_PAGE: Page<never> = { list: '', items: [], keysets: [], hasNextPage: false, hasPreviousPage: false };

/**
 * One loader a relation for the length of an operation: whatever the page size, a relation costs one statement.
 * Loaders are made when they are first used, since most operations use few of them.
 */
export class Loaders {
  /** Names of the fields that will be looked at; null: any. */
  fields: Fields = null;
  private readonly made = new Map<string, unknown>();

  constructor(
    private readonly reader: Reader,
    private readonly insights: Insights,
    private readonly client: number,
  ) {}

  get call(): DataLoader<number, Call | null> {
    return this.byId('call', (ids) => this.reader.callsById(this.client, ids, this.fields));
  }

  get transaction(): DataLoader<number, Transaction | null> {
    return this.byId('transaction', (ids) => this.reader.transactionsById(this.client, ids, this.fields));
  }

  get detail(): DataLoader<number, TransactionDetail | null> {
    return this.byId('detail', (ids) => this.reader.detailsByTransaction(this.client, ids, this.fields));
  }

  get hangup(): DataLoader<number, HangupEvent | null> {
    return this.byId('hangup', (ids) => this.reader.hangupsById(this.client, ids, this.fields));
  }

  get hangupByTransaction(): DataLoader<number, HangupEvent | null> {
    return this.byId('hangupByTransaction', (ids) => this.reader.hangupsByTransaction(this.client, ids, this.fields));
  }

  get hangupsByCall(): DataLoader<number, HangupEvent[] | null> {
    return this.byId('hangupsByCall', (ids) => this.reader.hangupsByCall(this.client, ids, this.fields));
  }

  get noticesByCall(): DataLoader<number, GatewayNotices | null> {
    return this.byId('noticesByCall', (ids) => this.reader.noticesByCall(this.client, ids));
  }

  get identitiesByCall(): DataLoader<number, CallIdentity[] | null> {
    return this.byId('identitiesByCall', (ids) => this.reader.identitiesByCall(this.client, ids));
  }

  get variablesByCall(): DataLoader<number, Variable[] | null> {
    return this.byId('variablesByCall', (ids) => this.reader.variablesByCall(this.client, ids));
  }

  get pathByCall(): DataLoader<number, State[] | null> {
    return this.byId('pathByCall', (ids) => this.reader.pathsByCall(this.client, ids));
  }

  get graphByCall(): DataLoader<number, ConversationGraph | null> {
    return this.byId('graphByCall', (ids) => this.insights.graphsByCall(this.client, ids));
  }

  get session(): DataLoader<number, AgentSession | null> {
    return this.byId('session', (ids) => this.reader.sessionsById(this.client, ids));
  }

  get sessionsByCall(): DataLoader<number, AgentSession[] | null> {
    return this.byId('sessionsByCall', (ids) => this.reader.sessionsByCall(this.client, ids));
  }

  get analysis(): DataLoader<number, SessionAnalysis | null> {
    return this.byId('analysis', (ids) => this.reader.analysesById(this.client, ids));
  }

  get analysisBySession(): DataLoader<number, SessionAnalysis | null> {
    return this.byId('analysisBySession', (ids) => this.reader.analysesBySession(this.client, ids));
  }

  get analysisByCall(): DataLoader<number, SessionAnalysis | null> {
    return this.byId('analysisByCall', (ids) => this.reader.analysesByCall(this.client, ids));
  }

  get message(): DataLoader<number, Message | null> {
    return this.byId('message', (ids) => this.reader.messagesById(this.client, ids));
  }

  get sourceEvent(): DataLoader<number, QuarantinedEvent | null> {
    return this.byId('sourceEvent', (ids) => this.reader.quarantinedById(this.client, ids));
  }

  get auditEntry(): DataLoader<number, AuditEntry | null> {
    return this.byId('auditEntry', (ids) => this.reader.auditEntriesById(this.client, ids));
  }

  get callData(): DataLoader<number, CallDataRecord | null> {
    return this.byId('callData', (ids) => this.reader.callDataById(this.client, ids));
  }

  get callDataByCall(): DataLoader<number, CallDataRecord[] | null> {
    return this.byId('callDataByCall', (ids) => this.reader.callDataByCall(this.client, ids));
  }

  get callByIdentifier(): DataLoader<string, Call | null> {
    return this.once('callByIdentifier', () => {
      const load = (value: string) => this.reader.callByIdentifier(this.client, value, null);
      return new DataLoader((values: readonly string[]) => Promise.all(values.map(load)));
    });
  }

  /** One page of a call's transactions; calls that want the same page share a statement. */
  transactionsOf(call: Call, request: PageRequest): Promise<Page<Transaction>> {
    const page = JSON.stringify(request);
    const loader = this.once(`transactions ${page}`, () => {
      return new DataLoader<TransactionsKey, Page<Transaction>, number>((keys) => this.loadTransactions(keys), {
        cacheKeyFn: (key) => key.call.id,
      });
    });
    return loader.load({ call, request });
  }

  /** One page of the messages of a session or a call; owners that want the same page share a statement. */
  async messagesOf(owner: MessageOwner, ref: number, request: PageRequest): Promise<Page<Message>> {
    const pages = this.byId(`messages ${owner} ${JSON.stringify(request)}`, (refs) =>
      this.reader.messagesOf(this.client, owner, refs, request),
    );
    return (await pages.load(ref)) ?? EMPTY_PAGE;
  }

  messageCountOf(owner: MessageOwner): DataLoader<number, number | null> {
    return this.byId(`messageCount ${owner}`, (refs) => this.reader.messageCountsOf(this.client, owner, refs));
  }

  /** Lets go of all that was read, since something was written: a later mutation of the document reads it anew. */
  forget(): void {
    this.made.clear();
  }

  private async loadTransactions(keys: readonly TransactionsKey[]): Promise<Page<Transaction>[]> {
    const [first] = keys;
    if (first === undefined) return [];
    const calls = keys.map((key) => key.call);
    const pages = await this.reader.transactionsByCall(this.client, {
      calls,
      request: first.request,
      fields: this.fields,
    });
    return keys.map((key) => pages.get(key.call.id) ?? EMPTY_PAGE);
  }

  private byId<Row>(
    name: string,
    load: (ids: readonly number[]) => Promise<Map<number, Row>>,
  ): DataLoader<number, Row | null> {
    return this.once(name, () => {
      return new DataLoader(async (ids: readonly number[]) => {
        const rows = await load(ids);
        return ids.map((id) => rows.get(id) ?? null);
      });
    });
  }

  private once<Loader>(name: string, make: () => Loader): Loader {
    const known = this.made.get(name) as Loader | undefined;
    if (known !== undefined) return known;
    const loader = make();
    this.made.set(name, loader);
    return loader;
  }
}
