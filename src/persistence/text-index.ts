import { wordsOf } from '../domain/search.js';

/**
 * The texts of one record that are searched, one or two; no phrase reaches from one into another. The record's own
 * internal id is the piece's: ids are of one space, so that a call's pieces follow their records wherever these go.
 */
export interface TextPiece {
  readonly client: number;
  readonly ref: number;
  readonly texts: readonly (string | null)[];
}

/** A word as it stands in the index: an index is of all clients, and no word of one is a word of another. */
export function wordOf(client: number, word: string): string {
  return `${client}_${word}`;
}

/** The words of each text of a piece; null where it has none. */
export function wordsOfPiece({ client, texts }: TextPiece): string[][] | null {
  const words = texts.map((text) => (text === null ? [] : wordsOf(text).map((word) => wordOf(client, word))));
  return words.some((list) => list.length > 0) ? words : null;
}
