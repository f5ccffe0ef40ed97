import type { Instant } from './source.js';

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})?$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A point in time from RFC 3339 text, to the millisecond; null where it is none.
 * Text without an offset is read as UTC where `assumeUtc`, since some sources write GMT that way.
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function parseInstant(text: string, assumeUtc = false): Instant | null {
  const match = RFC3339.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', offset] = match;
  if (offset === undefined && !assumeUtc) return null;
  if (!isDate(Number(year), Number(month), Number(day))) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const milliseconds = (fraction || '.').slice(0, 4).padEnd(4, '0');
  const zone = offset === undefined ? 'Z' : offset.toUpperCase();
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${milliseconds}${zone}`);
  return Number.isNaN(instant) ? null : instant;
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] ?? 0)) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month !== 2 || day < 29 || leap;
}

const DAY_MS = 86_400_000;
const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
const THREE_DIGITS = Array.from({ length: 1_000 }, (_, value) => String(value).padStart(3, '0'));
// The last days written, each in the place of its number: an answer has few, and a Date costs more than all the rest.
const PLACES = 64;
const knownDays: number[] = new Array(PLACES).fill(Number.NaN);
const knownDates: string[] = new Array(PLACES).fill('');

/** RFC 3339 in UTC with milliseconds: `2023-03-02T17:11:45.602Z`. Throws RangeError beyond what a Date can hold. */
export function formatInstant(instant: Instant): string {
  const day = Math.floor(instant / DAY_MS);
  const place = Math.abs(day % PLACES) || 0;
  if (knownDays[place] !== day) {
    const date = new Date(day * DAY_MS).toISOString();
    knownDates[place] = date.slice(0, date.indexOf('T') + 1);
    knownDays[place] = day;
  }
  const ms = Math.trunc(instant) - day * DAY_MS;
  const seconds = Math.floor(ms / 1_000);
  const hour = TWO_DIGITS[Math.floor(seconds / 3_600)];
  const minute = TWO_DIGITS[Math.floor(seconds / 60) % 60];
  return `${knownDates[place]}${hour}:${minute}:${TWO_DIGITS[seconds % 60]}.${THREE_DIGITS[ms % 1_000]}Z`;
}
