import { useQuery } from 'urql';
import { Facts } from '../elements/facts';
import { Failure } from '../elements/failure';
import { RawTransactionDocument } from '../generated/graphql';
import { useFormat } from '../language/format';
import { useTexts } from '../language/language';
import { Fold, Json, Variables } from './fold';
import { callsTexts } from './text';
import type { Turn } from './timeline';

/** A turn as a dialogue: what the person said, what was made of it, and what the bot answered. */
export function TurnView({ turn }: { readonly turn: Turn }) {
  const text = useTexts(callsTexts);
  const format = useFormat();
  const launch = turn.kind === 'LAUNCH';
  return (
    <div className="turn">
      <div className="said said-by-caller">
        <p className="said-head muted">
          <time dateTime={turn.requestTimestamp}>{format.time(turn.requestTimestamp)}</time>
        </p>
        <p className="said-text">
          {turn.text ?? <span className="muted">{launch ? text.launch : text.saidNothing}</span>}
        </p>
      </div>
      <Understood turn={turn} />
      {turn.promptText !== null && turn.promptText !== '' && (
        <div className="said said-by-bot">
          <p className="said-head muted">
            {text.bot}
            {turn.responseTimeMs !== null && (
              <span title={text.responseTime}>{format.duration(turn.responseTimeMs)}</span>
            )}
          </p>
          <p className="said-text">{turn.promptText}</p>
        </div>
      )}
      <Details turn={turn} />
    </div>
  );
}

function Understood({ turn }: { readonly turn: Turn }) {
  const text = useTexts(callsTexts);
  const format = useFormat();
  const { intent, transition, intentRanking } = turn;
  // The intent that the dialogue acted on carries no confidence of its own; what was recognised does.
  const confidence = intent?.confidence ?? intentRanking.find(({ name }) => name === intent?.name)?.confidence;
  return (
    <p className="understood">
      {intent !== null && <strong className="mono">{intent.name}</strong>}
      {confidence !== undefined && confidence !== null && (
        <span className="muted">{text.confidence(format.percent(confidence))}</span>
      )}
      {transition?.explicitlyHandled === false && <span className="mark mark-warn">{text.notUnderstood}</span>}
      {turn.errors.occurrences > 0 && (
        <span className="mark mark-bad">
          {format.number(turn.errors.occurrences)} {text.errors}
        </span>
      )}
      {transition !== null && (
        <span>{text.leads(nameOf(transition.from), transition.terminal ? text.end : nameOf(transition.to))}</span>
      )}
    </p>
  );
}

function nameOf(state: { readonly name: string | null; readonly stateId: string } | null): string {
  return state === null ? '–' : (state.name ?? state.stateId);
}

function Details({ turn }: { readonly turn: Turn }) {
  const text = useTexts(callsTexts);
  const format = useFormat();
  return (
    <div className="turn-details">
      {turn.intentRanking.length > 1 && (
        <Fold title={text.ranking}>
          {() => <Facts facts={turn.intentRanking.map(({ name, confidence }) => [name, format.percent(confidence)])} />}
        </Fold>
      )}
      {turn.variables.length > 0 && <Fold title={text.variables}>{() => <Variables of={turn.variables} />}</Fold>}
      <Fold title={text.raw}>{() => <Raw transactionId={turn.transactionId} />}</Fold>
    </div>
  );
}

// As the source sent it; asked for when somebody wants to see it.
function Raw({ transactionId }: { readonly transactionId: string }) {
  const text = useTexts(callsTexts);
  const [{ data, error }, ask] = useQuery({ query: RawTransactionDocument, variables: { transactionId } });
  if (error !== undefined) return <Failure error={error} retry={ask} />;
  const raw = data?.transaction;
  if (!raw) return <p className="muted">{text.loading}</p>;
  return (
    <>
      <Json value={raw.request} label={text.request} />
      <Json value={raw.response} label={text.response} />
    </>
  );
}
