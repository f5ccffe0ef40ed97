import { useLanguage } from './language';
import { TERMS, type Terms } from './term-words';

export type { Terms } from './term-words';

/** The field's terms in the language of the page. */
export function useTerms(): Terms {
  return TERMS[useLanguage().language];
}
