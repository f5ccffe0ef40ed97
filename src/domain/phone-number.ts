import { createRequire } from 'node:module';
import type * as Library from 'libphonenumber-js/max';

type Country = Library.CountryCode;

interface Metadata {
  /** Calling code to the countries that share it, the main one first. */
  readonly country_calling_codes: Readonly<Record<string, readonly Country[]>>;
  /** A country's plan is a tuple; what is dialled before a local number stands at 5. */
  readonly countries: Readonly<Record<string, readonly unknown[]>>;
}

interface Loaded {
  readonly library: typeof Library;
  readonly metadata: Metadata;
}

const TRUNK_PREFIX = 5;

const require = createRequire(import.meta.url);
let loaded: Loaded | undefined;

// The metadata of all countries takes tens of milliseconds to load, which a start without numbers is spared.
function load(): Loaded {
  if (loaded === undefined) {
    loaded = {
      library: require('libphonenumber-js/max'),
      metadata: require('libphonenumber-js/metadata.max.json'),
    };
  }
  return loaded;
}

/** The longest text that is looked at as a number: E.164 has 15 digits, the rest is room for separators. */
const LONGEST = 64;
const WRAPPER = /^[^<]*<?\s*(?:sips?|tel):(?:\/\/)?([^@;>?]*)/i;
const LOST_PLUS = /^\s+(?=[1-9])/;
const SEPARATORS = /[\s()./·]|\p{Pd}/gu;
const DIGITS = /^\+?\d{2,17}$/;

/** What stands inside `sip:…@host` or `tel:…`, else the text itself; a `+` that became a space is put back. */
export function bareNumber(raw: string): string {
  const inside = WRAPPER.exec(raw)?.[1];
  if (inside !== undefined) return inside.replace(/^%2b/i, '+').trim();
  return raw.replace(LOST_PLUS, '+').trim();
}

/**
 * A number's `+` form, null where the text is none. A local number needs the country (ISO 3166-1 alpha-2).
 * A number given with its `+` is taken at its word, whether or not it could be dialled.
 */
export function e164Of(bare: string, country: string | null): string | null {
  if (bare.length > LONGEST) return null;
  const text = bare
    .normalize('NFKC')
    .replace(/^(\s*(?:\+|00)[\s\d]*)\(0\)/, '$1')
    .replace(SEPARATORS, '');
  if (!DIGITS.test(text)) return null;
  if (text.startsWith('+')) return international(text);
  if (text.startsWith('00')) return international(`+${text.slice(2)}`);
  return country !== null && isCountry(country) ? local(text, country) : null;
}

/** The `+` form of digits that may have lost their `+`; null for a number that is surely local. */
export function plusRestored(bare: string): string | null {
  const text = bare.replace(SEPARATORS, '');
  return /^[1-9]\d{5,14}$/.test(text) ? international(`+${text}`) : null;
}

/** ISO 3166-1 alpha-2 for `+41`, `41`, `0041` or `CH`, whatever follows the code; null where it is none. */
export function countryOf(code: string): string | null {
  const text = code.trim();
  const name = text.toUpperCase();
  if (/^[A-Z]{2}$/.test(name)) return isCountry(name) ? name : null;
  const digits = /^(?:\+|00)?\s*(\d{1,3})(?!\d)/.exec(text)?.[1];
  const countries = digits === undefined ? undefined : load().metadata.country_calling_codes[digits];
  return countries?.find((country) => isCountry(country)) ?? null;
}

/** Where phone numbers stand in a text; local ones are of `country`. */
export function phoneNumbersIn(text: string, country: string): { startsAt: number; endsAt: number }[] {
  const options = isCountry(country) ? { defaultCountry: country } : {};
  return load().library.findPhoneNumbersInText(text, options);
}

function isCountry(name: string): name is Country {
  return /^[A-Z]{2}$/.test(name) && load().library.isSupportedCountry(name);
}

function international(text: string): string | null {
  const parsed = load().library.parsePhoneNumberFromString(text, { extract: false });
  if (parsed !== undefined) return parsed.number;
  return /^\+[1-9]\d{5,14}$/.test(text) ? text : null;
}

function local(digits: string, country: Country): string | null {
  const { library, metadata } = load();
  const code = library.getCountryCallingCode(country);
  // Read as local, 49176… under DE is valid with the calling code doubled: so the lost + is tried first.
  const plus = digits.startsWith(code) ? `+${digits}` : '';
  const restored = library.parsePhoneNumberFromString(plus, { extract: false });
  if (restored?.isValid()) return restored.number;
  const parsed = library.parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
  if (parsed?.isValid()) return parsed.number;
  const trunk = metadata.countries[country]?.[TRUNK_PREFIX];
  // A number outside the plan keeps its trunk prefix in the library's answer, and would not equal its own + form.
  if (typeof trunk === 'string' && digits.startsWith(trunk))
    return international(`+${code}${digits.slice(trunk.length)}`);
  if (parsed?.isPossible()) return parsed.number;
  return restored?.number ?? null;
}
