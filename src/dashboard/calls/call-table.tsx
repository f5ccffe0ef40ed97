import { InitiatorTerm } from '../elements/term';
import type { CallRowFragment } from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { useTerms } from '../language/terms';
import { Link } from '../route/route';
import { callsTexts } from './text';

/** Calls as rows; each leads to the call. */
export function CallTable({ calls }: { readonly calls: readonly CallRowFragment[] }) {
  const text = useTexts(callsTexts);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="calls-table" aria-label={text.list} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {[text.started, text.caller, text.channel, text.outcome, text.endedBy].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            {[text.duration, text.turns, text.fallbacks, text.errors].map((column) => (
              <th key={column} scope="col" className="number">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <Row key={call.id} call={call} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ call }: { readonly call: CallRowFragment }) {
  const text = useTexts(callsTexts);
  const format = useFormat();
  const terms = useTerms();
  const open = call.status === 'OPEN';
  return (
    <tr>
      <th scope="row">
        <Link to={`/calls/${encodeURIComponent(call.callId)}`}>
          {call.startedAt === null ? call.callId : format.dateTime(call.startedAt)}
        </Link>
      </th>
      <td>{useCallerName(call.caller)}</td>
      <td>{terms.channel[call.channel]}</td>
      <td>{open ? text.open : terms.outcome[call.outcome]}</td>
      <td className={open ? 'calls-aside' : undefined}>{open ? '–' : <InitiatorTerm initiator={call.endedBy} />}</td>
      <td className={`number${call.durationMs === null ? ' calls-aside' : ''}`}>
        {call.durationMs === null ? '–' : format.duration(call.durationMs)}
      </td>
      <td className="number calls-aside">{format.number(call.turnCount)}</td>
      <td className="number calls-aside">{format.number(call.fallbackCount)}</td>
      <td className="number calls-aside">{format.number(call.errorCount)}</td>
    </tr>
  );
}

/** A caller as people read it. */
export function useCallerName(caller: CallRowFragment['caller']): string {
  const text = useTexts(callsTexts);
  if (caller?.redacted) return text.erased;
  return caller?.e164 ?? caller?.raw ?? text.unknownCaller;
}
