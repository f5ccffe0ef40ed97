import type { JsonText } from './source.js';

/**
 * Parses JSON and keeps integers that are wider than a double: they come back from `JSON.stringify`
 * with every digit. Throws SyntaxError.
 * @see https://github.com/tc39/proposal-json-parse-with-source
 */
export function parseExact(text: JsonText): unknown {
  return WIDE_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

const WIDE_NUMBER = /\d{16}/;
const INTEGER = /^-?\d+$/;

// TypeScript does not know the reviver's third argument nor JSON.rawJSON yet.
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

function keepDigits(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined) return value;
  if (Number.isSafeInteger(value) || !INTEGER.test(source)) return value;
  return rawJSON(source);
}

/** JSON text with the keys of every object in code-unit order: equal for equal content. `without` names members left out. */
export function canonicalJson(text: JsonText, without: readonly string[] = []): JsonText {
  const value = parseExact(text);
  if (without.length > 0 && typeof value === 'object' && value !== null) {
    for (const name of without) delete (value as Record<string, unknown>)[name];
  }
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || isRaw(value)) return value;
  const source = value as Record<string, unknown>;
  // A null prototype, so that a key named __proto__ stays a key.
  const result: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(source).sort()) result[key] = sorted(source[key]);
  return result;
}

function isRaw(value: object): boolean {
  return (JSON as unknown as { isRawJSON(value: unknown): boolean }).isRawJSON(value);
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
