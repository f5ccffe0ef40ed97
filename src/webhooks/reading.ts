import { parseInstant } from '../domain/instant.js';
import { parseExact } from '../domain/json.js';
import type { RecordError } from '../domain/record.js';
import type { Instant, JsonText } from '../domain/source.js';
import type { DeliveredItem } from './items.js';

/** A JSON object whose fields are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Why a payload cannot be understood; the message names the place and never the value. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';

  constructor(
    readonly code: 'MISSING_FIELD' | 'INVALID_FIELD' | 'INVALID_ITEM' | 'LIMIT_EXCEEDED' | 'UNSUPPORTED_EVENT',
    readonly place: string,
    expected: string,
  ) {
    super(place === '' ? `The item ${expected}.` : `${place} ${expected}.`);
  }

  /** The error as records carry it. */
  toRecordError(): RecordError {
    return { code: this.code, message: this.message, path: this.place === '' ? [] : this.place.split('.') };
  }
}

/** Characters of a name or an identifier at the most: both are indexed, and an index holds no more. */
export const LONGEST_NAME = 500;

/** The object itself; null and an absent field are null. `place` is the object's own, e.g. `request.callMeta`. */
export function fieldsOf(value: unknown, place: string): Fields | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object' && !Array.isArray(value) && !isRaw(value)) return value as Fields;
  throw new PayloadError(place === '' ? 'INVALID_ITEM' : 'INVALID_FIELD', place, 'must be an object');
}

/** The elements of an array; none for null and an absent field. */
export function listOf(value: unknown, place: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new PayloadError('INVALID_FIELD', place, 'must be an array');
}

/** Text; null for null, an absent field and the empty string, with which sources say nothing. */
export function textOf(value: unknown, place: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  throw new PayloadError('INVALID_FIELD', place, 'must be a string');
}

/** Text that is a name or an identifier, and therefore short. */
export function nameOf(value: unknown, place: string): string | null {
  const text = textOf(value, place);
  if (text !== null && text.length > LONGEST_NAME) {
    throw new PayloadError('INVALID_FIELD', place, `must have at most ${LONGEST_NAME} characters`);
  }
  return text;
}

/** Text that must be there and say something. */
export function needed(text: string | null, place: string): string {
  if (text === null || text.trim() === '') throw new PayloadError('MISSING_FIELD', place, 'is required');
  return text;
}

/** A point in time as RFC 3339 has it, without an offset in UTC; null for null, an absent field and the empty string. */
export function instantOf(value: unknown, place: string): Instant | null {
  const text = textOf(value, place);
  if (text === null) return null;
  const instant = parseInstant(text, true);
  if (instant === null) throw new PayloadError('INVALID_FIELD', place, 'must be a time as RFC 3339 has it');
  return instant;
}

/** True or false; null for null and an absent field. */
export function flagOf(value: unknown, place: string): boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  throw new PayloadError('INVALID_FIELD', place, 'must be true or false');
}

/** A finite number; null for null and an absent field. */
export function numberOf(value: unknown, place: string): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new PayloadError('INVALID_FIELD', place, 'must be a number');
}

const LARGEST_COUNT = 2_147_483_647;

/** A count or a duration: a number from 0 to 2³¹ − 1, rounded to a whole one. */
export function countOf(value: unknown, place: string): number | null {
  const count = numberOf(value, place);
  if (count === null) return null;
  if (count >= 0 && count <= LARGEST_COUNT) return Math.round(count);
  throw new PayloadError('INVALID_FIELD', place, `must be from 0 to ${LARGEST_COUNT}`);
}

/** Reads an item once, and a second time where its wide integers have to keep every digit. */
export function readExactly<T>(item: DeliveredItem, read: (value: unknown, exact: ExactText) => T): T {
  const exact = new ExactText(item.wideIntegers);
  const rounded = read(item.value, exact);
  return exact.inexact ? read(parseExact(item.text), new ExactText([])) : rounded;
}

// As JSON.stringify writes a rounded integer: from 1e21 with an exponent.
const WIDE_INTEGER = /\d{16}|\de\+\d/;
// An integer with more digits can be infinite as a double, which JSON.stringify writes as null.
const FINITE_DIGITS = 308;

/**
 * Gives back numbers with every digit. It works on a value in which wide integers are rounded, and knows the
 * item's wide integers as they were written; where that is not enough, `inexact` turns true and the item has to
 * be read again from `parseExact`, with a reader that knows none.
 */
export class ExactText {
  inexact: boolean;
  #digitsOf: ReadonlyMap<number, string> | undefined;

  constructor(private readonly wideIntegers: readonly string[]) {
    this.inexact = wideIntegers.some((digits) => digits.length > FINITE_DIGITS);
  }

  /** An identifier that is a string or a number; null for null, an absent field and the empty string. */
  identifier(value: unknown, place: string): string | null {
    if (typeof value === 'number') return nameOf(this.digits(value), place);
    if (isRaw(value)) return nameOf(JSON.stringify(value), place);
    return nameOf(value, place);
  }

  /** The value's JSON text; null for an absent field. */
  json(value: unknown): JsonText | null {
    if (value === undefined) return null;
    if (value === '') return '""';
    const text = JSON.stringify(value);
    if (this.wideIntegers.length > 0 && typeof value !== 'string' && WIDE_INTEGER.test(text)) this.inexact = true;
    return text;
  }

  private digits(value: number): string {
    if (Number.isSafeInteger(value)) return String(value);
    this.#digitsOf ??= digitsByValue(this.wideIntegers);
    const digits = this.#digitsOf.get(value);
    if (digits === AMBIGUOUS) this.inexact = true;
    return digits ?? String(value);
  }
}

const AMBIGUOUS = '';

// Looked up, not searched: an item may hold hundreds of thousands of them.
function digitsByValue(wideIntegers: readonly string[]): ReadonlyMap<number, string> {
  const byValue = new Map<number, string>();
  for (const digits of wideIntegers) {
    const value = Number(digits);
    const earlier = byValue.get(value);
    // Two numbers that a double cannot tell apart.
    byValue.set(value, earlier === undefined || earlier === digits ? digits : AMBIGUOUS);
  }
  return byValue;
}

/** Whether it is a wide number as `parseExact` keeps it, which is an object for JavaScript alone. */
export function isRaw(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return (JSON as unknown as { isRawJSON(value: unknown): boolean }).isRawJSON(value);
}
