/** A state as the gateway gives it. */
export interface NamedState {
  readonly key: string;
  readonly stateId: string;
  readonly name: string | null;
  readonly dialogName: string | null;
}

/** What people call a state. */
function stateName({ name, stateId }: Pick<NamedState, 'name' | 'stateId'>): string {
  return name ?? stateId;
}

/**
 * What people call each of some states, by its key: its name, and where others have the same name what tells them apart,
 * the dialogue, the release or both. Where nothing does, it is the key.
 */
export function distinctNames(states: readonly NamedState[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const alike of Map.groupBy(states, stateName).values()) {
    const label = LABELS.find((tried) => new Set(alike.map(tried)).size === alike.length) ?? keyOf;
    for (const state of alike) names.set(state.key, label(state));
  }
  return names;
}

/** The release that a state is part of: the first part of its key. */
function releaseOf({ key }: Pick<NamedState, 'key'>): string {
  return decodeURIComponent(key.slice(0, key.indexOf('/')));
}

const joined = (...parts: readonly (string | null)[]) =>
  parts.filter((part) => part !== null && part !== '').join(' · ');
const keyOf = ({ key }: NamedState) => key;
const LABELS: readonly ((state: NamedState) => string)[] = [
  stateName,
  (state) => joined(stateName(state), state.dialogName),
  (state) => joined(stateName(state), releaseOf(state)),
  (state) => joined(stateName(state), state.dialogName, releaseOf(state)),
];
