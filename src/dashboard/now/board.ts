import type { HangupFragment, HangupsSinceQuery, OpenCallFragment } from '../generated/graphql';
import { type EndedCall, type Minute, minutesOf } from './minutes';

/** What the page shows, as it is at one moment. */
export interface BoardView {
  /** Calls that are open, the newest first; at most as many as fit on a page. */
  readonly open: readonly OpenCallFragment[];
  /** How many are open in all. */
  readonly openCount: number;
  /** The latest hang-ups in the order in which they arrived, the newest first. */
  readonly hangups: readonly HangupFragment[];
  /** Hang-ups that arrived while somebody looked on. */
  readonly fresh: ReadonlySet<string>;
  /** The last hour. */
  readonly minutes: readonly Minute[];
}

/** What was read at once. */
export interface BoardContent {
  readonly open: readonly OpenCallFragment[];
  readonly openCount: number;
  readonly hangups: readonly HangupFragment[];
  readonly ended: HangupsSinceQuery['hangups']['nodes'];
  /** Null: not known, what was known stays. */
  readonly started: ReadonlyMap<number, number> | null;
}

export const OPEN_CALLS = 100;
export const HANGUPS = 50;

/** Keeps what is happening now: what was read, and every event since, each at its place and none twice. */
export class Board {
  #open = new Map<string, OpenCallFragment>();
  #openCount = 0;
  #hangups = new Map<string, HangupFragment>();
  #ended = new Map<string, EndedCall>();
  #started: ReadonlyMap<number, number> = new Map();
  readonly #fresh = new Set<string>();

  /** Puts what was read in the place of what was known. */
  fill({ open, openCount, hangups, ended, started }: BoardContent): void {
    this.#open = new Map(open.map((call) => [call.id, call]));
    this.#openCount = openCount;
    this.#hangups = new Map(hangups.map((hangup) => [hangup.call.id, hangup]));
    this.#ended = new Map(ended.map((hangup) => [hangup.call.id, endedCall(hangup)]));
    this.#started = started ?? this.#started;
  }

  /** How many calls started in which minute, as counted by the gateway. */
  countStarted(started: ReadonlyMap<number, number>): void {
    this.#started = started;
  }

  /** A call as it is now. */
  call(call: OpenCallFragment): void {
    const known = this.#open.has(call.id);
    if (call.status === 'OPEN') {
      this.#open.set(call.id, call);
      if (!known) this.#openCount++;
    } else if (this.#open.delete(call.id)) this.#openCount--;
  }

  /** A hang-up that has arrived. A call has one that ended it, so that a later one takes the earlier one's place. */
  hangup(hangup: HangupFragment): void {
    this.#hangups.set(hangup.call.id, hangup);
    this.#ended.set(hangup.call.id, endedCall(hangup));
    this.#fresh.add(hangup.id);
  }

  view(nowMs: number): BoardView {
    const open = [...this.#open.values()].sort(byNewest(({ startedAt }) => startedAt)).slice(0, OPEN_CALLS);
    const hangups = [...this.#hangups.values()].sort(byNewest(({ receivedAt }) => receivedAt)).slice(0, HANGUPS);
    this.#hangups = new Map(hangups.map((hangup) => [hangup.call.id, hangup]));
    const shown = new Set(hangups.map(({ id }) => id));
    for (const id of this.#fresh) if (!shown.has(id)) this.#fresh.delete(id);
    const { minutes, left } = minutesOf(nowMs, this.#ended, this.#started);
    this.#ended = left;
    return { open, openCount: Math.max(this.#openCount, open.length), hangups, fresh: new Set(this.#fresh), minutes };
  }
}

function endedCall({ occurredAt, initiator }: Pick<HangupFragment, 'occurredAt' | 'initiator'>): EndedCall {
  return { at: Date.parse(occurredAt), initiator };
}

function byNewest<T>(instantOf: (one: T) => string | null): (a: T, b: T) => number {
  return (a, b) => (instantOf(b) ?? '').localeCompare(instantOf(a) ?? '');
}
