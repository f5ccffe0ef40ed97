import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { Command, Empty } from '../elements/empty';
import { Failure } from '../elements/failure';
import { Panel } from '../elements/panel';
import { labelText } from '../elements/state-names';
import { choose, useCallFilter } from '../filter/call-filter';
import { FilterBar } from '../filter/filter-bar';
import { type CallFilter, FlowDocument, type FlowQuery } from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { useSearch } from '../route/route';
import { Closer } from './closer';
import { type FlowModel, flowModel, rankedStates } from './flow-model';
import { FlowPicture } from './flow-picture';
import { FlowTable } from './flow-table';
import { useSelection } from './selection';
import { SHADES, type Shade } from './shade';
import { flowTexts } from './text';
import './flow-page.css';

/** How conversations move: the states as a picture, coloured by where callers give up, and the calls behind it. */
export function FlowPage() {
  const text = useTexts(flowTexts);
  const chosen = useCallFilter();
  const [{ data, error, fetching }, ask] = useQuery({ query: FlowDocument, variables: { filter: chosen.filter } });
  const graph = data?.conversationGraph;
  return (
    <div className="flow-page">
      <h1 className="unseen">{text.title}</h1>
      <FilterBar chosen={chosen} />
      {error !== undefined && <Failure error={error} retry={ask} />}
      {graph === undefined && fetching && <p className="waiting">{text.waiting}</p>}
      {graph?.callCount === 0 && <NoFlow />}
      {graph !== undefined && graph.callCount > 0 && <Flow graph={graph} filter={chosen.filter} />}
    </div>
  );
}

interface FlowProps {
  readonly graph: FlowQuery['conversationGraph'];
  readonly filter: CallFilter;
}

const USUAL_STATES = 25;
const LINES_PER_BOX = 2;
const STATES = [10, USUAL_STATES, 50, 100] as const;

function Flow({ graph, filter }: FlowProps) {
  const text = useTexts(flowTexts);
  const format = useFormat();
  const search = useSearch();
  const selection = useSelection();
  const [wanted, setWanted] = useState('');
  const shown = search.get('states');
  const shade: Shade = SHADES.find((known) => known === search.get('shade')) ?? 'hangups';
  const states = useMemo(() => rankedStates(graph), [graph]);
  const found = useMemo(() => foundStates(states, wanted), [states, wanted]);
  const detail = shown === 'all' ? states.length : Number(shown ?? USUAL_STATES) || USUAL_STATES;
  const whole = useMemo(() => wholeModel(graph, states.length), [graph, states]);
  const model = useMemo(
    () => flowModel(graph, { states: detail, pinned: found, linesPerBox: LINES_PER_BOX }),
    [graph, detail, found],
  );
  const asTable = search.get('view') === 'table';
  return (
    <div className={`flow flow-by-${shade}${selection === null ? '' : ' flow-selected'}`}>
      <Panel
        title={text.picture}
        className="flow-panel"
        aside={
          <span className="muted">
            {text.counted(format.number(graph.callCount), format.number(graph.transitionCount))}
          </span>
        }
      >
        <div className="flow-tools">
          <label className="filter-choice">
            <span>{text.search}</span>
            <input
              type="search"
              value={wanted}
              list="flow-states"
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
          </label>
          <datalist id="flow-states">
            {states.map(({ id, label }) => label && <option key={id} value={labelText(label)} />)}
          </datalist>
          <Tool name="shade" label={text.colour} value={shade} options={SHADES.map((one) => [one, text[one]])} />
          <Tool
            name="states"
            label={text.detail}
            value={shown ?? String(USUAL_STATES)}
            options={[
              ...STATES.map((count) => [String(count), format.number(count)] as const),
              ['all', text.allStates],
            ]}
          />
          <Tool
            name="view"
            label={text.view}
            value={asTable ? 'table' : 'picture'}
            options={[
              ['picture', text.asPicture],
              ['table', text.asTable],
            ]}
          />
        </div>
        {asTable ? (
          <FlowTable states={wanted === '' ? states : states.filter(({ id }) => found.has(id))} selection={selection} />
        ) : (
          <>
            <FlowPicture model={model} shade={shade} selection={selection} found={found} />
            {model.undrawn > 0 && <p className="flow-note muted">{text.undrawn(format.number(model.undrawn))}</p>}
          </>
        )}
      </Panel>
      {selection !== null && <Closer model={whole} selection={selection} filter={filter} />}
    </div>
  );
}

interface ToolProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}

function Tool({ name, label, value, options }: ToolProps) {
  return (
    <label className="filter-choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => choose({ [name]: event.currentTarget.value })}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

// With every state and every move, for whoever looks closely.
function wholeModel(graph: FlowQuery['conversationGraph'], states: number): FlowModel {
  return flowModel(graph, { states, pinned: new Set(), linesPerBox: Number.POSITIVE_INFINITY });
}

function foundStates(states: ReturnType<typeof rankedStates>, wanted: string): ReadonlySet<string> {
  const words = wanted.trim().toLowerCase();
  if (words === '') return new Set();
  const matches = states.filter(({ state, label }) =>
    [label && labelText(label), state?.stateId, state?.dialogName, state?.releaseId].some((name) =>
      name?.toLowerCase().includes(words),
    ),
  );
  return new Set(matches.map(({ id }) => id));
}

function NoFlow() {
  const text = useTexts(flowTexts);
  return (
    <Panel title={text.picture}>
      <Empty title={text.nothing}>
        <p>{text.nothingHint}</p>
        <Command>npx talkgraph demo --key KEY</Command>
        <button type="button" className="primary" onClick={() => choose({ period: 'all' })}>
          {text.allTime}
        </button>
      </Empty>
    </Panel>
  );
}
