import { createRequire } from 'node:module';
import type * as Ibans from 'ibantools';
import { phoneNumbersIn } from './phone-number.js';
import { MASK } from './privacy.js';

const require = createRequire(import.meta.url);

const EMAIL = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
// Two letters, two check digits, then groups as people write them.
const IBAN = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]){11,30}\b/gi;
const CARD = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;

/** Longer texts are masked whole: looking through them would hold up everybody. */
const LONGEST = 1_000;

/**
 * A text without the e-mail addresses, bank accounts, card numbers and phone numbers in it; local numbers are of
 * `country`. What is found stands as the mask, and a text without any is the same text.
 */
export function withoutPersonal(text: string, country: string): string {
  if (text.length > LONGEST) return MASK;
  const masked = text
    .replace(EMAIL, MASK)
    .replace(IBAN, (found) => (isIban(found) ? MASK : found))
    .replace(CARD, (found) => (isCard(found) ? MASK : found));
  return withoutPhones(masked, country);
}

function withoutPhones(text: string, country: string): string {
  if (!/\d[^\p{L}]{3,}\d/u.test(text)) return text;
  let masked = text;
  for (const { startsAt, endsAt } of [...phoneNumbersIn(text, country)].reverse()) {
    masked = masked.slice(0, startsAt) + MASK + masked.slice(endsAt);
  }
  return masked;
}

// Loaded by the first text that could hold one.
function isIban(text: string): boolean {
  const { electronicFormatIBAN, isValidIBAN } = require('ibantools') as typeof Ibans;
  const plain = electronicFormatIBAN(text);
  return plain !== null && isValidIBAN(plain);
}

/** @see https://en.wikipedia.org/wiki/Luhn_algorithm */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
