import type { Dialect } from './orm.js';
import { storable } from './values.postgresql.js';

/**
 * A text as the database gives it back: half a surrogate pair has no UTF-8 and becomes U+FFFD, and PostgreSQL holds
 * NUL as an escape. What is compared with stored text has to go this way first, or it is never found again.
 */
export function storedText(text: string, dialect: Dialect): string {
  const wellFormed = text.toWellFormed();
  return dialect === 'postgresql' ? (storable(wellFormed) as string) : wellFormed;
}
