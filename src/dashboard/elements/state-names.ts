/** What is known of a state wherever it is named. */
export interface NamedState {
  readonly key: string;
  readonly stateId: string;
  readonly name: string | null;
  readonly dialogName: string | null;
  readonly releaseId: string | null;
}

/** What people call a state. */
export function stateName({ name, stateId }: Pick<NamedState, 'name' | 'stateId'>): string {
  return name ?? stateId;
}

/** A state's name, and what tells it from another one of that name: nothing, its release, its dialogue or its id. */
export interface StateLabel {
  readonly name: string;
  readonly marks: readonly string[];
}

type Mark = (state: NamedState) => string;
const release: Mark = ({ releaseId }) => releaseId ?? '–';
const dialog: Mark = ({ dialogName }) => dialogName ?? '–';
const id: Mark = ({ stateId }) => stateId;
/** The fewest marks that tell states of one name apart, the plainest first; the three together are the key. */
const MARKS: readonly (readonly Mark[])[] = [[release], [dialog], [id], [dialog, release], [id, release], [id, dialog]];

/** Labels by the states' keys: no two of them are the same. */
export function labelsOf(states: readonly NamedState[]): ReadonlyMap<string, StateLabel> {
  const labels = new Map<string, StateLabel>();
  for (const [name, same] of Map.groupBy(new Map(states.map((state) => [state.key, state])).values(), stateName)) {
    const marks = same.length === 1 ? [] : (MARKS.find((these) => tellsApart(these, same)) ?? [id, dialog, release]);
    for (const state of same) labels.set(state.key, { name, marks: marks.map((mark) => mark(state)) });
  }
  return labels;
}

/** A label in one line. */
export function labelText({ name, marks }: StateLabel): string {
  return [name, ...marks].join(' · ');
}

function tellsApart(marks: readonly Mark[], states: readonly NamedState[]): boolean {
  return new Set(states.map((state) => JSON.stringify(marks.map((mark) => mark(state))))).size === states.length;
}
