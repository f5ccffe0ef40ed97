import type { LoggedEvent, LoggedSubject } from './event-log.js';

/** An entry of the log with the cursor that continues after it. */
export interface FeedEvent {
  readonly cursor: string;
  readonly event: LoggedEvent;
}

/** A place in the log. */
export interface FeedPosition {
  readonly seq: number;
  readonly cursor: string;
}

/** A stretch of the log that was read at once. */
export interface Stretch {
  readonly events: readonly FeedEvent[];
  /** How far was read, whatever the subjects of what stands there. */
  readonly end: FeedPosition;
}

/** One reader of the log as it grows; `return` ends it at once, also while `next` is awaited. */
export interface Following extends AsyncIterableIterator<FeedEvent> {
  /** Resolves with the place from which on nothing is missed. */
  readonly opened: Promise<FeedPosition>;
  /** Entries that wait. */
  readonly waiting: number;
  /** Takes entries that wait, at most `limit`, without waiting for more. */
  drain(limit: number): FeedEvent[];
}

/** The event log as it grows. */
export interface Feed {
  /**
   * Entries of one client after a cursor, then live ones without a seam; null: from now on.
   * Throws BAD_USER_INPUT for nonsense, CURSOR_EXPIRED for a cursor older than what is kept,
   * SLOW_CONSUMER where the reader falls behind its bounded queue.
   */
  follow(client: number, subjects: readonly LoggedSubject[], after: string | null): Following;
  /** The next stretch after a cursor, as far as it is written. Throws as `follow` does. */
  read(client: number, subjects: readonly LoggedSubject[], after: string): Promise<Stretch>;
  /** The cursor of the log's end as it is now. */
  end(client: number): Promise<string>;
}

/** Raises and hears the signal that a client's log has grown. Signals may be lost: they only wake. */
export interface Wake {
  signal(clients: readonly number[]): void;
  /** Returns what stops the listening. */
  listen(onSignal: (client: number) => void): () => void;
  close(): Promise<void>;
}
