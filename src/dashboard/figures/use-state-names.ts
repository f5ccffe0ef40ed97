import { useMemo } from 'react';
import { useQuery } from 'urql';
import { distinctNames } from '../elements/state-names';
import { type CallFilter, StateNamesDocument } from '../generated/graphql';

/** Names for the keys of states; null until they are there. A state of which no name comes keeps its key. */
export function useStateNames(filter: CallFilter, wanted = true): ((key: string) => string) | null {
  const [{ data, error }] = useQuery({ query: StateNamesDocument, variables: { filter }, pause: !wanted });
  const names = useMemo(() => {
    const states = data?.conversationGraph.nodes.flatMap(({ state }) => state ?? []);
    return states && distinctNames(states);
  }, [data]);
  if (names === undefined && error === undefined && wanted) return null;
  return (key) => names?.get(key) ?? key;
}
