import { formatInstant } from '../../domain/instant.js';
import type { Instant, JsonText } from '../../domain/source.js';

/** How fields are written that are no JSON of themselves. */
export type FieldWriters = Readonly<Record<string, (value: never) => string>>;

/** A point in time as JSON. */
export const writeInstant = (value: Instant): string => `"${formatInstant(value)}"`;

/** JSON text that stands as it is. */
export const writeText = (value: JsonText): string => value;

/**
 * The item's own text: only the fields that were given, in the schema's order, so the same input always
 * makes the same text.
 */
export function bodyOf(input: object, writers: FieldWriters): JsonText {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const write = writers[name];
    const written = value === null || write === undefined ? JSON.stringify(value) : write(value as never);
    parts.push(`"${name}":${written}`);
  }
  return `{${parts.join(',')}}`;
}
