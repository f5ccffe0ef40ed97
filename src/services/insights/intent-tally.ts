import { TurnFlag } from '../../domain/course-text.js';
import { type Intent, LOW_CONFIDENCE, ratioOf } from '../../domain/insight.js';
import { turnsOf } from './moves.js';
import type { Places } from './places.js';
import type { CountedCall, StoredTally } from './tally.js';

interface Counts {
  count: number;
  calls: number;
  unhandled: number;
  confident: number;
  low: number;
  sum: number;
}

/** Intents as they are kept: of each its name, then its counts and the sum of its confidences. */
export interface IntentBody {
  readonly intents: readonly (readonly [string, number, number, number, number, number, number])[];
}

/** Counts intents as people triggered them. */
export class IntentTally implements StoredTally<IntentBody> {
  readonly #known: Places;
  readonly #intents = new Map<string, Counts>();

  constructor(known: Places) {
    this.#known = known;
  }

  addCall({ course }: CountedCall): void {
    const met = new Set<string>();
    for (const { flags, intent, confidence } of turnsOf(course, this.#known)) {
      if (intent === null || (flags & TurnFlag.PERSON) === 0) continue;
      const counts = this.#of(intent);
      counts.count++;
      if (!met.has(intent)) counts.calls++;
      met.add(intent);
      if ((flags & TurnFlag.UNHANDLED) !== 0) counts.unhandled++;
      if (confidence === null) continue;
      counts.confident++;
      counts.sum += confidence;
      if (confidence < LOW_CONFIDENCE) counts.low++;
    }
  }

  #of(name: string): Counts {
    let counts = this.#intents.get(name);
    if (counts === undefined) {
      counts = { count: 0, calls: 0, unhandled: 0, confident: 0, low: 0, sum: 0 };
      this.#intents.set(name, counts);
    }
    return counts;
  }

  body(): IntentBody {
    const inOrder = [...this.#intents].sort(([one], [other]) => (one < other ? -1 : 1));
    const intents = inOrder.map(([name, { count, calls, unhandled, confident, low, sum }]) => {
      return [name, count, calls, unhandled, confident, low, sum] as const;
    });
    return { intents };
  }

  addBody({ intents }: IntentBody): void {
    for (const [name, count, calls, unhandled, confident, low, sum] of intents) {
      const counts = this.#of(name);
      counts.count += count;
      counts.calls += calls;
      counts.unhandled += unhandled;
      counts.confident += confident;
      counts.low += low;
      counts.sum += sum;
    }
  }

  /** Every intent, in no order. */
  intents(): Intent[] {
    return [...this.#intents].map(([name, { count, calls, unhandled, confident, low, sum }]) => ({
      name,
      count,
      calls,
      unhandled: ratioOf(unhandled, count),
      averageConfidence: confident === 0 ? null : sum / confident,
      lowConfidence: ratioOf(low, confident),
    }));
  }
}
