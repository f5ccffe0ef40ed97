import { parseExact } from '../../domain/json.js';
import { MASK } from '../../domain/privacy.js';
import type { JsonText } from '../../domain/source.js';

/** What becomes of the values inside of something that a bot kept. */
export interface ValueRules {
  isDenied(name: string): boolean;
  clean(text: string): string;
}

/** Digits that could be somebody's number; fewer count or measure something. */
const LONG_NUMBER = /\d{7}/;
const INSTANT = /^[12]\d{12}$/;
/** A name as programs have them: no sentence and no full name is one. */
const PLAIN_KEY = /^[\p{L}_$@][\p{L}\p{N}_$@.-]{0,99}$/u;
/** A name as people who make a bot write it, too. */
const NAMED_KEY = /^[\p{L}_$@][\p{L}\p{N}_$@ .-]{0,99}$/u;

/** JSON with every text in it masked; keys that are no plain names are, too. */
export function maskValues(json: JsonText): JsonText {
  return JSON.stringify(masked(parseExact(json)));
}

/** Masks every text and every long number in a parsed value. */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? value : MASK;
  if (isLongNumber(value)) return MASK;
  if (Array.isArray(value)) return value.map(masked);
  return isObject(value) ? mapped(value, (_key, inner) => masked(inner)) : value;
}

/** JSON without what its names deny and what is found in its texts. */
export function valuesWithout(json: JsonText, rules: ValueRules): JsonText {
  return JSON.stringify(cleaned(parseExact(json), rules));
}

function cleaned(value: unknown, rules: ValueRules): unknown {
  if (typeof value === 'string') return rules.clean(value);
  if (isLongNumber(value)) return cleanNumber(value, rules);
  if (Array.isArray(value)) return value.map((element) => cleaned(element, rules));
  if (!isObject(value)) return value;
  // { "name": "email", "value": "…" } names its value as { "email": "…" } does.
  const named = ['name', 'key', 'id'].some((key) => typeof value[key] === 'string' && rules.isDenied(value[key]));
  const made = (key: string, inner: unknown) => {
    if (inner === null || typeof inner === 'boolean') return inner;
    if (rules.isDenied(key) && !(key === 'name' && 'value' in value)) return MASK;
    return named && key === 'value' ? MASK : cleaned(inner, rules);
  };
  return mapped(value, made, NAMED_KEY);
}

function cleanNumber(value: unknown, rules: ValueRules): unknown {
  const text = JSON.stringify(value);
  return rules.clean(text) === text && rules.clean(`+${text}`) === `+${text}` ? value : MASK;
}

/** An object's values made anew; a null prototype, so that a key named __proto__ stays a key. */
export function mapped(
  source: Readonly<Record<string, unknown>>,
  make: (key: string, value: unknown) => unknown,
  plainKey = PLAIN_KEY,
): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(source)) {
    const plain = plainKey.test(key) && !LONG_NUMBER.test(key.replace(/[ .-]/g, ''));
    result[plain ? key : freeKey(result)] = make(key, value);
  }
  return result;
}

/** Keys of an object as they are once it is masked. */
export function maskedKeys(keys: readonly string[]): string[] {
  return Object.keys(mapped(Object.fromEntries(keys.map((key) => [key, null])), () => null));
}

function freeKey(result: object): string {
  let key = MASK;
  for (let count = 2; key in result; count++) key = `${MASK} ${count}`;
  return key;
}

/** Whether it is a number with so many digits that it could be somebody's; a point in time in milliseconds is not. */
export function isLongNumber(value: unknown): boolean {
  if (typeof value !== 'number' && !isRaw(value)) return false;
  const text = JSON.stringify(value);
  return LONG_NUMBER.test(text) && !text.includes('.') && !INSTANT.test(text);
}

/** An object of JSON; a wide number is one for JavaScript alone. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRaw(value);
}

function isRaw(value: unknown): boolean {
  return (JSON as unknown as { isRawJSON(value: unknown): boolean }).isRawJSON(value);
}
