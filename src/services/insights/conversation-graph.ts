import type { ConversationGraph, IntentCount, StateEdge, StateNode } from '../../domain/insight.js';
import type { State } from '../../domain/state-transition.js';
import { NOWHERE } from './moves.js';
import type { Values } from './packed.js';
import type { Places } from './places.js';
import { medianOf } from './ranks.js';

/** What was counted of a place. */
export interface CountedPlace {
  visits: number;
  calls: number;
  entries: number;
  exits: number;
  hangupsByCaller: number;
  fallbacks: number;
}

/** What was counted of the moves from one place to another, or to END. */
export interface CountedMove {
  readonly from: number;
  readonly to: number;
  count: number;
  calls: number;
  /** Response times, in no order. */
  readonly times: Values;
  /** By the intent's place in `intents` of the graph. */
  readonly intents: number[];
}

/** A graph of numbers. */
export interface CountedGraph {
  readonly calls: number;
  readonly ended: number;
  readonly intents: readonly string[];
  readonly places: ReadonlyMap<number, CountedPlace>;
  moves(): Iterable<CountedMove>;
}

/** The graph with its states, in the order in which it is shown. */
export function graphOf(counted: CountedGraph, places: Places): ConversationGraph {
  const edges = [...counted.moves()].map((move): StateEdge => {
    return {
      from: stateAt(places, move.from),
      to: move.to === NOWHERE ? null : stateAt(places, move.to),
      count: move.count,
      calls: move.calls,
      medianResponseTimeMs: medianOf(move.times),
      intents: intentsOf(counted.intents, move.intents),
    };
  });
  const byStates = (one: StateEdge, other: StateEdge) =>
    compareText(one.from.key, other.from.key) || compareText(one.to?.key, other.to?.key);
  return {
    callCount: counted.calls,
    transitionCount: edges.reduce((sum, edge) => sum + edge.count, 0),
    nodes: nodesOf(counted, places),
    edges: edges.sort((one, other) => other.count - one.count || byStates(one, other)),
  };
}

/** The graph without what happened less often. */
export function thinned(graph: ConversationGraph, minimumCount: number): ConversationGraph {
  if (minimumCount === 1) return graph;
  const edges = graph.edges.filter((edge) => edge.count >= minimumCount);
  const touched = new Set(edges.flatMap(({ from, to }) => [from.key, to?.key ?? null]));
  return {
    callCount: graph.callCount,
    transitionCount: edges.reduce((sum, edge) => sum + edge.count, 0),
    nodes: graph.nodes.filter(({ state, visits }) => visits >= minimumCount || touched.has(state?.key ?? null)),
    edges,
  };
}

function nodesOf({ places: counted, ended }: CountedGraph, places: Places): StateNode[] {
  const nodes = [...counted].map(([number, place]): StateNode => {
    const { visits, calls, entries, exits, hangupsByCaller, fallbacks } = place;
    return { state: stateAt(places, number), visits, calls, entries, exits, hangupsByCaller, fallbacks };
  });
  if (ended > 0) {
    const nothing = { entries: 0, exits: 0, hangupsByCaller: 0, fallbacks: 0 };
    nodes.push({ state: null, visits: ended, calls: ended, ...nothing });
  }
  return nodes.sort((one, other) => other.visits - one.visits || compareText(one.state?.key, other.state?.key));
}

function intentsOf(names: readonly string[], counted: readonly number[]): IntentCount[] {
  const counts: IntentCount[] = [];
  for (let place = 0; place < counted.length; place++) {
    const count = counted[place] as number;
    if (count > 0) counts.push({ name: names[place] as string, count });
  }
  return counts.sort((one, other) => other.count - one.count || compareText(one.name, other.name));
}

function stateAt(places: Places, place: number): State {
  const state = places.stateAt(place);
  if (state === null) throw new Error('A call was in a state that is not stored.');
  return state;
}

/** In code-unit order, the same on every database; END, which has no key, comes last. */
function compareText(one: string | undefined, other: string | undefined): number {
  if (one === other) return 0;
  if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
  return one < other ? -1 : 1;
}
