import { badInput } from './errors.js';

/** The bounds of a full-text question, and of a word in the index; what is longer is cut. */
export const SEARCH_LIMITS = { characters: 500, words: 16, wordCharacters: 64 } as const;

/** Words that stand beside each other in one text; with `prefix` the last one may go on. */
export interface SearchTerm {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const ASCII_WORD = /[a-z0-9]+/g;
const BEYOND_ASCII = /[\u0080-\uffff]+/g;
const FOLDED_RUNS = 2_000;

/**
 * The words of a text as both databases hold and compare them: runs of letters and digits, without regard to case,
 * accents and compatibility forms, `ß` as `ss`. Databases differ in all of this, so none of them is asked.
 */
export function wordsOf(text: string): string[] {
  const folded = text.toLowerCase().replace(BEYOND_ASCII, foldedRun);
  return (folded.match(folded.search(BEYOND_ASCII) === -1 ? ASCII_WORD : WORD) ?? []).map(cut);
}

const folds = new Map<string, string>();

// Most runs are single letters, and few of them; their foldings are kept.
function foldedRun(run: string): string {
  const known = folds.get(run);
  if (known !== undefined) return known;
  // Decomposed marks of Latin, Greek and Cyrillic letters go; other scripts' marks are parts of their words.
  const folded = run
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ');
  if (run.length === 1 && folds.size < FOLDED_RUNS) folds.set(run, folded);
  return folded;
}

function cut(word: string): string {
  if (word.length <= SEARCH_LIMITS.wordCharacters) return word;
  return [...word].slice(0, SEARCH_LIMITS.wordCharacters).join('');
}

/**
 * What a full-text question asks for; all terms must be found. `refund*` is the beginning of a word and
 * `"not working"` words beside each other, as is what has no space in it, like `info@example.com`; any other
 * sign parts words. Throws BAD_USER_INPUT where it is too long or holds no word.
 */
export function searchTerms(text: string, ...path: string[]): SearchTerm[] {
  const { characters, words } = SEARCH_LIMITS;
  if (text.length > characters) throw badInput(`Must have at most ${characters} characters.`, ...path);
  const terms = [...text.matchAll(/"([^"]*)"(\*?)|([^\s"]+)/g)]
    .map(([, phrase, star, plain]) =>
      phrase === undefined
        ? { words: wordsOf(plain ?? ''), prefix: plain?.endsWith('*') === true }
        : { words: wordsOf(phrase), prefix: star === '*' },
    )
    .filter((term) => term.words.length > 0);
  const count = terms.reduce((sum, term) => sum + term.words.length, 0);
  if (count === 0) throw badInput('Must hold at least one word.', ...path);
  if (count > words) throw badInput(`Must hold at most ${words} words.`, ...path);
  return terms;
}
