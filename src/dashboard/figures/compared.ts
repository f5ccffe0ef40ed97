import type { Period } from '../filter/period';
import { daysOf } from '../filter/period';
import { addDays } from '../filter/zoned-day';

/** What a period is compared with: nothing, the time right before it, or the same weekdays four weeks earlier. */
export const COMPARISONS = ['none', 'before', 'weeks'] as const;
export type Comparison = (typeof COMPARISONS)[number];

const FOUR_WEEKS = 28;
const DAY_MS = 86_400_000;

/** The period that another is compared with; null for none, and for all time, before which there is none. */
export function comparedPeriod(period: Period, comparison: Comparison, now: Date, timeZone: string): Period | null {
  const days = daysOf(period, now, timeZone);
  if (days === null || comparison === 'none') return null;
  const length = Math.round((Date.parse(days.to) - Date.parse(days.from)) / DAY_MS) + 1;
  const shift = comparison === 'before' ? length : Math.ceil(length / FOUR_WEEKS) * FOUR_WEEKS;
  return { kind: 'between', from: addDays(days.from, -shift), to: addDays(days.to, -shift) };
}
