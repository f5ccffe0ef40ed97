import { Facts } from '../elements/facts';
import { Panel } from '../elements/panel';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { useTerms } from '../language/terms';
import { Fold, Json, Variables } from './fold';
import { callsTexts } from './text';
import type { WholeCall } from './timeline';

/** What is known of a call besides its timeline; each part only where there is something. */
export function CallBeside({ call }: { readonly call: WholeCall }) {
  const text = useTexts(callsTexts);
  const format = useFormat();
  const terms = useTerms();
  return (
    <div className="call-beside">
      {call.analysis && <Analysis analysis={call.analysis} />}
      {call.variables.length > 0 && (
        <Panel title={text.variables}>
          <Variables of={call.variables} />
        </Panel>
      )}
      {call.callData.length > 0 && (
        <Panel title={text.callData}>
          {call.callData.map((record) => (
            <article key={record.id} className="call-record">
              <p>{record.content}</p>
              <p className="muted">{format.dateTime(record.storedAt)}</p>
              <Json value={record.fields} label={text.callData} />
            </article>
          ))}
        </Panel>
      )}
      {call.sessions.length > 0 && <Sessions sessions={call.sessions} />}
      <Panel title={text.identities}>
        <ul className="call-identities">
          {call.identities.map(({ source, kind, value }) => (
            <li key={`${source} ${kind} ${value}`}>
              <span className="muted">
                {terms.source[source]} {kind}
              </span>
              <span className="mono">{value}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Analysis({ analysis }: { readonly analysis: NonNullable<WholeCall['analysis']> }) {
  const text = useTexts(callsTexts);
  const format = useFormat();
  const { sentiment } = useTerms();
  return (
    <Panel title={text.analysis}>
      {analysis.summary !== null && <p className="call-note">{analysis.summary}</p>}
      <Facts
        facts={[
          [text.sentiment, sentiment[analysis.sentiment]],
          [text.rating, analysis.completionRating],
          [text.model, analysis.model],
          [text.revision, `${format.number(analysis.revision)}, ${format.dateTime(analysis.analyzedAt)}`],
          [text.undeclared, analysis.undeclaredKeys.join(', ')],
          [text.missing, analysis.missingKeys.join(', ')],
        ]}
      />
      {analysis.customData !== null && (
        <Fold title={text.customData}>{() => <Json value={analysis.customData} label={text.customData} />}</Fold>
      )}
    </Panel>
  );
}

function Sessions({ sessions }: { readonly sessions: WholeCall['sessions'] }) {
  const text = useTexts(callsTexts);
  const format = useFormat();
  return (
    <Panel title={text.sessions}>
      {sessions.map((session) => (
        <Facts
          key={session.id}
          facts={[
            [
              session.agentVersion?.name ?? text.bot,
              <span key="id" className="mono">
                {session.sessionId}
              </span>,
            ],
            [text.started, session.startedAt && format.dateTime(session.startedAt)],
            [text.end, session.endedAt && format.dateTime(session.endedAt)],
            [text.endsCall, session.endedReason],
          ]}
        />
      ))}
    </Panel>
  );
}
