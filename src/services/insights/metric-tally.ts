import { CallOutcome, CallStatus } from '../../domain/call.js';
import { TURN_WIDTH, TurnFlag } from '../../domain/course-text.js';
import { MetricDimension } from '../../domain/insight.js';
import type { Instant } from '../../domain/source.js';
import { PackedLists, packLists, Values } from './packed.js';
import type { Places } from './places.js';
import type { CountedCall, StoredTally } from './tally.js';

/** What was counted of the calls that have a key in common and began in one slot of time. */
export interface MetricCounts {
  open: number;
  ended: number;
  transferred: number;
  failed: number;
  abandoned: number;
  completed: number;
  turns: number;
  fallbacks: number;
  erroneous: number;
  /** Of the ended calls, in no order. */
  readonly durations: Values;
  /** Of the turns of the ended calls, in no order. */
  readonly responses: Values;
}

const COUNTS = [
  'open',
  'ended',
  'transferred',
  'failed',
  'abandoned',
  'completed',
  'turns',
  'fallbacks',
  'erroneous',
] as const satisfies readonly (keyof MetricCounts)[];

/**
 * Metrics as they are kept, in their slots: of each its key, its start, its counts, and of how many calls and turns
 * `values` has durations and response times.
 */
export interface MetricBody {
  readonly first: Instant | null;
  readonly last: Instant | null;
  readonly slots: readonly (readonly [string | null, Instant | null, readonly number[], number, number])[];
  readonly values: string;
}

/** Counts of no calls. */
export function noCounts(): MetricCounts {
  const nothing = { open: 0, ended: 0, transferred: 0, failed: 0, abandoned: 0, completed: 0 };
  return { ...nothing, turns: 0, fallbacks: 0, erroneous: 0, durations: new Values(), responses: new Values() };
}

/** In code-unit order; calls that have no key come last. */
export function compareKeys(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
}

/** Adds one to the other. */
export function addCounts(to: MetricCounts, from: MetricCounts): void {
  for (const name of COUNTS) to[name] += from[name];
  to.durations.addAll(from.durations);
  to.responses.addAll(from.responses);
}

/** Tells in which slot of time a call is counted that began then. */
export type SlotOf = (startedAt: Instant) => Instant;

/** Counts calls by what they have in common and by slots of time, and when the first and the last began. */
export class MetricTally implements StoredTally<MetricBody> {
  first: Instant | null = null;
  last: Instant | null = null;
  readonly #slots = new Map<string | null, Map<Instant | null, MetricCounts>>();
  readonly #known: Places;
  readonly #groupBy: MetricDimension | null;
  readonly #slotOf: SlotOf;

  constructor(known: Places, groupBy: MetricDimension | null, slotOf: SlotOf) {
    this.#known = known;
    this.#groupBy = groupBy;
    this.#slotOf = slotOf;
  }

  /** Everything counted: by key, by slot. */
  get slots(): ReadonlyMap<string | null, ReadonlyMap<Instant | null, MetricCounts>> {
    return this.#slots;
  }

  addCall(call: CountedCall): void {
    const { startedAt, status, outcome, durationMs } = call;
    this.#span(startedAt, startedAt);
    const counts = this.#at(this.#keyOf(call), startedAt === null ? null : this.#slotOf(startedAt));
    if (status !== CallStatus.ENDED) {
      counts.open++;
      return;
    }
    counts.ended++;
    if (outcome === CallOutcome.TRANSFERRED) counts.transferred++;
    else if (outcome === CallOutcome.FAILED) counts.failed++;
    else if (outcome === CallOutcome.ABANDONED) counts.abandoned++;
    else if (outcome === CallOutcome.COMPLETED) counts.completed++;
    if (durationMs !== null) counts.durations.push(durationMs);
    this.#addTurns(counts, call);
  }

  #addTurns(counts: MetricCounts, { course: { turns } }: CountedCall): void {
    for (let i = 0; i < turns.length; i += TURN_WIDTH) {
      const flags = turns[i] as number;
      if ((flags & TurnFlag.PERSON) === 0) continue;
      counts.turns++;
      if ((flags & TurnFlag.UNHANDLED) !== 0) counts.fallbacks++;
      if ((flags & TurnFlag.ERRONEOUS) !== 0) counts.erroneous++;
      const response = turns[i + 3] as number | null;
      if (response !== null) counts.responses.push(response);
    }
  }

  #keyOf({ key, course: { hangup, states } }: CountedCall): string | null {
    if (this.#groupBy === MetricDimension.HANGUP_REASON) return hangup?.reasonCode ?? null;
    if (this.#groupBy !== MetricDimension.HANGUP_STATE) return key;
    if (hangup === null || hangup.state === 0) return null;
    return this.#known.stateAt(this.#known.of(states[hangup.state - 1] as number))?.key ?? null;
  }

  #span(first: Instant | null, last: Instant | null): void {
    if (first === null || last === null) return;
    this.first = Math.min(this.first ?? first, first);
    this.last = Math.max(this.last ?? last, last);
  }

  #at(key: string | null, slot: Instant | null): MetricCounts {
    let slots = this.#slots.get(key);
    if (slots === undefined) {
      slots = new Map();
      this.#slots.set(key, slots);
    }
    let counts = slots.get(slot);
    if (counts === undefined) {
      counts = noCounts();
      slots.set(slot, counts);
    }
    return counts;
  }

  body(): MetricBody {
    const all = [...this.#slots].flatMap(([key, slots]) =>
      [...slots].map(([start, counts]) => ({ key, start, counts })),
    );
    all.sort((one, other) => compareKeys(one.key, other.key) || (one.start ?? 0) - (other.start ?? 0));
    const slots = all.map(({ key, start, counts }) => {
      const numbers = COUNTS.map((name) => counts[name]);
      return [key, start, numbers, counts.durations.length, counts.responses.length] as const;
    });
    const values = packLists(all.flatMap(({ counts }) => [counts.durations, counts.responses]));
    return { first: this.first, last: this.last, slots, values };
  }

  addBody(body: MetricBody): void {
    const { first, last, slots, values } = body;
    this.#span(first, last);
    const lengths = slots.flatMap(([, , , durations, responses]) => [durations, responses]);
    const packed = new PackedLists(body, values, lengths);
    for (const [key, start, numbers, durations, responses] of slots) {
      const counts = this.#at(key, start === null ? null : this.#slotOf(start));
      for (let i = 0; i < COUNTS.length; i++) counts[COUNTS[i] as (typeof COUNTS)[number]] += numbers[i] as number;
      counts.durations.add(packed.next(durations));
      counts.responses.add(packed.next(responses));
    }
  }
}
