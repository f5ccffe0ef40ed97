import { Command, Empty } from '../elements/empty';
import { Panel } from '../elements/panel';
import { InitiatorTerm } from '../elements/term';
import type { HangupFragment } from '../generated/graphql';
import { type Format, useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { reasonOf } from '../language/term-words';
import { type Terms, useTerms } from '../language/terms';
import { Link } from '../route/route';
import { nowTexts } from './text';

interface HangupsProps {
  readonly hangups: readonly HangupFragment[];
  /** Those that arrived before the reader's eyes. */
  readonly fresh: ReadonlySet<string>;
}

/** Who hung up, where in the dialogue, why, and after how long. */
export function Hangups({ hangups, fresh }: HangupsProps) {
  const text = useTexts(nowTexts);
  const format = useFormat();
  const terms = useTerms();
  return (
    <Panel title={text.hangups} className="now-hangups">
      {hangups.length === 0 ? (
        <NoHangups />
      ) : (
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{text.at}</th>
              <th scope="col">{text.who}</th>
              <th scope="col">{text.state}</th>
              <th scope="col">{text.reason}</th>
              <th scope="col" className="number">
                {text.lasted}
              </th>
              <th scope="col">{text.call}</th>
            </tr>
          </thead>
          <tbody>
            {hangups.map((hangup) => (
              <tr key={hangup.id} className={fresh.has(hangup.id) ? 'fresh' : undefined}>
                <td className="at">{instant(hangup.occurredAt, format)}</td>
                <td>
                  <InitiatorTerm initiator={hangup.initiator} />
                </td>
                <td className="state">{hangup.state?.name ?? hangup.state?.stateId ?? '–'}</td>
                <td className="reason" title={hangup.reason ?? undefined}>
                  {reasonText(hangup, terms)}
                </td>
                <td className="number">
                  {hangup.call.durationMs === null ? '–' : format.clock(hangup.call.durationMs)}
                </td>
                <td className="call">
                  <Link to={`/calls/${encodeURIComponent(hangup.call.callId)}`}>{hangup.call.callId}</Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

const DAY_MS = 86_400_000;

/** The time of day; of what is older than a day, the day. */
function instant(at: string, format: Format): string {
  return Date.now() - Date.parse(at) < DAY_MS ? format.time(at) : format.day(at);
}

// That nothing is known is no reason to say.
function reasonText(hangup: HangupFragment, terms: Terms): string {
  const why = reasonOf(hangup, terms);
  return hangup.reasonCode === 'UNKNOWN' && why === terms.reasonCode.UNKNOWN ? '–' : why;
}

function NoHangups() {
  const text = useTexts(nowTexts);
  return (
    <Empty title={text.noHangups}>
      <p>{text.noHangupsHint}</p>
      <Command>
        {`curl -s ${location.origin}/webhooks/parloa -H "Authorization: Bearer KEY" --json @test/fixtures/parloa/hangup.json`}
      </Command>
      <p>{text.demoHint}</p>
      <Command>npx talkgraph demo --key KEY</Command>
    </Empty>
  );
}
