import { badInput, type DomainError } from '../../domain/errors.js';
import type { CallFilter } from '../../domain/filter.js';
import {
  INSIGHT_LIMITS,
  type MetricBucket,
  type MetricInterval,
  type MetricQuestion,
  ratioOf,
} from '../../domain/insight.js';
import type { Instant } from '../../domain/source.js';
import { lengthOf, type TimeZone, timeZoneOf } from '../../domain/time-zone.js';
import type { FilterScope } from '../../persistence/queries/conditions.js';
import type {
  InsightMetricQueries,
  IntervalRun,
  MetricCounts,
} from '../../persistence/queries/insight-metrics.queries.js';

/** The figures of every bucket, by start and then by key; with an interval none is left out from the first to the last. */
export async function metricBuckets(
  queries: InsightMetricQueries,
  scope: FilterScope,
  filter: CallFilter,
  { groupBy, interval, timeZone }: MetricQuestion,
): Promise<MetricBucket[]> {
  const zone = timeZoneOf(timeZone);
  if (zone === null) throw badInput('Not a time zone of the IANA database.', 'timeZone');
  const starts = interval === null ? null : await startsOf(queries, scope, filter, zone, interval);
  const runs = starts === null ? null : runsOf(starts);
  if (runs?.length === 0) return [];
  const counts = await queries.counts(scope, filter, groupBy, runs);
  const keys = [...new Set(counts.map(({ key }) => key))].sort(compareKeys);
  const buckets = new Map(counts.map((count) => [bucketName(count.start, count.key), count]));
  if (starts === null && counts.length === 0)
    return groupBy === null ? [bucketOf({ ...NOTHING, start: null, key: null })] : [];
  const wanted = starts?.slice(0, -1) ?? [null];
  if (wanted.length * keys.length > INSIGHT_LIMITS.buckets) throw tooMany(interval === null ? 'groupBy' : 'interval');
  return wanted.flatMap((start) =>
    keys.map((key) => bucketOf(buckets.get(bucketName(start, key)) ?? { ...NOTHING, start, key })),
  );
}

/** Where each interval begins that lies between the first and the last call, and where the last one ends. */
async function startsOf(
  queries: InsightMetricQueries,
  scope: FilterScope,
  filter: CallFilter,
  zone: TimeZone,
  interval: MetricInterval,
): Promise<Instant[]> {
  const { from = null, to = null } = filter.startedAt ?? {};
  if (from !== null && to !== null) checkLength(to - from, interval);
  const span = await queries.span(scope, filter);
  if (span === null) return [];
  checkLength(span.last - span.first, interval);
  const starts = [zone.startOf(interval, span.first)];
  for (let last = starts[0] as Instant; last <= span.last; starts.push(last)) {
    last = zone.next(interval, last);
    if (starts.length > INSIGHT_LIMITS.buckets) throw tooMany('interval');
  }
  return starts;
}

function checkLength(lengthMs: number, interval: MetricInterval): void {
  if (lengthMs > INSIGHT_LIMITS.buckets * lengthOf(interval)) throw tooMany('interval');
}

function tooMany(argument: string): DomainError {
  return badInput(
    `At most ${INSIGHT_LIMITS.buckets} buckets are allowed; ask for a shorter time or longer intervals.`,
    argument,
  );
}

/** Neighbours of one length together, so that the database divides instead of searching. */
function runsOf(starts: readonly Instant[]): IntervalRun[] {
  const runs: IntervalRun[] = [];
  for (let i = 1; i < starts.length; i++) {
    const [from, to] = [starts[i - 1] as Instant, starts[i] as Instant];
    const last = runs.at(-1);
    if (last?.lengthMs === to - from) runs[runs.length - 1] = { ...last, to };
    else runs.push({ from, to, lengthMs: to - from });
  }
  return runs;
}

const NOTHING = {
  ended: 0,
  open: 0,
  turns: 0,
  fallbacks: 0,
  transferred: 0,
  failed: 0,
  abandoned: 0,
  completed: 0,
  averageDuration: null,
  p50Duration: null,
  p95Duration: null,
  erroneous: 0,
  p50Response: null,
  p95Response: null,
};

function bucketOf(counts: MetricCounts): MetricBucket {
  const { start, key, ended, open, turns } = counts;
  return {
    start,
    key,
    calls: ended,
    open,
    turns,
    containment: ratioOf(ended - counts.transferred - counts.failed, ended),
    transfer: ratioOf(counts.transferred, ended),
    abandonment: ratioOf(counts.abandoned, ended),
    completion: ratioOf(counts.completed, ended),
    fallback: ratioOf(counts.fallbacks, turns),
    errors: ratioOf(counts.erroneous, turns),
    averageDurationMs: counts.averageDuration,
    p50DurationMs: counts.p50Duration,
    p95DurationMs: counts.p95Duration,
    p50ResponseTimeMs: counts.p50Response,
    p95ResponseTimeMs: counts.p95Response,
    turnsPerCall: ratioOf(turns, ended).value,
  };
}

function bucketName(start: Instant | null, key: string | null): string {
  return JSON.stringify([start, key]);
}

// In code-unit order; calls that have no key come last.
function compareKeys(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
}
