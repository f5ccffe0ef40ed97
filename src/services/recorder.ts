import type { Client } from '../domain/client.js';
import { DomainError, ErrorCode } from '../domain/errors.js';
import type { Recorder, Wake } from '../domain/ports.js';
import type { RecordResult, SourceItem } from '../domain/record.js';
import type { Database } from '../persistence/database.js';
import type { StateEntity } from '../persistence/entities/state.entity.js';
import type { IdRange } from '../persistence/id-allocator.js';
import type { UnitOfWork } from '../persistence/unit-of-work.js';
import { ClientPrivacy } from './privacy/client-privacy.js';
import { type ReceivedItem, receive } from './recorder/receive.js';
import { recordItems } from './recorder/record-items.js';
import { type Tables, tablesOf } from './recorder/recording.js';
import { rememberStates } from './recorder/states.js';

/** The recorder's bounds. */
export interface RecorderOptions {
  /** Items that may wait; beyond that deliveries are refused with OVERLOADED. */
  readonly queueItems: number;
  /** And bytes of their bodies. */
  readonly queueBytes?: number;
  /** Items that share a commit at the most; a larger delivery has its own. */
  readonly commitItems: number;
  /** ISO 3166-1 alpha-2, for clients that set none. */
  readonly defaultCountry: string;
  readonly onCommit?: (commit: {
    readonly items: number;
    readonly deliveries: number;
    readonly durationMs: number;
  }) => void;
}

interface Delivery {
  readonly client: Client;
  readonly bytes: number;
  readonly received: readonly ReceivedItem[];
  readonly resolve: (results: readonly RecordResult[]) => void;
  readonly reject: (error: unknown) => void;
}

// Ids that one item can take besides its messages: its source event and call, two records, four states, an analysis.
const IDS_PER_ITEM = 10;

function idsFor(deliveries: readonly Delivery[]): number {
  let ids = 0;
  for (const { item } of deliveries.flatMap((delivery) => delivery.received)) {
    ids += IDS_PER_ITEM;
    const records = item.content.understood ? item.content.records : [];
    ids += records.length;
    for (const record of records) if (record.type === 'session') ids += record.messages.length;
  }
  return ids;
}

/**
 * The one write path. Deliveries that wait share a commit, and each is answered when its commit is durable.
 * Where a shared commit fails, each delivery is tried by itself, so that only the bad one fails.
 */
export class GroupCommitRecorder implements Recorder {
  readonly #database: Database;
  readonly #wake: Wake;
  readonly #options: RecorderOptions;
  readonly #tables: Tables;
  readonly #knownStates = new Map<string, number>();
  #queue: Delivery[] = [];
  #waiting = 0;
  #waitingBytes = 0;
  #working = false;
  #idle: (() => void)[] = [];

  constructor(database: Database, wake: Wake, options: RecorderOptions) {
    this.#database = database;
    this.#wake = wake;
    this.#options = options;
    this.#tables = tablesOf(database);
  }

  /** Items that wait or are being written. */
  get waiting(): number {
    return this.#waiting;
  }

  record(client: Client, items: readonly SourceItem[]): Promise<readonly RecordResult[]> {
    if (items.length === 0) return Promise.resolve([]);
    const bytes = bytesOf(items);
    if (this.#isFull(items.length, bytes)) {
      return Promise.reject(new DomainError(ErrorCode.OVERLOADED, 'Too many records wait to be written; try again.'));
    }
    const now = Date.now();
    const privacy = this.#privacyOf(client);
    const received = items.map((item) => receive(item, item.receivedAt ?? now, this.#database.dialect, privacy));
    this.#waiting += items.length;
    this.#waitingBytes += bytes;
    return new Promise((resolve, reject) => {
      this.#queue.push({ client, bytes, received, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when nothing waits any more. */
  drained(): Promise<void> {
    if (this.#waiting === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #privacyOf(client: Client): ClientPrivacy {
    return new ClientPrivacy(client, this.#options.defaultCountry);
  }

  // What is larger than all that may wait is taken where nothing else waits: the limits of bodies let it in.
  #isFull(items: number, bytes: number): boolean {
    if (this.#waiting === 0) return false;
    const { queueItems, queueBytes = Number.POSITIVE_INFINITY } = this.#options;
    return this.#waiting + items > queueItems || this.#waitingBytes + bytes > queueBytes;
  }

  #schedule(): void {
    if (this.#working) return;
    this.#working = true;
    // One turn of the event loop later all requests that are readable now have joined.
    setImmediate(() => void this.#work());
  }

  async #work(): Promise<void> {
    const deliveries = this.#takeGroup();
    await this.#commit(deliveries);
    this.#waiting -= itemsOf(deliveries);
    for (const { bytes } of deliveries) this.#waitingBytes -= bytes;
    this.#working = false;
    if (this.#queue.length > 0) this.#schedule();
    else if (this.#waiting === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  #takeGroup(): Delivery[] {
    const { commitItems } = this.#options;
    let items = this.#queue[0]?.received.length ?? 0;
    let count = 1;
    while (count < this.#queue.length) {
      items += this.#queue[count]?.received.length ?? 0;
      if (items > commitItems) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #commit(deliveries: readonly Delivery[]): Promise<void> {
    const startedAt = performance.now();
    try {
      const results = await this.#write(deliveries);
      for (const [index, delivery] of deliveries.entries()) delivery.resolve(results[index] ?? []);
    } catch (error) {
      if (deliveries.length === 1) return deliveries[0]?.reject(error);
      for (const delivery of deliveries) await this.#commit([delivery]);
      return;
    }
    const durationMs = performance.now() - startedAt;
    this.#options.onCommit?.({ items: itemsOf(deliveries), deliveries: deliveries.length, durationMs });
  }

  async #write(deliveries: readonly Delivery[]): Promise<(readonly RecordResult[])[]> {
    const states: StateEntity[] = [];
    const byClient = groupByClient(deliveries);
    const clients = [...byClient.keys()].sort((one, other) => one - other);
    const ids = await this.#database.ids.reserve(idsFor(deliveries));
    const results = await this.#database.unitsOfWork.run(async (unit) => {
      await unit.lock(clients);
      const byDelivery = new Map<Delivery, readonly RecordResult[]>();
      for (const client of clients) {
        const own = byClient.get(client) ?? [];
        const recorded = await this.#recordClient(unit, ids, own, states);
        for (const delivery of own) byDelivery.set(delivery, recorded.splice(0, delivery.received.length));
      }
      return deliveries.map((delivery) => byDelivery.get(delivery) ?? []);
    });
    rememberStates(this.#knownStates, states);
    this.#wake.signal(clients);
    return results;
  }

  async #recordClient(
    unit: UnitOfWork,
    ids: IdRange,
    deliveries: readonly Delivery[],
    states: StateEntity[],
  ): Promise<RecordResult[]> {
    const client = (deliveries[0] as Delivery).client;
    const recording = {
      unit,
      dialect: this.#database.dialect,
      client,
      tables: this.#tables,
      ids,
      defaultCountry: this.#options.defaultCountry,
      privacy: this.#privacyOf(client),
      now: Date.now(),
      writes: { sourceEvents: [], quarantinedNames: [], states: [] as StateEntity[], callData: [] },
      knownStates: this.#knownStates,
    };
    const results = await recordItems(
      recording,
      deliveries.flatMap((delivery) => delivery.received),
    );
    states.push(...recording.writes.states);
    return results;
  }
}

// Characters, which is what they take in memory, give or take those beyond Latin-1.
function bytesOf(items: readonly SourceItem[]): number {
  return items.reduce((sum, { body }) => sum + body.length, 0);
}

function itemsOf(deliveries: readonly Delivery[]): number {
  return deliveries.reduce((sum, delivery) => sum + delivery.received.length, 0);
}

function groupByClient(deliveries: readonly Delivery[]): Map<number, Delivery[]> {
  const groups = new Map<number, Delivery[]>();
  for (const delivery of deliveries) {
    const group = groups.get(delivery.client.id);
    if (group === undefined) groups.set(delivery.client.id, [delivery]);
    else group.push(delivery);
  }
  return groups;
}
