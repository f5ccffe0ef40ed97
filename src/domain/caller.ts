import { LRUCache } from 'lru-cache';
import { bareNumber, e164Of, plusRestored } from './phone-number.js';

import { hashWith, isOfPhone, isPseudonym, pseudonymOf } from './privacy.js';

export { countryOf } from './phone-number.js';

/** What a caller's identifier is: a number, a chat user's id, or a number that was held back. */
export const CallerKind = { PHONE: 'PHONE', USER_ID: 'USER_ID', WITHHELD: 'WITHHELD' } as const;
export type CallerKind = (typeof CallerKind)[keyof typeof CallerKind];

/** The person on the other side, as far as the source knows. */
export interface Caller {
  /** As the source sent it; null once it was redacted. */
  readonly raw: string | null;
  /** `+` and digits, where the raw form is a phone number. */
  readonly e164: string | null;
  readonly kind: CallerKind;
  readonly redacted: boolean;
}

const WITHHELD = /^(?:|anonymous|restricted|unavailable|unknown|private|withheld|blocked)$/i;

/** Callers that are remembered, since a call's turns all name the same one. */
const REMEMBERED = 5_000;
const LONGEST_REMEMBERED = 64;
const known = new LRUCache<string, Caller>({ max: REMEMBERED });

/**
 * The caller behind what a source sent. `country` is ISO 3166-1 alpha-2, for local numbers; null where none
 * is known. Takes any text and never throws.
 */
export function callerOf(raw: string, country: string | null): Caller {
  if (raw.length > LONGEST_REMEMBERED) return read(raw, country);
  const key = `${country ?? ''} ${raw}`;
  let caller = known.get(key);
  if (caller === undefined) {
    caller = read(raw, country);
    known.set(key, caller);
  }
  return caller;
}

function read(raw: string, country: string | null): Caller {
  if (isPseudonym(raw)) return redactedCaller(raw);
  const bare = bareNumber(raw);
  if (WITHHELD.test(bare)) return { raw, e164: null, kind: CallerKind.WITHHELD, redacted: false };
  const e164 = e164Of(bare, country);
  return { raw, e164, kind: e164 === null ? CallerKind.USER_ID : CallerKind.PHONE, redacted: false };
}

/** Whether it is a number that means the same whatever the country. */
export function isInternational(raw: string): boolean {
  return callerOf(raw, null).e164 !== null;
}

/** The caller whom a pseudonym stands for: nothing is known but that it is always the same one. */
export function redactedCaller(pseudonym: string): Caller {
  const kind = isOfPhone(pseudonym) ? CallerKind.PHONE : CallerKind.USER_ID;
  return { raw: null, e164: null, kind, redacted: true };
}

/** A caller as rows hold it. */
export function storedCaller(raw: string | null, e164: string | null, kind: CallerKind): Caller {
  if (raw !== null && isPseudonym(raw)) return redactedCaller(raw);
  return { raw, e164, kind, redacted: raw === null };
}

/** By what callers are compared: the `+` form where there is one, else the text as it came. */
export function matchKey(raw: string, country: string | null): string {
  return callerOf(raw, country).e164 ?? raw;
}

/**
 * Every key under which the caller of a question may have been stored, the likeliest first: digits without
 * a `+` may be a local number or one whose `+` was lost on the way, in the question or when it was stored.
 */
export function matchKeys(raw: string, country: string | null): readonly string[] {
  const first = matchKey(raw, country);
  const restored = plusRestored(bareNumber(raw));
  const lost = first.startsWith('+') ? matchKey(first.slice(1), country) : null;
  return [...new Set([first, restored, lost].filter((key) => key !== null))];
}

/** The keys of a question's caller and, where there is a privacy key, what stands for them in private calls. */
export function storedKeys(raw: string, country: string | null, privacyKey: string | null): readonly string[] {
  const keys = matchKeys(raw, country);
  return privacyKey === null ? keys : [...keys, ...keys.map((key) => pseudonymOf(key, hashWith(privacyKey)))];
}
