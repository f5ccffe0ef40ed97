import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { DomainError, ErrorCode, isLasting } from '../domain/errors.js';
import type { LoggedEvent, LoggedSubject } from '../domain/event-log.js';
import type { FeedEvent, FeedPosition, Following } from '../domain/ports.js';
import { encodeCursor } from './cursor.js';
import type { TailListener } from './tail.js';

/** What a follower needs of the log it follows. */
export interface FollowedLog {
  /** The number after which the follower begins; rejects where there is no such place. */
  start(): Promise<number>;
  /** The next entries after a number; rejects with CURSOR_EXPIRED where some are gone already. */
  read(after: number): Promise<LoggedEvent[]>;
  /** Joins the shared tail, unless that is ahead of `position`; `atEnd` starts one where there is none. */
  join(follower: LogFollower, position: number, atEnd: boolean): boolean;
  /** The follower has ended. */
  leave(follower: LogFollower): void;
  /** Entries that `read` answers at the most. */
  readonly batch: number;
  readonly queueEvents: number;
  readonly retryMs: number;
  readonly onError: (error: unknown) => void;
}

interface Waiter {
  readonly resolve: (result: IteratorResult<FeedEvent>) => void;
  readonly reject: (error: unknown) => void;
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * One reader of the log. While old entries are left it reads batches of its own, a batch when the one before is
 * used up; then it joins the tail that all readers share, and from there on a bounded queue holds what waits.
 */
export class LogFollower implements Following, TailListener {
  /** Resolves when the place in the log is found from which on nothing is missed; rejects as `next` does. */
  readonly opened: Promise<FeedPosition>;
  readonly #log: FollowedLog;
  readonly #subjects: ReadonlySet<LoggedSubject>;
  readonly #ending = new AbortController();
  #queue: FeedEvent[] = [];
  #waiters: Waiter[] = [];
  #position = 0;
  #live = false;
  #pulling = false;
  #ended = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(log: FollowedLog, subjects: readonly LoggedSubject[]) {
    this.#log = log;
    this.#subjects = new Set(subjects);
    this.opened = this.#open();
    // Whoever only iterates hears of it there.
    this.opened.catch(() => undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<FeedEvent>> {
    const event = this.#queue.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.#ended) return this.#last();
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      if (!this.#live && !this.#pulling) void this.#pull();
    });
  }

  get waiting(): number {
    return this.#queue.length;
  }

  drain(limit: number): FeedEvent[] {
    return this.#queue.splice(0, limit);
  }

  /** Ends at once, also while `next` is awaited. */
  return(): Promise<IteratorResult<FeedEvent>> {
    this.end();
    this.#failure = null;
    return Promise.resolve(DONE);
  }

  throw(error?: unknown): Promise<IteratorResult<FeedEvent>> {
    void this.return();
    return Promise.reject(error);
  }

  /** Ends it; with an error, the reader is told once. */
  end(failure: { readonly error: unknown } | null = null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    this.#queue = [];
    this.#ending.abort();
    this.#log.leave(this);
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { resolve, reject } of waiters) this.#last().then(resolve, reject);
  }

  offer(event: FeedEvent): void {
    if (this.#ended || event.event.seq <= this.#position) return;
    this.#position = event.event.seq;
    if (!this.#subjects.has(event.event.subject)) return;
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) waiter.resolve({ done: false, value: event });
    else if (this.#queue.length < this.#log.queueEvents) this.#queue.push(event);
    else this.end({ error: new DomainError(ErrorCode.SLOW_CONSUMER, 'The subscriber reads too slowly.') });
  }

  #last(): Promise<IteratorResult<FeedEvent>> {
    const failure = this.#failure;
    this.#failure = null;
    return failure === null ? Promise.resolve(DONE) : Promise.reject(failure.error);
  }

  async #open(): Promise<FeedPosition> {
    try {
      const seq = await this.#log.start();
      this.#position = seq;
      return { seq, cursor: encodeCursor(seq) };
    } catch (error) {
      this.end({ error });
      throw error;
    }
  }

  /** Reads on until nobody waits or the tail has taken over. */
  async #pull(): Promise<void> {
    this.#pulling = true;
    try {
      await this.opened;
      while (!this.#live && this.#waiters.length > 0) await this.#pullBatch();
    } catch (error) {
      this.end({ error });
    } finally {
      this.#pulling = false;
    }
  }

  async #pullBatch(): Promise<void> {
    this.#live = this.#log.join(this, this.#position, false);
    if (this.#live) return;
    const events = await this.#read();
    if (this.#ended || events === null) return;
    for (const event of events) this.#take(event);
    // What is left of the batch counts as waiting, so the tail is joined only with room for more.
    const atEnd = events.length < this.#log.batch && this.#queue.length <= this.#log.queueEvents / 2;
    if (atEnd) this.#live = this.#log.join(this, this.#position, true);
    // SQLite answers in this thread: a long stretch of other subjects must not keep it.
    else if (this.#waiters.length > 0) await nextTurn();
  }

  /** The next batch; null where the database failed and a pause was made. */
  async #read(): Promise<LoggedEvent[] | null> {
    try {
      return await this.#log.read(this.#position);
    } catch (error) {
      if (isLasting(error) || this.#ended) throw error;
      this.#log.onError(error);
      await pause(this.#log.retryMs, undefined, { signal: this.#ending.signal, ref: false });
      return null;
    }
  }

  // A batch is taken whole: it is bounded, and the next one is read when nothing of it is left.
  #take(event: LoggedEvent): void {
    this.#position = event.seq;
    if (!this.#subjects.has(event.subject)) return;
    const delivered = { cursor: encodeCursor(event.seq), event };
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) waiter.resolve({ done: false, value: delivered });
    else this.#queue.push(delivered);
  }
}
