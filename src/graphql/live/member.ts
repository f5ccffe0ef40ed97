import { DomainError, ErrorCode } from '../../domain/errors.js';
import type { Stretch } from '../../domain/ports.js';
import type { Delivery, GroupMember, LiveGroup } from './group.js';

/** Where a subscriber's text goes. */
export interface Outlet {
  /** Bytes that wait for the network. */
  readonly waiting: number;
  /** Sends each as a message of its own. */
  send(deliveries: readonly Delivery[]): void;
  /** Sends and resolves when the network has taken it, or never will. */
  flush(delivery: Delivery): Promise<void>;
}

/** What may wait for one subscriber. */
export interface QueueLimits {
  readonly events: number;
  readonly bytes: number;
}

/** What a subscriber begins with. */
export interface Beginning {
  readonly after: string | null;
  /** Entries that came after a cursor, read for this subscriber alone. */
  readonly read: (after: string) => Promise<Stretch>;
  readonly answer: (events: Stretch['events']) => Promise<readonly (Delivery | null)[]>;
  /** Held for this subscriber until it has joined; `release` lets go of it. */
  readonly group: LiveGroup;
  readonly release: () => void;
}

/** What a subscriber needs of those who keep count. */
export interface MemberOptions {
  readonly outlet: Outlet;
  readonly limits: QueueLimits;
  readonly begin: () => Promise<Beginning>;
  /** It has ended, for falling behind or otherwise. */
  readonly onEnd: (slow: boolean) => void;
}

const DONE: IteratorReturnResult<void> = { done: true, value: undefined };

/**
 * One subscriber. With a cursor it is first sent what came later, at its own pace; then it joins its group at
 * exactly the place that it has reached. For the protocol it is an iterator that never yields: `next` settles at the end.
 */
export class LiveMember implements GroupMember, AsyncGenerator<never, void, void> {
  readonly #options: MemberOptions;
  readonly #over = Promise.withResolvers<IteratorReturnResult<void>>();
  #seq = 0;
  #cursor: string | null = null;
  #group: LiveGroup | null = null;
  #started = false;
  #ended = false;

  constructor(options: MemberOptions) {
    this.#options = options;
    // Whoever has left does not wait for the end.
    this.#over.promise.catch(() => undefined);
  }

  /** Bytes that wait for the network. */
  get waiting(): number {
    return this.#options.outlet.waiting;
  }

  /** Begins at the first call; resolves at the end, rejects where it ends with an error. */
  next(): Promise<IteratorReturnResult<void>> {
    if (!this.#started && !this.#ended) {
      this.#started = true;
      this.#begin().catch((error: unknown) => this.end({ error }));
    }
    return this.#over.promise;
  }

  async return(): Promise<IteratorReturnResult<void>> {
    this.end(null);
    return DONE;
  }

  async throw(error: unknown): Promise<never> {
    this.end(null);
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end(null);
  }

  offer(deliveries: readonly Delivery[]): void {
    const { outlet, limits } = this.#options;
    let { waiting } = outlet;
    let from = 0;
    for (const [at, { seq, cursor, payload }] of deliveries.entries()) {
      if (this.#ended) return;
      if (seq <= this.#seq) {
        from = at + 1;
        continue;
      }
      // Texts of a subscription are about equally long, so bytes also tell how many wait.
      const most = Math.min(limits.bytes, limits.events * payload.length);
      if (waiting > most) {
        this.#send(deliveries, from, at);
        from = at;
        ({ waiting } = outlet);
        if (waiting > most) {
          this.#fellBehind();
          return;
        }
      }
      waiting += payload.length;
      this.#reach(seq, cursor);
    }
    this.#send(deliveries, from, deliveries.length);
  }

  end(failure: { readonly error: unknown } | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#group?.remove(this);
    this.#options.onEnd(failure?.error instanceof DomainError && failure.error.code === ErrorCode.SLOW_CONSUMER);
    if (failure === null) this.#over.resolve(DONE);
    else this.#over.reject(failure.error);
  }

  async #begin(): Promise<void> {
    const beginning = await this.#options.begin();
    const { group, after, release } = beginning;
    try {
      await group.opened;
      if (after === null) this.#reach(group.position.seq, group.position.cursor);
      else await this.#catchUp(beginning, after);
      if (this.#ended) return;
      this.#group = group;
      group.add(this);
    } finally {
      release();
    }
  }

  /** Until the group has nothing behind it that was not sent here; what it sends later is not older than that. */
  async #catchUp({ read, answer, group }: Beginning, after: string): Promise<void> {
    let cursor = after;
    do {
      const { events, end } = await read(cursor);
      for (const delivery of await answer(events)) {
        if (this.#ended) return;
        if (delivery !== null) await this.#options.outlet.flush(delivery);
        if (delivery !== null) this.#reach(delivery.seq, delivery.cursor);
      }
      ({ cursor } = end);
      this.#reach(end.seq, end.cursor);
    } while (group.position.seq > this.#seq && !this.#ended);
  }

  #send(deliveries: readonly Delivery[], from: number, to: number): void {
    if (from === to) return;
    const all = to - from === deliveries.length;
    this.#options.outlet.send(all ? deliveries : deliveries.slice(from, to));
  }

  #reach(seq: number, cursor: string): void {
    this.#seq = seq;
    this.#cursor = cursor;
  }

  #fellBehind(): void {
    const details: Record<string, string> = this.#cursor === null ? {} : { cursor: this.#cursor };
    const error = new DomainError(ErrorCode.SLOW_CONSUMER, 'The subscriber reads too slowly.', [], details);
    this.end({ error });
  }
}
