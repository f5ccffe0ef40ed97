import { Controls, MarkerType, MiniMap, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo, useSyncExternalStore } from 'react';
import { useTexts } from '../language/language';
import { useTheme } from '../theme/theme';
import { type BoxNode, FlowBox } from './flow-box';
import { BOX, type FlowLayout } from './flow-layout';
import { FlowLine, type LineEdge } from './flow-line';
import type { FlowModel } from './flow-model';
import { edgeId, REST } from './flow-model';
import { type Selection, select } from './selection';
import type { Shade } from './shade';
import { flowTexts } from './text';
import { useLayout } from './use-layout';
import { useView } from './use-view';
import '@xyflow/react/dist/base.css';
import './flow-picture.css';

const NODE_TYPES = { box: FlowBox };
const EDGE_TYPES = { line: FlowLine };
// More numbers than these are noise.
const LABELLED_LINES = 40;
const narrow = matchMedia('(max-width: 48rem)');

interface FlowPictureProps {
  readonly model: FlowModel;
  readonly shade: Shade;
  readonly selection: Selection | null;
  /** Keys of states that a search found. */
  readonly found: ReadonlySet<string>;
}

/** The graph as a picture: from where calls begin to where they end, to move and to zoom. */
export function FlowPicture(props: FlowPictureProps) {
  const direction = useSyncExternalStore(onNarrow, () => (narrow.matches ? 'DOWN' : 'RIGHT'));
  const layout = useLayout(props.model, direction);
  const text = useTexts(flowTexts);
  if (layout === null) return <p className="waiting">{text.waiting}</p>;
  return (
    <ReactFlowProvider>
      {layout.model !== props.model && <output className="flow-drawing">{text.drawing}</output>}
      <Canvas {...props} layout={layout} />
    </ReactFlowProvider>
  );
}

function Canvas({ layout, shade, selection, found }: FlowPictureProps & { readonly layout: FlowLayout }) {
  const text = useTexts(flowTexts);
  const theme = useTheme();
  const nodes = useMemo(() => boxesOf(layout, shade, selection, found), [layout, shade, selection, found]);
  const edges = useMemo(() => linesOf(layout, selection), [layout, selection]);
  const [first] = found;
  const { fits } = useView(layout, first, selection?.kind === 'state' ? selection.key : selection?.from);
  return (
    <ReactFlow
      className="flow-picture"
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      colorMode={theme}
      minZoom={0.05}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable
      onEdgeClick={(_, { source, target }) => {
        if (source !== REST && target !== REST) select({ kind: 'move', from: source, to: target });
      }}
      onPaneClick={() => select(null)}
      aria-label={text.picture}
    >
      <Controls showInteractive={false} fitViewOptions={{ padding: 0.08 }} />
      {!fits && <MiniMap pannable zoomable ariaLabel={text.overview} className="flow-overview" />}
    </ReactFlow>
  );
}

function boxesOf(
  { model, places }: FlowLayout,
  shade: Shade,
  selection: Selection | null,
  found: ReadonlySet<string>,
): BoxNode[] {
  return model.nodes.map((node) => ({
    id: node.id,
    type: 'box',
    position: places.get(node.id) ?? { x: 0, y: 0 },
    ...BOX,
    data: {
      node,
      shade,
      selected: selection?.kind === 'state' && selection.key === node.id,
      found: found.has(node.id),
    },
  }));
}

function linesOf({ model, lines }: FlowLayout, selection: Selection | null): LineEdge[] {
  const busiest = Math.max(1, ...model.nodes.map(({ kind, visits }) => (kind === 'rest' ? 0 : visits)));
  const selected = selection?.kind === 'move' ? edgeId(selection.from, selection.to) : undefined;
  return model.edges.map((edge, rank) => ({
    id: edge.id,
    type: 'line',
    source: edge.from,
    target: edge.to,
    markerEnd: { type: MarkerType.ArrowClosed, width: 12, height: 12, markerUnits: 'userSpaceOnUse' },
    data: {
      edge,
      ...(lines.get(edge.id) ?? { path: '', middle: { x: 0, y: 0 } }),
      weight: Math.min(1, edge.count / busiest),
      labelled: rank < LABELLED_LINES,
      selected: edge.id === selected,
    },
  }));
}

function onNarrow(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}
