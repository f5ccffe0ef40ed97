import { labelText } from '../elements/state-names';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import type { FlowNode } from './flow-model';
import { type Selection, select } from './selection';
import { shareOf } from './shade';
import { flowTexts } from './text';

interface FlowTableProps {
  /** All states, the busiest first. */
  readonly states: readonly FlowNode[];
  readonly selection: Selection | null;
}

/** The states as rows: for screen readers, for small screens, and for whoever reads numbers rather than pictures. */
export function FlowTable({ states, selection }: FlowTableProps) {
  const text = useTexts(flowTexts);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="flow-table" aria-label={text.picture} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.state}</th>
            <th scope="col">{text.dialog}</th>
            {[text.visits, text.calls, text.entries, text.exits, text.hangups, text.fallbacks].map((column) => (
              <th key={column} scope="col" className="number">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {states.map((node) => (
            <Row key={node.id} node={node} selected={selection?.kind === 'state' && selection.key === node.id} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ node, selected }: { readonly node: FlowNode; readonly selected: boolean }) {
  const format = useFormat();
  const { state, label } = node;
  if (state === null) return null;
  const share = (shade: 'hangups' | 'fallbacks') => format.percent(shareOf(node, shade));
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className="flow-pick"
          aria-pressed={selected}
          onClick={() => select(selected ? null : { kind: 'state', key: node.id })}
        >
          {label === null ? state.stateId : labelText(label)}
        </button>
      </th>
      <td className="muted">{state.dialogName}</td>
      <td className="number">{format.number(node.visits)}</td>
      <td className="number">{node.calls === null ? '–' : format.number(node.calls)}</td>
      <td className="number">{format.number(node.entries)}</td>
      <td className="number">{format.number(node.exits)}</td>
      <td className="number">
        {format.number(node.hangupsByCaller)} <span className="muted">{share('hangups')}</span>
      </td>
      <td className="number">
        {format.number(node.fallbacks)} <span className="muted">{share('fallbacks')}</span>
      </td>
    </tr>
  );
}
