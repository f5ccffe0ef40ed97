import { CallerKind, callerOf, countryOf, matchKey, storedKeys } from '../../domain/caller.js';
import { badInput } from '../../domain/errors.js';

/** A person as stored records and texts may name them. */
export interface Person {
  /** As callers are compared. */
  readonly keys: readonly string[];
  /** What any form of the number is like, as SQL's LIKE has it: others can be, too. */
  readonly likenesses: readonly string[];
  /** Whether what a source sent as a caller is them. */
  isNamedBy(callerRaw: string): boolean;
  /** Whether a text names them, in whatever form. */
  isNamedIn(text: string): boolean;
}

const SHORTEST = 3;
const LONGEST = 256;
/** Digits of a number that are the same in all its forms; fewer are a part of many numbers. */
const CORE_DIGITS = 7;
const E164 = /^\+\d+$/;

/** The person behind a question; throws BAD_USER_INPUT for what names nobody, such as `anonymous`. */
export function personOf(
  raw: string,
  countryCode: string | null,
  ownCountry: string,
  privacyKey: string | null,
): Person {
  if (raw.trim().length < SHORTEST || raw.length > LONGEST) {
    throw badInput(`Must be from ${SHORTEST} to ${LONGEST} characters.`, 'input', 'caller');
  }
  const given = countryCode === null ? null : countryOf(countryCode);
  if (countryCode !== null && given === null) throw badInput('Names no country.', 'input', 'countryCode');
  const country = given ?? ownCountry;
  const caller = callerOf(raw, country);
  if (caller.kind === CallerKind.WITHHELD) throw badInput('Is what withheld numbers are called.', 'input', 'caller');
  const keys = [...new Set([...storedKeys(raw, country, privacyKey), raw])];
  const numbers = keys.filter((key) => E164.test(key));
  const pattern = new RegExp([...keys.map(literally), ...numbers.map(byDigits)].join('|'));
  return {
    keys,
    likenesses: numbers.map((number) => `%${[...number.slice(-CORE_DIGITS)].join('%')}%`),
    isNamedBy: (callerRaw) => keys.includes(callerRaw) || keys.includes(matchKey(callerRaw, ownCountry)),
    isNamedIn: (text) => pattern.test(text) || pattern.test(withoutEscapes(text)),
  };
}

function literally(key: string): string {
  return `(?<![\\p{L}\\p{N}])${key.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![\\p{L}\\p{N}])`.replaceAll(
    '\\p{L}\\p{N}',
    'A-Za-z0-9',
  );
}

// The number without what differs between its forms, whatever stands between the digits.
function byDigits(e164: string): string {
  const digits = e164.slice(1);
  const core = digits.length > CORE_DIGITS + 3 ? digits.slice(3) : digits.slice(-CORE_DIGITS);
  return `${[...core].join('[\\s()./·\\u2010-\\u2015-]{0,3}')}(?!\\d)`;
}

function withoutEscapes(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
