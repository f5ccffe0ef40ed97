import type { SourceItem } from '../../domain/record.js';

// By the text, since what is broken or nested too deeply names its call, too. An id can be anything's: better too much.
const NAMED =
  /"(?:callIds?|conversation(?:Id|_id)?|vaigConversationId|sessionId|transactionId|id)"\s*:\s*(?:\[\s*)?(?:"((?:[^"\\]|\\.){1,500})"|(-?\d{1,500}))/gi;
// A key can be written with escapes, too.
const ESCAPED_LETTER = /\\u00([46][1-9a-f]|[57][0-9a]|5f)/gi;
const MOST_NAMES = 1_000;

/** All in an item that nobody understood that can be the identifier of a call, or of a turn; at the most 1,000. */
export function namesIn({ address, body }: Pick<SourceItem, 'address' | 'body'>): readonly string[] {
  const names = new Set<string>();
  const text = `${address ?? ''}\n${body}`;
  const plain = text.replace(ESCAPED_LETTER, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  for (const [, string, digits] of plain.matchAll(NAMED)) {
    names.add(string === undefined ? (digits as string) : unescaped(string));
    if (names.size === MOST_NAMES) break;
  }
  return [...names];
}

function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
