import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { DomainError, ErrorCode, isLasting } from '../../domain/errors.js';
import type { FeedEvent, FeedPosition, Following } from '../../domain/ports.js';

/** What subscribers are sent: the answer as text, written once for all of them. */
export interface Delivery extends FeedPosition {
  /** When what it tells of was received. */
  readonly at: number;
  readonly payload: string;
}

/** Somebody who is sent what a group answers. */
export interface GroupMember {
  /** Takes what was answered together, in its order. */
  offer(deliveries: readonly Delivery[]): void;
  /** The group is over; null where nothing went wrong. */
  end(failure: { readonly error: unknown } | null): void;
}

/** What a group does its work with. */
export interface GroupWork {
  readonly follow: (after: string | null) => Following;
  /** Executes once for each entry; null where the filter does not hold. */
  readonly answer: (events: readonly FeedEvent[]) => Promise<readonly (Delivery | null)[]>;
  /** Hears of failures, after which it tries again. */
  readonly onError: (error: unknown) => void;
  readonly retryMs: number;
  /** Nobody is left. */
  readonly onEmpty: () => void;
}

/** Entries that are answered together: relations then cost one statement for all of them. */
const BATCH = 64;
/** Sends without a turn for others: some milliseconds. */
const SENDS = 512;
const TRIES = 20;

/** Subscribers who asked the same and may see the same: one reads, one executes, all are sent. */
export class LiveGroup {
  /** Resolves when the place is found from which on nothing is missed. */
  readonly opened: Promise<void>;
  readonly #work: GroupWork;
  readonly #members = new Set<GroupMember>();
  #following: Following;
  #position: FeedPosition = { seq: 0, cursor: '' };
  #behind: FeedEvent | null = null;
  #holds = 0;
  #ended = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(work: GroupWork) {
    this.#work = work;
    this.#following = work.follow(null);
    this.opened = this.#following.opened.then((position) => {
      this.#position = position;
      void this.#run();
    });
    this.opened.catch((error: unknown) => this.end({ error }));
  }

  /** The last entry that was offered to the members, or was not for them. */
  get position(): FeedPosition {
    return this.#position;
  }

  get size(): number {
    return this.#members.size;
  }

  get members(): Iterable<GroupMember> {
    return this.#members;
  }

  /** Entries that are read but not sent, and when the oldest of them was received. */
  get lag(): { readonly events: number; readonly since: number | null } {
    const events = this.#following.waiting + (this.#behind === null ? 0 : 1);
    return { events, since: this.#behind?.event.at ?? null };
  }

  /** Keeps the group for somebody who is about to join; returns what lets go of it. */
  hold(): () => void {
    this.#holds++;
    return () => {
      this.#holds--;
      this.#endIfEmpty();
    };
  }

  add(member: GroupMember): void {
    if (this.#ended) member.end(this.#failure);
    else this.#members.add(member);
  }

  remove(member: GroupMember): void {
    if (this.#members.delete(member)) this.#endIfEmpty();
  }

  end(failure: { readonly error: unknown } | null = null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    void this.#following.return?.();
    this.#work.onEmpty();
    for (const member of [...this.#members]) member.end(failure);
    this.#members.clear();
  }

  #endIfEmpty(): void {
    if (this.#members.size === 0 && this.#holds === 0) this.end();
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      try {
        const { done, value } = await this.#following.next();
        if (done) this.end();
        else await this.#serve([value, ...this.#following.drain(BATCH - 1)]);
      } catch (error) {
        // The group fell behind, not its members: it goes on from where it is.
        if (error instanceof DomainError && error.code === ErrorCode.SLOW_CONSUMER && !this.#ended)
          this.#following = this.#work.follow(this.#position.cursor);
        else this.end({ error });
      }
    }
  }

  async #serve(events: readonly FeedEvent[]): Promise<void> {
    this.#behind = events[0] ?? null;
    const answers = await this.#answer(events);
    const last = events.at(-1);
    if (this.#ended || last === undefined) return;
    this.#position = { seq: last.event.seq, cursor: last.cursor };
    await this.#deliver(answers.filter((answer) => answer !== null));
    this.#behind = null;
    // SQLite answers in this thread: without a turn for them the sockets would wait for the last entry.
    await nextTurn();
  }

  async #deliver(deliveries: readonly Delivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    let sends = 0;
    for (const member of this.#members) {
      member.offer(deliveries);
      if (++sends % SENDS === 0) await nextTurn();
    }
  }

  /** A database that is away for some seconds ends no subscription. */
  async #answer(events: readonly FeedEvent[]): Promise<readonly (Delivery | null)[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#work.answer(events);
      } catch (error) {
        if (isLasting(error) || attempt === TRIES || this.#ended) throw error;
        this.#work.onError(error);
        await pause(this.#work.retryMs, undefined, { ref: false });
      }
    }
  }
}
