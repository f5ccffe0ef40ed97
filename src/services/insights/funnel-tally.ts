import { TurnFlag } from '../../domain/course-text.js';
import { type FunnelQuestion, type FunnelStep, ratioOf } from '../../domain/insight.js';
import { eachVisit, turnsOf } from './moves.js';
import type { Places } from './places.js';
import type { CountedCall, Tally } from './tally.js';

interface Moment {
  readonly at: number;
  readonly place: number | null;
  readonly intent: string | null;
}

/** Counts how far calls came through steps in their order. */
export class FunnelTally implements Tally {
  readonly #known: Places;
  readonly #steps: readonly FunnelQuestion[];
  readonly #holds: readonly ((moment: Moment) => boolean)[];
  readonly #reached: number[];

  constructor(known: Places, steps: readonly FunnelQuestion[]) {
    this.#known = known;
    this.#steps = steps;
    this.#reached = steps.map(() => 0);
    this.#holds = steps.map(({ stateName, intent }) => {
      if (typeof intent === 'string') return (moment) => moment.intent === intent;
      const places = known.named(stateName ?? '');
      return ({ place }) => place !== null && places.has(place);
    });
  }

  addCall({ course }: CountedCall): void {
    let step = 0;
    for (const moment of this.#momentsOf(course)) {
      if (!this.#holds[step]?.(moment)) continue;
      (this.#reached[step] as number)++;
      if (++step === this.#holds.length) return;
    }
  }

  #momentsOf(course: CountedCall['course']): Moment[] {
    const turns = turnsOf(course, this.#known);
    const moments: Moment[] = [];
    eachVisit(turns, (place, at) => moments.push({ at, place, intent: null }));
    turns.forEach(({ flags, intent }, index) => {
      if (intent !== null && (flags & TurnFlag.PERSON) !== 0) moments.push({ at: index * 3 + 1, place: null, intent });
    });
    return moments.sort((one, other) => one.at - other.at);
  }

  steps(): FunnelStep[] {
    const [first = 0] = this.#reached;
    return this.#steps.map(({ stateName, intent }, index) => {
      const calls = this.#reached[index] ?? 0;
      const previous = this.#reached[Math.max(0, index - 1)] ?? 0;
      const label = stateName ?? intent ?? '';
      return { label, calls, ofPrevious: ratioOf(calls, previous), ofFirst: ratioOf(calls, first) };
    });
  }
}
