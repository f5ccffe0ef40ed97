import { labelsOf, type StateLabel } from '../elements/state-names';
import type { FlowQuery } from '../generated/graphql';

type Graph = FlowQuery['conversationGraph'];
/** A state of the graph with its counts. */
export type StateCounts = Graph['nodes'][number];
type Move = Graph['edges'][number];

/** The node in which every way ends. */
export const END = 'end';
/** The node that stands for all states that are not shown by themselves. */
export const REST = 'rest';

/** What is drawn as a box: a state, the end, or the rest. */
export interface FlowNode {
  readonly id: string;
  readonly kind: 'state' | 'end' | 'rest';
  readonly state: NonNullable<StateCounts['state']> | null;
  /** What the state is called among all of the graph. */
  readonly label: StateLabel | null;
  /** States that it stands for: 1, or more for the rest. */
  readonly states: number;
  readonly visits: number;
  readonly calls: number | null;
  readonly entries: number;
  readonly exits: number;
  readonly hangupsByCaller: number;
  readonly fallbacks: number;
}

/** What is drawn as a line: how often calls went from one box to the next. */
export interface FlowEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Null where several moves are drawn as one: a call may be in more than one of them. */
  readonly calls: number | null;
  readonly medianResponseTimeMs: number | null;
  readonly intents: readonly { readonly name: string; readonly count: number }[];
}

/** What is drawn. */
export interface FlowModel {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  /** States that stand in the rest. */
  readonly hidden: number;
  /** Moves from box to box that have no line. */
  readonly undrawn: number;
}

/** How the picture is cut down: the busiest states, and of the moves those that are worth a line. */
export interface Detail {
  /** States that are shown by themselves at the most. */
  readonly states: number;
  /** Keys of states that are shown whatever their rank. */
  readonly pinned: ReadonlySet<string>;
  /** Lines for each box, about: more of them hide what is going on, and take the longer to be laid out. */
  readonly linesPerBox: number;
}

export function edgeId(from: string, to: string): string {
  return `${from}→${to}`;
}

/** So many can be read whatever they join. */
const FEW_LINES = 40;

/** Ranks the states by their visits, shows the busiest, and draws all others as one box. */
export function flowModel(graph: Graph, { states, pinned, linesPerBox }: Detail): FlowModel {
  const ranked = rankedStates(graph);
  const shown = new Set(ranked.filter(({ id }, rank) => rank < states || pinned.has(id)).map(({ id }) => id));
  // A rest of one state takes the room of that state.
  if (ranked.length - shown.size === 1) for (const { id } of ranked) shown.add(id);
  const nodeOf = (key: string | undefined) => {
    if (key === undefined) return END;
    return shown.has(key) ? key : REST;
  };
  const hidden = ranked.filter(({ id }) => !shown.has(id));
  const end = graph.nodes.find((node) => node.state === null);
  const nodes = [
    ...ranked.filter(({ id }) => shown.has(id)),
    ...(hidden.length > 0 ? [restOf(hidden)] : []),
    ...(end !== undefined ? [boxOf(end)] : []),
  ];
  const moves = edgesBetween(graph.edges, nodeOf);
  const edges = worthALine(moves, Math.max(FEW_LINES, nodes.length * linesPerBox));
  return { nodes, edges, hidden: hidden.length, undrawn: moves.length - edges.length };
}

/** All states, the busiest first. */
export function rankedStates(graph: Graph): FlowNode[] {
  const labels = labelsOf(graph.nodes.flatMap(({ state }) => state ?? []));
  return graph.nodes
    .filter((node) => node.state !== null)
    .map((node) => ({ ...boxOf(node), label: labels.get(node.state?.key ?? '') ?? null }))
    .sort((one, other) => other.visits - one.visits || (one.id < other.id ? -1 : 1));
}

function boxOf(node: StateCounts): FlowNode {
  const { state, ...counts } = node;
  const kind = state === null ? 'end' : 'state';
  return { ...counts, id: state?.key ?? END, kind, state: state ?? null, label: null, states: 1 };
}

function restOf(hidden: readonly FlowNode[]): FlowNode {
  const sum = (count: (node: FlowNode) => number) => hidden.reduce((total, node) => total + count(node), 0);
  return {
    id: REST,
    kind: 'rest',
    state: null,
    label: null,
    states: hidden.length,
    visits: sum((node) => node.visits),
    calls: null,
    entries: sum((node) => node.entries),
    exits: sum((node) => node.exits),
    hangupsByCaller: sum((node) => node.hangupsByCaller),
    fallbacks: sum((node) => node.fallbacks),
  };
}

// The busiest first. Moves within the rest are nobody's way from box to box.
function edgesBetween(moves: readonly Move[], nodeOf: (key: string | undefined) => string): FlowEdge[] {
  const edges = new Map<string, FlowEdge>();
  for (const move of moves) {
    const [from, to] = [nodeOf(move.from?.key), nodeOf(move.to?.key)];
    if (from === REST && to === REST) continue;
    const id = edgeId(from, to);
    const known = edges.get(id);
    edges.set(id, known === undefined ? { ...move, id, from, to } : joined(known, move));
  }
  return [...edges.values()].sort((one, other) => other.count - one.count);
}

// The busiest way into and out of every box, so that none stands alone, and of all others the busiest. Ways through the
// rest say the least and are the busiest of all: they come last.
function worthALine(moves: readonly FlowEdge[], most: number): FlowEdge[] {
  if (moves.length <= most) return [...moves];
  const [entered, left] = [new Set<string>(), new Set<string>()];
  const needed = new Set<FlowEdge>();
  const throughRest = ({ from, to }: FlowEdge) => from === REST || to === REST;
  const ranked = [...moves.filter((move) => !throughRest(move)), ...moves.filter(throughRest)];
  for (const move of ranked) {
    const { from, to } = move;
    if (from === to || (entered.has(to) && left.has(from))) continue;
    needed.add(move);
    entered.add(to);
    left.add(from);
  }
  for (const move of ranked) if (needed.size < most) needed.add(move);
  return moves.filter((move) => needed.has(move));
}

function joined(edge: FlowEdge, move: Move): FlowEdge {
  const counts = new Map(edge.intents.map(({ name, count }) => [name, count]));
  for (const { name, count } of move.intents) counts.set(name, (counts.get(name) ?? 0) + count);
  const intents = [...counts].map(([name, count]) => ({ name, count })).sort((one, other) => other.count - one.count);
  return { ...edge, count: edge.count + move.count, calls: null, medianResponseTimeMs: null, intents };
}
