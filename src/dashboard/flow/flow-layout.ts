import ELK, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk-api';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import { END, type FlowEdge, type FlowModel, type FlowNode } from './flow-model';

/** A point of the picture, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where ways lead. */
export type Direction = 'RIGHT' | 'DOWN';

/** Where everything stands. */
export interface FlowLayout {
  readonly model: FlowModel;
  readonly direction: Direction;
  /** From the upper left to the lower right, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  readonly places: ReadonlyMap<string, Point>;
  /** The line of an edge as a path of SVG, and the middle of it. */
  readonly lines: ReadonlyMap<string, { readonly path: string; readonly middle: Point }>;
}

/** A box's size, in pixels. */
export const BOX = { width: 190, height: 74 };

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '84',
  'elk.layered.spacing.edgeNodeBetweenLayers': '24',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  // The order of the model is that of the walk from the start: what leads back against it is a way back.
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'false',
};

let elk: InstanceType<typeof ELK> | undefined;

/** Lays the boxes out from where calls begin to where they end, in a worker of its own. */
export async function layOut(model: FlowModel, direction: Direction): Promise<FlowLayout> {
  elk ??= new ELK({ workerFactory: () => new Worker(workerUrl) });
  const laid: ElkNode = await elk.layout({
    id: 'flow',
    layoutOptions: { ...OPTIONS, 'elk.direction': direction },
    children: walkOrder(model).map(({ id }) => ({
      id,
      ...BOX,
      ...(id === END && { layoutOptions: { 'elk.layered.layering.layerConstraint': 'LAST' } }),
    })),
    edges: model.edges.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  });
  const places = new Map((laid.children ?? []).map((node: ElkNode) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }]));
  const lines = new Map((laid.edges ?? []).map((edge: ElkExtendedEdge) => [edge.id ?? '', lineOf(edge)]));
  const size = { width: laid.width ?? 0, height: laid.height ?? 0 };
  return { model, direction, size, places, lines };
}

/** The boxes as somebody meets them who walks from the start and takes the busiest way first. */
export function walkOrder({ nodes, edges }: FlowModel): FlowNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ways = Map.groupBy(edges, ({ from }: FlowEdge) => from);
  const order = new Map<string, FlowNode>();
  const starts = [...nodes].sort((one, other) => other.entries - one.entries || other.visits - one.visits);
  for (const start of starts) {
    const waiting = [start.id];
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const node = byId.get(id);
      if (node === undefined || order.has(id)) continue;
      order.set(id, node);
      for (const { to } of ways.get(id) ?? []) if (!order.has(to)) waiting.push(to);
    }
  }
  return [...order.values()];
}

function lineOf({ sections }: ElkExtendedEdge): { path: string; middle: Point } {
  const [section] = sections ?? [];
  if (section === undefined) return { path: '', middle: { x: 0, y: 0 } };
  const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  return { path: roundedPath(points), middle: middleOf(points) };
}

const CORNER = 12;

// Straight lines with their corners rounded, as far as the lines are long enough for it.
function roundedPath(points: readonly Point[]): string {
  const [start, ...others] = points as [Point, ...Point[]];
  let path = `M${start.x},${start.y}`;
  others.forEach((corner, index) => {
    const before = points[index] as Point;
    const after = others[index + 1];
    if (after === undefined) path += `L${corner.x},${corner.y}`;
    else {
      const [entry, exit] = [towards(corner, before), towards(corner, after)];
      path += `L${entry.x},${entry.y}Q${corner.x},${corner.y} ${exit.x},${exit.y}`;
    }
  });
  return path;
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(CORNER, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function middleOf(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((to, index) => {
    const from = points[index] as Point;
    return Math.hypot(to.x - from.x, to.y - from.y);
  });
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    if (left > length) left -= length;
    else {
      const [from, to] = [points[index] as Point, points[index + 1] as Point];
      const share = length === 0 ? 0 : left / length;
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    }
  }
  return points[0] as Point;
}
