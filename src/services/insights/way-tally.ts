import type { CallOutcome } from '../../domain/call.js';
import { type ConversationPath, ratioOf } from '../../domain/insight.js';
import { NOWHERE, turnsOf } from './moves.js';
import type { Places } from './places.js';
import type { CountedCall, Tally } from './tally.js';

interface Way {
  readonly places: readonly number[];
  calls: number;
  /** When the first call that took it began; infinite where that is known of none. */
  since: number;
  readonly outcomes: Map<CallOutcome, number>;
}

/** Counts the ways that calls took, each cut after `depth` states. */
export class WayTally implements Tally {
  readonly #known: Places;
  readonly #depth: number;
  readonly #ways = new Map<string, Way>();
  #calls = 0;

  constructor(known: Places, depth: number) {
    this.#known = known;
    this.#depth = depth;
  }

  addCall({ startedAt, course, outcome }: CountedCall): void {
    this.#calls++;
    const places: number[] = [];
    for (const { from, to } of turnsOf(course, this.#known)) {
      for (const place of [from, to]) if (place !== NOWHERE && place !== places.at(-1)) places.push(place);
      if (places.length > this.#depth) break;
    }
    if (places.length === 0) return;
    places.length = Math.min(places.length, this.#depth);
    const name = places.join(' ');
    let way = this.#ways.get(name);
    if (way === undefined) {
      way = { places, calls: 0, since: Infinity, outcomes: new Map() };
      this.#ways.set(name, way);
    }
    way.calls++;
    if (startedAt !== null) way.since = Math.min(way.since, startedAt);
    way.outcomes.set(outcome, (way.outcomes.get(outcome) ?? 0) + 1);
  }

  /** The most common ways; of equally common ones the one that was taken first, whatever was delivered first. */
  paths(first: number): ConversationPath[] {
    const ways = [...this.#ways.values()].sort((one, other) => other.calls - one.calls || this.#byTime(one, other));
    return ways.slice(0, first).map(({ places, calls, outcomes }) => ({
      states: places.flatMap((place) => this.#known.stateAt(place) ?? []),
      calls,
      share: ratioOf(calls, this.#calls),
      outcomes: [...outcomes]
        .map(([outcome, count]) => ({ outcome, count }))
        .sort((one, other) => other.count - one.count || (one.outcome < other.outcome ? -1 : 1)),
    }));
  }

  #byTime(one: Way, other: Way): number {
    if (one.since !== other.since) return one.since < other.since ? -1 : 1;
    return this.#keysOf(one) < this.#keysOf(other) ? -1 : 1;
  }

  #keysOf({ places }: Way): string {
    return places.map((place) => this.#known.stateAt(place)?.key ?? '').join(' ');
  }
}
