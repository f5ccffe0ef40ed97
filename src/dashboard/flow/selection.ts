import { choose } from '../filter/call-filter';
import { useSearch } from '../route/route';
import { END } from './flow-model';

/** What is looked at closely: a state by its key, or the move from one box to another. */
export type Selection =
  | { readonly kind: 'state'; readonly key: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string };

/** Reads the selection of the address. */
export function useSelection(): Selection | null {
  const search = useSearch();
  const [state, from] = [search.get('state'), search.get('from')];
  if (from !== null) return { kind: 'move', from, to: search.get('to') ?? END };
  return state === null ? null : { kind: 'state', key: state };
}

/** Writes the selection into the address. */
export function select(selection: Selection | null): void {
  const none = { state: '', from: '', to: '' };
  if (selection === null) choose(none);
  else if (selection.kind === 'state') choose({ ...none, state: selection.key });
  else choose({ ...none, from: selection.from, to: selection.to });
}
