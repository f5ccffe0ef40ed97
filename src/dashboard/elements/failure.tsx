import type { CombinedError } from 'urql';
import { texts, useTexts } from '../language/language';
import './failure.css';

const words = texts({
  en: {
    network: 'The gateway does not answer.',
    status: (status: string) => `The gateway answered with ${status}.`,
    refused: 'The gateway refused the question',
    RATE_LIMITED: 'This key asks too often, wait a moment',
    OVERLOADED: 'The gateway has too much to do, try again in a moment',
    TIMEOUT: 'The answer took too long, a shorter time takes less',
    FORBIDDEN: 'This key may not see that',
    INTERNAL_SERVER_ERROR: 'The gateway could not answer',
    coded: (sentence: string, code: string) => `${sentence} (${code}).`,
    request: 'Request',
    again: 'Ask again',
  },
  de: {
    network: 'Das Gateway antwortet nicht.',
    status: (status) => `Das Gateway hat mit ${status} geantwortet.`,
    refused: 'Das Gateway hat die Frage abgelehnt',
    RATE_LIMITED: 'Dieser Schlüssel fragt zu oft, bitte kurz warten',
    OVERLOADED: 'Das Gateway hat zu viel zu tun, bitte gleich noch einmal fragen',
    TIMEOUT: 'Die Antwort hat zu lange gedauert, ein kürzerer Zeitraum braucht weniger',
    FORBIDDEN: 'Dieser Schlüssel darf das nicht sehen',
    INTERNAL_SERVER_ERROR: 'Das Gateway konnte nicht antworten',
    coded: (sentence, code) => `${sentence} (${code}).`,
    request: 'Anfrage',
    again: 'Noch einmal fragen',
  },
});
const KNOWN = ['RATE_LIMITED', 'OVERLOADED', 'TIMEOUT', 'FORBIDDEN', 'INTERNAL_SERVER_ERROR'] as const;

/** Why there is no answer, in a plain word, where the log tells more, and a way to ask again. */
export function Failure({ error, retry }: { readonly error: CombinedError; readonly retry?: () => void }) {
  const text = useTexts(words);
  const [first] = error.graphQLErrors;
  const requestId = requestIdOf(error);
  return (
    <div className="failure" role="alert">
      <p>{useSentence(error)}</p>
      {first !== undefined && <p className="failure-detail">{first.message}</p>}
      {requestId !== null && (
        <p className="failure-detail failure-request">
          {text.request} <code>{requestId}</code>
        </p>
      )}
      {retry !== undefined && (
        <button type="button" onClick={retry}>
          {text.again}
        </button>
      )}
    </div>
  );
}

function useSentence({ graphQLErrors: [first], response }: CombinedError): string {
  const text = useTexts(words);
  if (first !== undefined) {
    const code = String(first.extensions['code'] ?? 'INTERNAL_SERVER_ERROR');
    const known = KNOWN.find((one) => one === code);
    return text.coded(known === undefined ? text.refused : text[known], code);
  }
  const status = (response as Response | undefined)?.status ?? 0;
  return status >= 400 ? text.status(String(status)) : text.network;
}

/** What the lines of the gateway's log carry of the request that failed; null where it never arrived. */
function requestIdOf({ graphQLErrors: [first], response }: CombinedError): string | null {
  const told = first?.extensions['requestId'];
  return typeof told === 'string' ? told : ((response as Response | undefined)?.headers.get('x-request-id') ?? null);
}
