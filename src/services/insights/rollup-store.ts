import { LRUCache } from 'lru-cache';
import type { RollupRow } from '../../persistence/queries/figure.queries.js';

/** A count of a day, of all its calls of which the start is known and of the others. */
export interface Rollup<Body> {
  readonly dated: Body;
  readonly undated: Body;
}

/** A count of a day that somebody may want to keep. */
export interface CountedRollup extends RollupRow {
  readonly client: number;
  readonly kind: string;
}

/** Keeps counts of days where all processes find them, as far as it can: they can always be counted again. */
export type KeepRollup = (rollup: CountedRollup) => void;

interface Kept {
  readonly changes: number;
  readonly rollup: Rollup<unknown>;
}

/** Counts of days that were read or made before, a bounded number of characters of them. */
export class RollupCache {
  readonly #kept: LRUCache<string, Kept>;

  constructor(maximumCharacters: number) {
    this.#kept = new LRUCache({ maxSize: maximumCharacters });
  }

  /** The day's count where it holds. */
  get(client: number, kind: string, period: number, changes: number): Rollup<unknown> | null {
    const kept = this.#kept.get(`${client} ${kind} ${period}`);
    return kept?.changes === changes ? kept.rollup : null;
  }

  /** Remembers a count as it stands in the database. */
  set(client: number, kind: string, { period, changes, body }: RollupRow): Rollup<unknown> {
    const rollup = JSON.parse(body) as Rollup<unknown>;
    this.#kept.set(`${client} ${kind} ${period}`, { changes, rollup }, { size: Math.max(1, body.length) });
    return rollup;
  }
}
