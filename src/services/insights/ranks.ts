import type { Values } from './packed.js';

// Below this, numbers are counted one by one instead of being sorted.
const COUNTED_BELOW = 65_536;
// Fewer than these are sorted sooner than they are counted.
const SORTED_UP_TO = 100;

const counts = new Uint32Array(COUNTED_BELOW);

/** The values at these places, from 1 in ascending order, when all are sorted. Places ascend, too. */
export function atRanks(values: Values, ranks: readonly number[]): number[] {
  if (values.length > SORTED_UP_TO) {
    const counted = countedAt(values, ranks);
    if (counted !== null) return counted;
  }
  const sorted = values.sorted();
  return ranks.map((rank) => sorted[rank - 1] as number);
}

// Null where a value is too large, or is no whole number.
function countedAt(values: Values, ranks: readonly number[]): number[] | null {
  let [largest, fits] = [0, true];
  for (const stretch of values.stretches) {
    for (let i = 0; fits && i < stretch.length; i++) {
      const value = stretch[i] as number;
      fits = value >= 0 && value < COUNTED_BELOW && Number.isInteger(value);
      if (!fits) break;
      (counts[value] as number)++;
      if (value > largest) largest = value;
    }
  }
  const found: number[] = [];
  for (let value = 0, passed = 0; fits && found.length < ranks.length; value++) {
    passed += counts[value] as number;
    while (found.length < ranks.length && (ranks[found.length] as number) <= passed) found.push(value);
  }
  counts.fill(0, 0, largest + 1);
  return fits ? found : null;
}

/** The middle one, of an even number the mean of the two in the middle; null of none. */
export function medianOf(values: Values): number | null {
  const { length } = values;
  if (length === 0) return null;
  const [lower = 0, upper = 0] = atRanks(values, [Math.floor((length + 1) / 2), Math.floor((length + 2) / 2)]);
  return (lower + upper) / 2;
}

/** The smallest values that at least so many of a hundred do not exceed (nearest rank); null of none. */
export function percentilesOf(values: Values, shares: readonly number[]): (number | null)[] {
  const { length } = values;
  if (length === 0) return shares.map(() => null);
  return atRanks(
    values,
    shares.map((share) => Math.ceil((length * share) / 100)),
  );
}
