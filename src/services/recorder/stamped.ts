import type { JsonText } from '../../domain/source.js';

/**
 * A row whose fields each remember how late the version was that said them, so that versions may come in any
 * order: a later version's value stands, and what a version does not say is left to the others.
 */
export interface Stamped<Row> {
  readonly row: Row;
  /** One stamp a field, in the fields' order, as JSON; -1 where nobody said it yet. */
  readonly stamps: JsonText;
}

/** Adds a version to what is known; `known` is null for the first one. */
export function withVersion<Row extends object>(
  known: Stamped<Row> | null,
  said: Row,
  fields: readonly (keyof Row)[],
  stamp: number,
): Stamped<Row> {
  const row = { ...(known?.row ?? said) };
  const stamps = known === null ? fields.map(() => -1) : (JSON.parse(known.stamps) as number[]);
  for (const [place, field] of fields.entries()) {
    if (said[field] === null || stamp < (stamps[place] ?? -1)) continue;
    row[field] = said[field];
    stamps[place] = stamp;
  }
  return { row, stamps: JSON.stringify(stamps) };
}
