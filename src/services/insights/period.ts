import type { Instant } from '../../domain/source.js';

/** How long a period is: a day in UTC, so that it is the same whatever a client's time zone becomes. */
export const PERIOD_MS = 86_400_000;

/** The period of an instant, in days since 1970. */
export function periodOf(instant: Instant): number {
  return Math.floor(instant / PERIOD_MS);
}
