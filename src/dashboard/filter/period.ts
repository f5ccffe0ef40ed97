import type { DateTimeRange } from '../generated/graphql';
import { addDays, type Day, dayAt, isDay, startOfDay } from './zoned-day';

/** Which time is looked at: so many days up to today, all of it, or from one day to another, both included. */
export type Period =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'between'; readonly from: Day; readonly to: Day };

/** The periods that are offered by name, as they stand in an address. */
export const PRESETS = ['1d', '7d', '30d', '90d', 'all'] as const;
export type Preset = (typeof PRESETS)[number];
export const USUAL_PRESET: Preset = '30d';

const BETWEEN = '..';

/** Reads what stands in an address: `7d`, `all` or `2026-11-01..2026-11-25`; the usual period for anything else. */
export function parsePeriod(text: string | null): Period {
  const [from = '', to = ''] = (text ?? '').split(BETWEEN);
  if (isDay(from) && isDay(to) && from <= to) return { kind: 'between', from, to };
  const preset = PRESETS.find((known) => known === text) ?? USUAL_PRESET;
  return preset === 'all' ? { kind: 'all' } : { kind: 'days', days: Number.parseInt(preset, 10) };
}

/** A period as an address writes it. */
export function periodText(period: Period): string {
  if (period.kind === 'all') return 'all';
  return period.kind === 'days' ? `${period.days}d` : `${period.from}${BETWEEN}${period.to}`;
}

/** The days of a period, both included; null for all time. */
export function daysOf(period: Period, now: Date, timeZone: string): { readonly from: Day; readonly to: Day } | null {
  if (period.kind === 'all') return null;
  if (period.kind === 'between') return period;
  const to = dayAt(now, timeZone);
  return { from: addDays(to, 1 - period.days), to };
}

/** What the gateway is asked: from the beginning of the first day, inclusive, to the end of the last, exclusive. */
export function rangeOf(period: Period, now: Date, timeZone: string): DateTimeRange | undefined {
  const days = daysOf(period, now, timeZone);
  if (days === null) return undefined;
  const instant = (day: Day) => startOfDay(day, timeZone).toISOString();
  return { from: instant(days.from), to: instant(addDays(days.to, 1)) };
}
