import type { CombinedError } from 'urql';
import { texts, useTexts } from '../language/language';
import './failure.css';

const words = texts({
  en: {
    network: 'The gateway does not answer.',
    refused: (code: string) => `The gateway refused the question (${code}).`,
    again: 'Ask again',
  },
  de: {
    network: 'Das Gateway antwortet nicht.',
    refused: (code) => `Das Gateway hat die Frage abgelehnt (${code}).`,
    again: 'Noch einmal fragen',
  },
});

/** Why there is no answer, in a plain word, and a way to ask again. */
export function Failure({ error, retry }: { readonly error: CombinedError; readonly retry?: () => void }) {
  const text = useTexts(words);
  const [first] = error.graphQLErrors;
  const sentence =
    first === undefined ? text.network : text.refused(String(first.extensions['code'] ?? 'INTERNAL_SERVER_ERROR'));
  return (
    <div className="failure" role="alert">
      <p>{sentence}</p>
      {first !== undefined && <p className="failure-detail">{first.message}</p>}
      {retry !== undefined && (
        <button type="button" onClick={retry}>
          {text.again}
        </button>
      )}
    </div>
  );
}
