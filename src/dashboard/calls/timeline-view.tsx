import { InitiatorTerm } from '../elements/term';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { reasonOf } from '../language/term-words';
import { useTerms } from '../language/terms';
import { Fold, Json } from './fold';
import { callsTexts } from './text';
import type { Hangup, Message, Moment } from './timeline';
import { TurnView } from './turn-view';

/** What happened in a call, one after the other. */
export function Timeline({ moments }: { readonly moments: readonly Moment[] }) {
  return (
    <ol className="timeline">
      {moments.map((moment) => (
        <li key={moment.id} className={`moment moment-${moment.kind}`}>
          <MomentView moment={moment} />
        </li>
      ))}
    </ol>
  );
}

function MomentView({ moment }: { readonly moment: Moment }) {
  if (moment.kind === 'turn') return <TurnView turn={moment.turn} />;
  if (moment.kind === 'hangup') return <HangupView hangup={moment.hangup} />;
  return <MessageView message={moment.message} />;
}

function HangupView({ hangup }: { readonly hangup: Hangup }) {
  const text = useTexts(callsTexts);
  const format = useFormat();
  const terms = useTerms();
  const { state } = hangup;
  const why = reasonOf(hangup, terms);
  return (
    <div className={`hangup${hangup.primary ? ' hangup-primary' : ''}`}>
      <p className="hangup-line">
        <time dateTime={hangup.occurredAt} className="muted">
          {format.time(hangup.occurredAt)}
        </time>
        <InitiatorTerm initiator={hangup.initiator} />
        {why !== terms.reasonCode.UNKNOWN && <strong>{why}</strong>}
        {hangup.reason && hangup.reason !== why && <q className="muted">{hangup.reason}</q>}
        {state !== null && <span>{text.inState(state.name ?? state.stateId)}</span>}
        <span className="muted">
          {terms.source[hangup.source]}, {terms.basis[hangup.initiatorBasis]}
        </span>
      </p>
      {hangup.primary && <p className="muted">{text.endsCall}</p>}
      {hangup.botOperationResult !== null && (
        <p>
          {text.botOperation}: {terms.botOperation[hangup.botOperationResult]}
        </p>
      )}
      {hangup.botOperationData !== null && (
        <Fold title={text.botOperationData}>
          {() => <Json value={hangup.botOperationData} label={text.botOperationData} />}
        </Fold>
      )}
      {hangup.sipHeaders.length > 0 && (
        <Fold title={text.sipHeaders}>{() => <Json value={hangup.sipHeaders} label={text.sipHeaders} />}</Fold>
      )}
    </div>
  );
}

function MessageView({ message }: { readonly message: Message }) {
  const text = useTexts(callsTexts);
  const format = useFormat();
  const inbound = message.direction === 'INBOUND';
  return (
    <div className={`said said-by-${inbound ? 'caller' : 'bot'}`}>
      <p className="said-head muted">
        <time dateTime={message.createdAt}>{format.time(message.createdAt)}</time>
        <span>
          {text.message} {message.deliveryStatus}
        </span>
      </p>
      <p className="said-text">{message.body ?? text.saidNothing}</p>
      {message.translatedBody !== null && <p className="said-text muted">{message.translatedBody}</p>}
    </div>
  );
}
