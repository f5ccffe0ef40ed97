import { Empty } from '../elements/empty';
import { Panel } from '../elements/panel';
import type { OpenCallFragment } from '../generated/graphql';
import { type Format, useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { useTerms } from '../language/terms';
import { Link } from '../route/route';
import { nowTexts } from './text';
import { useSeconds } from './use-board';

interface OpenCallsProps {
  readonly calls: readonly OpenCallFragment[];
  /** How many there are, shown or not. */
  readonly count: number;
}

/** Calls that go on, where in the dialogue they are, and for how long they have. */
export function OpenCalls({ calls, count }: OpenCallsProps) {
  const text = useTexts(nowTexts);
  const format = useFormat();
  const terms = useTerms();
  const nowMs = useSeconds();
  const hidden = count - calls.length;
  return (
    <Panel title={text.openCalls} className="now-open" aside={<b>{format.number(count)}</b>}>
      {calls.length === 0 ? (
        <Empty title={text.noneOpen}>
          <p>{text.noneOpenHint}</p>
        </Empty>
      ) : (
        <table className="rows">
          <thead>
            <tr>
              <th scope="col" className="number">
                {text.openFor}
              </th>
              <th scope="col">{text.state}</th>
              <th scope="col">{text.channel}</th>
              <th scope="col" className="number">
                {text.turns}
              </th>
              <th scope="col">{text.call}</th>
            </tr>
          </thead>
          <tbody>
            {calls.map((call) => (
              <tr key={call.id}>
                <td className="number at">{openFor(call, nowMs, format)}</td>
                <td className="state">{stateOf(call)}</td>
                <td>{terms.channel[call.channel]}</td>
                <td className="number">{format.number(call.turnCount)}</td>
                <td className="call">
                  <Link to={`/calls/${encodeURIComponent(call.callId)}`}>{call.callId}</Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {hidden > 0 && <p className="more">{text.more(format.number(hidden))}</p>}
    </Panel>
  );
}

const DAY_MS = 86_400_000;

/** Counted up; a call that no end was ever heard of says since when. */
function openFor({ startedAt }: OpenCallFragment, nowMs: number, format: Format): string {
  if (startedAt === null) return '–';
  const openMs = nowMs - Date.parse(startedAt);
  return openMs < DAY_MS ? format.clock(openMs) : format.day(startedAt);
}

function stateOf({ transactions }: OpenCallFragment): string {
  const to = transactions.nodes[0]?.transition?.to;
  return to?.name ?? to?.stateId ?? '–';
}
