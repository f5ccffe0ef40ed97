import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import type { CSSProperties } from 'react';
import { useFormat } from '../language/format';
import type { Point } from './flow-layout';
import type { FlowEdge } from './flow-model';

/** A line of the picture with what it needs to draw itself. */
export type LineEdge = Edge<
  {
    readonly edge: FlowEdge;
    readonly path: string;
    readonly middle: Point;
    /** Share of the busiest line's count, 0 to 1. */
    readonly weight: number;
    readonly labelled: boolean;
    readonly selected: boolean;
  },
  'line'
>;

const THINNEST = 1.25;
const WIDEST = 14;

/** A move from box to box, as wide as it is used. */
export function FlowLine({ id, data, markerEnd }: EdgeProps<LineEdge>) {
  const format = useFormat();
  if (data === undefined) return null;
  const { edge, path, middle, weight, labelled, selected } = data;
  const style: CSSProperties = { strokeWidth: THINNEST + (WIDEST - THINNEST) * Math.sqrt(weight) };
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        style={style}
        markerEnd={markerEnd}
        interactionWidth={24}
        className={selected ? 'flow-line flow-line-selected' : 'flow-line'}
      />
      {(labelled || selected) && (
        <EdgeLabelRenderer>
          <span
            className="flow-line-count"
            style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
          >
            {format.number(edge.count)}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
