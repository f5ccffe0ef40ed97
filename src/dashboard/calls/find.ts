import type { CallFilter } from '../generated/graphql';

/** Digits with what people write between them; enough of them to be somebody's number. */
const NUMBER = /^\+?[\d\s()/.-]{5,}$/;
const LEAST_DIGITS = 5;

/** What somebody looks for: a number, or words that were said. The id of a call is asked for beside either. */
export function filterOf(words: string): CallFilter {
  if (words === '') return {};
  const digits = words.replace(/\D/g, '').length;
  return NUMBER.test(words) && digits >= LEAST_DIGITS ? { caller: words } : { text: words };
}
