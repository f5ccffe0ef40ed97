import type { BucketFragment } from '../generated/graphql';
import type { Format } from '../language/format';

/** The figures of a bucket, in the order in which people read them. */
export const FIGURES = [
  'calls',
  'open',
  'containment',
  'transfer',
  'abandonment',
  'completion',
  'fallback',
  'errors',
  'turnsPerCall',
  'averageDurationMs',
  'p50DurationMs',
  'p95DurationMs',
  'p50ResponseTimeMs',
  'p95ResponseTimeMs',
] as const satisfies readonly (keyof BucketFragment)[];
export type Figure = (typeof FIGURES)[number];

/** The value of a figure, a share as 0 to 1; null where it is not known. */
export function figureValue(bucket: BucketFragment | undefined, figure: Figure): number | null {
  const value = bucket?.[figure] ?? null;
  return value !== null && typeof value === 'object' ? value.value : value;
}

/** A value of a figure as people read it. */
export function writeFigure(value: number | null, figure: Figure, format: Format): string {
  if (value === null) return '–';
  if (figure === 'calls' || figure === 'open') return format.number(value);
  if (figure === 'turnsPerCall') return format.number(Math.round(value * 10) / 10);
  return figure.endsWith('Ms') ? format.duration(value) : format.percent(value);
}

/** How much a figure moved: shares in points, everything else by its part of what it was; null where one is missing. */
export function changeOf(now: number | null, before: number | null, figure: Figure): number | null {
  if (now === null || before === null) return null;
  if (isShare(figure)) return now - before;
  return before === 0 ? null : now / before - 1;
}

export function isShare(figure: Figure): boolean {
  return ['containment', 'transfer', 'abandonment', 'completion', 'fallback', 'errors'].includes(figure);
}
