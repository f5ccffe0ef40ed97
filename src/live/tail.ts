import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoggedEvent } from '../domain/event-log.js';
import type { FeedEvent } from '../domain/ports.js';
import { encodeCursor } from './cursor.js';

/** Somebody who hears of new entries, in order. */
export interface TailListener {
  offer(event: FeedEvent): void;
}

/** How a tail reads and what it does with errors. */
export interface TailOptions {
  /** Entries after a number, at most `batch`. */
  readonly read: (after: number) => Promise<LoggedEvent[]>;
  readonly batch: number;
  readonly pollIntervalMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * The growing end of one client's log: read once for all who listen. It reads when it is woken, and by itself
 * after each poll interval, so that a lost signal or a failed read costs that interval and no entry.
 */
export class LogTail {
  readonly #options: TailOptions;
  readonly #listeners = new Set<TailListener>();
  readonly #timer: NodeJS.Timeout;
  #position: number;
  #reading = false;
  #again = false;
  #stopped = false;

  constructor(position: number, options: TailOptions) {
    this.#position = position;
    this.#options = options;
    this.#timer = setInterval(() => this.#poll(), options.pollIntervalMs).unref();
  }

  /** The number of the last entry that was given to the listeners. */
  get position(): number {
    return this.#position;
  }

  get size(): number {
    return this.#listeners.size;
  }

  add(listener: TailListener): void {
    this.#listeners.add(listener);
    this.wake();
  }

  remove(listener: TailListener): void {
    this.#listeners.delete(listener);
  }

  /** The log may have grown. */
  wake(): void {
    if (this.#reading) this.#again = true;
    else void this.#read();
  }

  stop(): void {
    this.#stopped = true;
    this.#listeners.clear();
    clearInterval(this.#timer);
  }

  #poll(): void {
    if (!this.#reading) void this.#read();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    try {
      do {
        this.#again = false;
        const events = await this.#options.read(this.#position);
        for (const event of events) this.#deliver(event);
        if (events.length < this.#options.batch) continue;
        this.#again = true;
        // SQLite answers in this thread: the others have their turn between two batches.
        await nextTurn();
      } while (this.#again && !this.#stopped);
    } catch (error) {
      this.#options.onError(error);
    } finally {
      this.#reading = false;
    }
  }

  #deliver(event: LoggedEvent): void {
    if (this.#stopped) return;
    this.#position = event.seq;
    const delivered: FeedEvent = { cursor: encodeCursor(event.seq), event };
    for (const listener of this.#listeners) listener.offer(delivered);
  }
}
