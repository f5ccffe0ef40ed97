import { SEARCH_LIMITS } from '../domain/search.js';
import { type TextPiece, wordsOfPiece } from './text-index.js';

/** A part of a piece as a row of the index takes it. */
export interface TextVector {
  readonly client: number;
  readonly ref: number;
  readonly part: number;
  /** A tsvector in PostgreSQL's own words. */
  readonly vector: string;
}

// A tsvector keeps 256 places of a word, none of them beyond 16,383: a longer text is cut into parts that overlap
// by as much as a phrase may have.
const PART_WORDS = 256;
const STEP_WORDS = PART_WORDS - (SEARCH_LIMITS.words - 1);

/** The rows of a piece; none where it has no words. */
export function textVectors(piece: TextPiece): TextVector[] {
  const runs = (wordsOfPiece(piece) ?? []).flatMap(runsOf);
  return runs.map((words, part) => ({ client: piece.client, ref: piece.ref, part, vector: vectorOf(words) }));
}

function runsOf(words: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (let at = 0; at < words.length; at += STEP_WORDS) {
    runs.push(words.slice(at, at + PART_WORDS));
    if (at + PART_WORDS >= words.length) break;
  }
  return runs;
}

// Words are letters and digits, so a quote never stands in one.
function vectorOf(words: readonly string[]): string {
  return words.map((word, place) => `'${word}':${place + 1}`).join(' ');
}
