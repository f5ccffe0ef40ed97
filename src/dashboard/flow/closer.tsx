import { Facts } from '../elements/facts';
import { Panel } from '../elements/panel';
import type { CallFilter } from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { CallsBehindMove, CallsBehindState } from './calls-behind';
import { useBoxName } from './flow-box';
import { END, edgeId, type FlowEdge, type FlowModel, type FlowNode } from './flow-model';
import { type Selection, select } from './selection';
import { shareOf } from './shade';
import { flowTexts } from './text';

const MOST_INTENTS = 8;

interface CloserProps {
  /** The whole graph, with nothing in the rest. */
  readonly model: FlowModel;
  readonly selection: Selection;
  readonly filter: CallFilter;
}

/** What is known of the selected state or move, and the calls behind it. */
export function Closer({ model, selection, filter }: CloserProps) {
  const nodeOf = (id: string) => model.nodes.find((node) => node.id === id);
  if (selection.kind === 'state') {
    const state = nodeOf(selection.key);
    return state === undefined ? null : <OneState model={model} state={state} filter={filter} />;
  }
  const edge = model.edges.find(({ id }) => id === edgeId(selection.from, selection.to));
  const [from, to] = [nodeOf(selection.from), nodeOf(selection.to)];
  if (edge === undefined || from === undefined || to === undefined) return null;
  return <OneMove edge={edge} from={from} to={to} filter={filter} />;
}

function OneState({ model, state, filter }: { model: FlowModel; state: FlowNode; filter: CallFilter }) {
  const text = useTexts(flowTexts);
  const format = useFormat();
  return (
    <Panel title={useBoxName(state)} aside={<Close />} className="flow-closer">
      {state.state?.dialogName && <p className="muted">{state.state.dialogName}</p>}
      <Facts
        facts={[
          [text.visits, format.number(state.visits)],
          [text.calls, state.calls !== null && format.number(state.calls)],
          [text.entries, format.number(state.entries)],
          [text.exits, format.number(state.exits)],
          [text.hangups, `${format.number(state.hangupsByCaller)} · ${format.percent(shareOf(state, 'hangups'))}`],
          [text.fallbacks, `${format.number(state.fallbacks)} · ${format.percent(shareOf(state, 'fallbacks'))}`],
        ]}
      />
      <Moves
        model={model}
        title={text.leadsTo}
        edges={model.edges.filter(({ from }) => from === state.id)}
        other="to"
      />
      <Moves
        model={model}
        title={text.comesFrom}
        edges={model.edges.filter(({ to }) => to === state.id)}
        other="from"
      />
      <CallsBehindState filter={filter} state={state} />
    </Panel>
  );
}

interface MovesProps {
  readonly model: FlowModel;
  readonly title: string;
  readonly edges: readonly FlowEdge[];
  /** Which end of the moves is named. */
  readonly other: 'from' | 'to';
}

function Moves({ model, title, edges, other }: MovesProps) {
  const format = useFormat();
  if (edges.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="flow-moves">
        {edges.map((edge) => {
          const node = model.nodes.find(({ id }) => id === edge[other]);
          return (
            <li key={edge.id}>
              <button
                type="button"
                className="flow-pick"
                onClick={() => select({ kind: 'move', from: edge.from, to: edge.to })}
              >
                {node !== undefined && <BoxName node={node} />}
              </button>
              <span>{format.number(edge.count)}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface OneMoveProps {
  readonly edge: FlowEdge;
  readonly from: FlowNode;
  readonly to: FlowNode;
  readonly filter: CallFilter;
}

function OneMove({ edge, from, to, filter }: OneMoveProps) {
  const text = useTexts(flowTexts);
  const format = useFormat();
  const title = text.move(useBoxName(from), useBoxName(to));
  return (
    <Panel title={title} aside={<Close />} className="flow-closer">
      <Facts
        facts={[
          [text.moves, format.number(edge.count)],
          [text.calls, edge.calls !== null && format.number(edge.calls)],
          [text.medianResponse, edge.medianResponseTimeMs !== null && format.duration(edge.medianResponseTimeMs)],
        ]}
      />
      {edge.intents.length > 0 && <h3>{text.intents}</h3>}
      <ul className="flow-moves">
        {edge.intents.slice(0, MOST_INTENTS).map(({ name, count }) => (
          <li key={name}>
            <span>{name}</span>
            <span>{format.number(count)}</span>
          </li>
        ))}
      </ul>
      <CallsBehindMove filter={filter} from={from} to={to.id === END ? null : to} />
    </Panel>
  );
}

function BoxName({ node }: { readonly node: FlowNode }) {
  return useBoxName(node);
}

function Close() {
  const text = useTexts(flowTexts);
  return (
    <button type="button" onClick={() => select(null)}>
      {text.close}
    </button>
  );
}
