import type { JsonText } from '../domain/source.js';

/** The texts of a CallData record that its clients choose freely. */
export interface Texts {
  readonly callId: string;
  readonly callerRaw: string;
  readonly content: string | null;
  readonly conversationId: string | null;
}

/**
 * What a text column would lose of these, as JSON, in which everything has an escape: half a surrogate pair has no
 * UTF-8, and PostgreSQL takes no NUL. Null where nothing is lost, which is nearly always.
 */
export function exactTexts({ callId, callerRaw, content, conversationId }: Texts): JsonText | null {
  const texts = { callId, callerRaw, content, conversationId };
  const lost = Object.entries(texts).filter(
    ([, text]) => text !== null && (text.includes('\0') || !text.isWellFormed()),
  );
  return lost.length === 0 ? null : JSON.stringify(Object.fromEntries(lost));
}

/** The texts as they were given. */
export function restoredTexts(row: Texts & { readonly exact: JsonText | null }): Texts {
  return row.exact === null ? row : { ...row, ...(JSON.parse(row.exact) as Partial<Texts>) };
}
