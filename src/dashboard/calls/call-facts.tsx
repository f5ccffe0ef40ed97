import { useState } from 'react';
import { Facts } from '../elements/facts';
import { InitiatorTerm } from '../elements/term';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { useTerms } from '../language/terms';
import { useCallerName } from './call-table';

import { callsTexts } from './text';
import type { WholeCall } from './timeline';

/** Who called, when, how long, and how it ended. */
export function CallFacts({ call }: { readonly call: WholeCall }) {
  const text = useTexts(callsTexts);
  const format = useFormat();
  const terms = useTerms();
  const environment = call.production ? text.production : text.test;
  const ended = call.status === 'ENDED';
  return (
    <section className="panel call-head" aria-label={text.facts}>
      <header>
        <h1>{useCallerName(call.caller)}</h1>
        <CopyLink callId={call.callId} />
      </header>
      <Facts
        facts={[
          [text.started, call.startedAt && format.dateTime(call.startedAt)],
          [text.duration, call.durationMs !== null && format.duration(call.durationMs)],
          [text.outcome, ended ? terms.outcome[call.outcome] : text.open],
          [text.endedBy, ended && <InitiatorTerm key="by" initiator={call.endedBy} />],
          [text.turns, format.number(call.turnCount)],
          [text.fallbacks, format.number(call.fallbackCount)],
          [text.errors, format.number(call.errorCount)],
          [text.channel, terms.channel[call.channel]],
          [text.platform, call.platform],
          [text.language, call.language],
          [text.release, call.releaseId],
          [text.environment, call.production !== null && environment],
          [
            text.callId,
            <span key="id" className="mono">
              {call.callId}
            </span>,
          ],
        ]}
      />
    </section>
  );
}

function CopyLink({ callId }: { readonly callId: string }) {
  const text = useTexts(callsTexts);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}/calls/${encodeURIComponent(callId)}`);
    setCopied(true);
  };
  // Without HTTPS, but on the machine itself, browsers keep the clipboard to themselves.
  if (!('clipboard' in navigator)) return null;
  return (
    <button type="button" onClick={() => void copy()}>
      {copied ? text.copied : text.copyLink}
    </button>
  );
}
