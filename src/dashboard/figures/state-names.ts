import { labelsOf, labelText } from '../elements/state-names';
import type { BucketStateFragment } from '../generated/graphql';

interface OfState {
  readonly key: string | null;
  readonly state: BucketStateFragment | null;
}

/** The names of the states that calls ended in, by their keys; null for no state. */
export function stateNames(buckets: readonly OfState[]): (key: string | null) => string | null {
  const labels = labelsOf(buckets.flatMap(({ state }) => state ?? []));
  return (key) => {
    const label = key === null ? undefined : labels.get(key);
    return label === undefined ? key : labelText(label);
  };
}
