import { MetricInterval } from './insight.js';
import type { Instant } from './source.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const ZONES_KEPT = 100;
const OFFSETS_KEPT = 5_000;

const zones = new Map<string, TimeZone>();

/** The zone of an IANA name, whatever its case; null where there is none of that name. */
export function timeZoneOf(name: string): TimeZone | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  try {
    const zone = new TimeZone(name);
    if (zones.size >= ZONES_KEPT) zones.clear();
    zones.set(name, zone);
    return zone;
  } catch {
    return null;
  }
}

/**
 * Cuts time into intervals as clocks in a zone show it: days begin at midnight or, where clocks skip it, right after;
 * weeks on Monday. A day has 23 or 25 hours where clocks are changed, and every interval begins when the one before ends.
 * @see https://tc39.es/ecma402/#datetimeformat-objects
 */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<Instant, number>();

  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  }

  /** When the interval began that holds the instant. */
  startOf(interval: MetricInterval, instant: Instant): Instant {
    const local = instant + this.#offsetAt(instant);
    if (!isShort(interval)) return this.#firstAt(floorDate(interval, local));
    const start = instant - modulo(local, lengthOf(interval));
    // Clocks that are set by part of an hour begin an hour anew.
    return this.#offsetAt(start) === this.#offsetAt(instant) ? start : this.#changeBetween(start, instant);
  }

  /** When the next interval begins after the one that began at `start`. */
  next(interval: MetricInterval, start: Instant): Instant {
    if (isShort(interval)) {
      const length = lengthOf(interval);
      const next = start + length - modulo(start + this.#offsetAt(start), length);
      return this.#offsetAt(next - 1) === this.#offsetAt(start) ? next : this.#changeBetween(start, next - 1);
    }
    const local = floorDate(interval, start + this.#offsetAt(start));
    for (let steps = 1; ; steps++) {
      const next = this.#firstAt(stepDate(interval, local, steps));
      // A day that a zone left out has no length.
      if (next > start) return next;
    }
  }

  // The same days are asked about again and again, and the format takes its time.
  #offsetAt(instant: Instant): number {
    let offset = this.#offsets.get(instant);
    if (offset === undefined) {
      offset = this.#readOffset(instant);
      if (this.#offsets.size >= OFFSETS_KEPT) this.#offsets.clear();
      this.#offsets.set(instant, offset);
    }
    return offset;
  }

  // What clocks show, less the instant, in milliseconds.
  #readOffset(instant: Instant): number {
    const parts: Record<string, string> = {};
    for (const { type, value } of this.#format.formatToParts(instant)) parts[type] = value;
    const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
    const shown = new Date(0);
    shown.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
    shown.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
    return shown.getTime() - Math.floor(instant / 1_000) * 1_000;
  }

  // The first instant at which clocks show this time or, where they skip it, a later one.
  #firstAt(local: number): Instant {
    const offsets = [this.#offsetAt(local - DAY_MS), this.#offsetAt(local + DAY_MS)];
    const candidates = offsets.map((offset) => local - offset);
    const shown = candidates.filter((instant) => instant + this.#offsetAt(instant) === local);
    if (shown.length > 0) return Math.min(...shown);
    return this.#changeBetween(Math.min(...candidates) - 1, Math.max(...candidates));
  }

  // When the clocks were changed: the first instant after `before`, up to `after`, with the latter's offset.
  #changeBetween(before: Instant, after: Instant): Instant {
    const offset = this.#offsetAt(after);
    let [low, high] = [before, after];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#offsetAt(middle) === offset) high = middle;
      else low = middle;
    }
    return high;
  }
}

function isShort(interval: MetricInterval): boolean {
  return interval === MetricInterval.MINUTE || interval === MetricInterval.HOUR;
}

/** How long an interval is at the most; short ones are just so long. */
export function lengthOf(interval: MetricInterval): number {
  return { MINUTE: MINUTE_MS, HOUR: HOUR_MS, DAY: DAY_MS, WEEK: 7 * DAY_MS, MONTH: 31 * DAY_MS }[interval];
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

// Local times are handled as if they were UTC.
function floorDate(interval: MetricInterval, local: number): number {
  const day = local - modulo(local, DAY_MS);
  if (interval === MetricInterval.DAY) return day;
  // 1970-01-01 was a Thursday.
  if (interval === MetricInterval.WEEK) return day - modulo(day + 3 * DAY_MS, 7 * DAY_MS);
  const date = new Date(day);
  return date.setUTCDate(1);
}

function stepDate(interval: MetricInterval, local: number, steps: number): number {
  if (interval === MetricInterval.DAY) return local + steps * DAY_MS;
  if (interval === MetricInterval.WEEK) return local + steps * 7 * DAY_MS;
  const date = new Date(local);
  return date.setUTCMonth(date.getUTCMonth() + steps);
}
