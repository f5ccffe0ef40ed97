import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import type { CSSProperties } from 'react';
import { labelText } from '../elements/state-names';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import type { FlowNode } from './flow-model';
import { select } from './selection';
import { type Shade, shareOf, strengthOf } from './shade';
import { flowTexts } from './text';

/** A box of the picture with what it needs to draw itself. */
export type BoxNode = Node<
  { readonly node: FlowNode; readonly shade: Shade; readonly selected: boolean; readonly found: boolean },
  'box'
>;

/** A state, the rest or the end: its name, its visits, and the share that its colour shows. */
export function FlowBox({ data: { node, shade, selected, found } }: NodeProps<BoxNode>) {
  const share = shareOf(node, shade);
  const style = { '--strength': `${strengthOf(share)}%` } as CSSProperties;
  const marks = `flow-box flow-${node.kind}${found ? ' flow-found' : ''}`;
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      {node.kind === 'state' ? (
        <button
          type="button"
          className={marks}
          style={style}
          aria-pressed={selected}
          onClick={() => select(selected ? null : { kind: 'state', key: node.id })}
        >
          <BoxContent node={node} shade={shade} share={share} />
        </button>
      ) : (
        <div className={marks} style={style}>
          <BoxContent node={node} shade={shade} share={share} />
        </div>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

interface ContentProps {
  readonly node: FlowNode;
  readonly shade: Shade;
  readonly share: number | null;
}

function BoxContent({ node, shade, share }: ContentProps) {
  const text = useTexts(flowTexts);
  const format = useFormat();
  const name = useBoxName(node);
  const { state, label } = node;
  const place = [...new Set([state?.dialogName ?? '', ...(label?.marks ?? [])])]
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <>
      <span className="flow-name" title={state === null ? undefined : `${name} (${state.stateId})`}>
        {label?.name ?? name}
      </span>
      {place !== '' && <span className="flow-dialog">{place}</span>}
      <span className="flow-counts">
        <span>
          {format.number(node.visits)} <span className="unseen">{text.visits}</span>
        </span>
        {share !== null && share > 0 && (
          <span className="flow-share">
            {format.percent(share)} <span className="unseen">{text[shade]}</span>
          </span>
        )}
      </span>
    </>
  );
}

/** What a box is called. */
export function useBoxName(node: FlowNode): string {
  const text = useTexts(flowTexts);
  const format = useFormat();
  if (node.label !== null) return labelText(node.label);
  return node.kind === 'end' ? text.end : text.rest(format.number(node.states));
}
