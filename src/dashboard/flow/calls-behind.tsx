import type { CombinedError } from 'urql';
import { useQuery } from 'urql';
import { Failure } from '../elements/failure';
import {
  type CallBehindFragment,
  type CallFilter,
  CallsBehindMoveDocument,
  CallsBehindStateDocument,
} from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { useTerms } from '../language/terms';
import { Link } from '../route/route';
import type { FlowNode } from './flow-model';
import { flowTexts } from './text';

const FIRST = 25;

/** The newest calls that visited a state. */
export function CallsBehindState({ filter, state }: { readonly filter: CallFilter; readonly state: FlowNode }) {
  const text = useTexts(flowTexts);
  const format = useFormat();
  const visitedState = [state.state?.stateId ?? ''];
  const [{ data, error }, ask] = useQuery({
    query: CallsBehindStateDocument,
    variables: { filter: { ...inRelease(filter, state), visitedState }, first: FIRST },
  });
  const { nodes = [], totalCount = 0 } = data?.calls ?? {};
  const note = text.showing(format.number(nodes.length), format.number(totalCount));
  return <CallList calls={data && nodes} note={note} error={error} retry={ask} />;
}

interface MoveProps {
  readonly filter: CallFilter;
  readonly from: FlowNode;
  /** Null: the end. */
  readonly to: FlowNode | null;
}

/** The newest calls that went from one state to another, or ended in the one. */
export function CallsBehindMove({ filter, from, to }: MoveProps) {
  return to === null ? <CallsEnded filter={filter} from={from} /> : <CallsMoved filter={filter} from={from} to={to} />;
}

function CallsMoved({ filter, from, to }: MoveProps) {
  const text = useTexts(flowTexts);
  const format = useFormat();
  const between = { from: [from.state?.stateId ?? ''], to: [to?.state?.stateId ?? ''] };
  const [{ data, error }, ask] = useQuery({
    query: CallsBehindMoveDocument,
    variables: { filter: { call: inRelease(filter, from), ...between, terminal: false }, first: FIRST },
  });
  const note = text.newestOf(format.number(data?.stateTransitions.totalCount ?? 0));
  return <CallList calls={data && callsOf(data.stateTransitions.nodes)} note={note} error={error} retry={ask} />;
}

// A call ends in a state by a turn that ended the talk, or by a caller who hung up there.
function CallsEnded({ filter, from }: Omit<MoveProps, 'to'>) {
  const state = [from.state?.stateId ?? ''];
  const [turns, askTurns] = useQuery({
    query: CallsBehindMoveDocument,
    variables: { filter: { call: inRelease(filter, from), from: state, terminal: true }, first: FIRST },
  });
  const [hangups, askHangups] = useQuery({
    query: CallsBehindStateDocument,
    variables: { filter: { ...inRelease(filter, from), hangupState: state, endedBy: ['CALLER'] }, first: FIRST },
  });
  const calls = turns.data &&
    hangups.data && [...hangups.data.calls.nodes, ...callsOf(turns.data.stateTransitions.nodes)];
  const retry = () => {
    askTurns();
    askHangups();
  };
  return <CallList calls={calls && distinct(calls)} error={turns.error ?? hangups.error} retry={retry} />;
}

// Ids of states repeat between releases: what is counted in a box is of the state's own.
function inRelease(filter: CallFilter, { state }: FlowNode): CallFilter {
  return state?.releaseId ? { ...filter, releaseId: [state.releaseId] } : filter;
}

function callsOf(moves: readonly { readonly transaction: { readonly call: CallBehindFragment } }[]) {
  return distinct(moves.map(({ transaction }) => transaction.call));
}

function distinct(calls: readonly CallBehindFragment[]): CallBehindFragment[] {
  return [...new Map(calls.map((call) => [call.id, call])).values()];
}

interface CallListProps {
  /** Undefined until the gateway has answered. */
  readonly calls: readonly CallBehindFragment[] | undefined;
  readonly note?: string;
  readonly error: CombinedError | undefined;
  readonly retry: () => void;
}

function CallList({ calls, note, error, retry }: CallListProps) {
  const text = useTexts(flowTexts);
  const format = useFormat();
  const { outcome } = useTerms();
  if (error !== undefined) return <Failure error={error} retry={retry} />;
  if (calls === undefined) return <p className="muted">{text.waiting}</p>;
  return (
    <>
      <h3>
        {text.callsBehind} {note !== undefined && <span className="muted">{note}</span>}
      </h3>
      {calls.length === 0 && <p className="muted">{text.noCalls}</p>}
      <ul className="flow-calls">
        {calls.map((call) => (
          <li key={call.id}>
            <Link to={`/calls/${encodeURIComponent(call.callId)}`}>
              {call.startedAt === null ? call.callId : format.dateTime(call.startedAt)}
            </Link>
            <span className="muted">
              {call.status === 'OPEN' ? text.open : outcome[call.outcome]}
              {call.durationMs !== null && ` · ${format.duration(call.durationMs)}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
