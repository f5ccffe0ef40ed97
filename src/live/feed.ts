import { DomainError, ErrorCode } from '../domain/errors.js';
import type { LoggedEvent, LoggedSubject } from '../domain/event-log.js';
import type { Feed, Stretch, Wake } from '../domain/ports.js';
import type { Database } from '../persistence/database.js';
import { eventsAfter, logBounds } from '../persistence/queries/event-log.queries.js';
import { decodeCursor, encodeCursor, unknownCursor } from './cursor.js';
import { type FollowedLog, LogFollower } from './follower.js';
import { LogTail } from './tail.js';

/** The feed's bounds. */
export interface FeedOptions {
  /** How long a lost signal can delay an entry. */
  readonly pollIntervalMs: number;
  /** Entries read at once. */
  readonly batch: number;
  /** Entries that may wait for a slow follower; beyond it the follower ends with SLOW_CONSUMER. */
  readonly queueEvents: number;
  /** Hears of failed reads, which are tried again after the poll interval. */
  readonly onError: (error: unknown) => void;
}

/** The event log as it grows, read from the database; the wake only says when to look. */
export class LogFeed implements Feed {
  readonly #database: Database;
  readonly #options: FeedOptions;
  readonly #tails = new Map<number, LogTail>();
  readonly #followers = new Set<LogFollower>();
  readonly #stopListening: () => void;
  #closed = false;

  constructor(database: Database, wake: Wake, options: FeedOptions) {
    this.#database = database;
    this.#options = options;
    this.#stopListening = wake.listen((client) => this.#tails.get(client)?.wake());
  }

  /** Followers that have not ended. */
  get followers(): number {
    return this.#followers.size;
  }

  /** Logs that are being read for followers who have caught up. */
  get tails(): number {
    return this.#tails.size;
  }

  /**
   * Follows a client's log. Nonsense is thrown at once; what only the database knows rejects `opened` and the
   * first `next`. The place in the log is looked up from this call on; when `opened` has resolved it is fixed.
   */
  follow(client: number, subjects: readonly LoggedSubject[], after: string | null): LogFollower {
    const seq = after === null ? null : decodeCursor(after);
    const follower = new LogFollower(this.#logOf(client, seq), subjects);
    this.#followers.add(follower);
    if (this.#closed) follower.end();
    return follower;
  }

  async read(client: number, subjects: readonly LoggedSubject[], after: string): Promise<Stretch> {
    const seq = decodeCursor(after);
    const entries = await this.#read(client, seq);
    if (entries.length === 0 && seq > (await logBounds(this.#database, client)).newest) throw unknownCursor();
    const end = entries.at(-1)?.seq ?? seq;
    const events = entries
      .filter(({ subject }) => subjects.includes(subject))
      .map((event) => ({ cursor: encodeCursor(event.seq), event }));
    return { events, end: { seq: end, cursor: encodeCursor(end) } };
  }

  async end(client: number): Promise<string> {
    return encodeCursor((await logBounds(this.#database, client)).newest);
  }

  /** Ends all followers. */
  close(): void {
    this.#closed = true;
    this.#stopListening();
    for (const follower of [...this.#followers]) follower.end();
  }

  #logOf(client: number, after: number | null): FollowedLog {
    const { batch, queueEvents, pollIntervalMs: retryMs, onError } = this.#options;
    return {
      start: () => this.#start(client, after),
      read: (seq) => this.#read(client, seq),
      join: (follower, position, atEnd) => this.#join(client, follower, position, atEnd),
      leave: (follower) => this.#leave(client, follower),
      batch,
      queueEvents,
      retryMs,
      onError,
    };
  }

  async #start(client: number, after: number | null): Promise<number> {
    const { oldest, newest } = await logBounds(this.#database, client);
    if (after === null) return newest;
    if (after > newest) throw unknownCursor();
    if (after + 1 < oldest) throw expired();
    return after;
  }

  async #read(client: number, after: number): Promise<LoggedEvent[]> {
    const events = await eventsAfter(this.#database, client, after, this.#options.batch);
    const first = events[0]?.seq ?? after + 1;
    // Numbers have no gaps, so a gap means that the old end of the log was removed meanwhile.
    if (first > after + 1 && (await logBounds(this.#database, client)).oldest > after + 1) throw expired();
    return events;
  }

  #join(client: number, follower: LogFollower, position: number, atEnd: boolean): boolean {
    const tail = this.#tails.get(client) ?? (atEnd ? this.#startTail(client, position) : null);
    if (tail === null || tail.position > position) return false;
    tail.add(follower);
    return true;
  }

  #startTail(client: number, position: number): LogTail {
    const { batch, pollIntervalMs, onError } = this.#options;
    const read = (after: number) => eventsAfter(this.#database, client, after, batch);
    const tail = new LogTail(position, { read, batch, pollIntervalMs, onError });
    this.#tails.set(client, tail);
    return tail;
  }

  #leave(client: number, follower: LogFollower): void {
    this.#followers.delete(follower);
    const tail = this.#tails.get(client);
    if (tail === undefined) return;
    tail.remove(follower);
    if (tail.size > 0) return;
    tail.stop();
    this.#tails.delete(client);
  }
}

function expired(): DomainError {
  return new DomainError(ErrorCode.CURSOR_EXPIRED, 'Entries after this cursor are no longer kept.', ['after']);
}
