import { badInput, type DomainError } from '../../domain/errors.js';
import type { InstantRange } from '../../domain/filter.js';
import {
  INSIGHT_LIMITS,
  type MetricBucket,
  MetricDimension,
  MetricInterval,
  type MetricQuestion,
  ratioOf,
} from '../../domain/insight.js';
import type { Instant } from '../../domain/source.js';
import { lengthOf, type TimeZone, timeZoneOf } from '../../domain/time-zone.js';
import type { Answering } from './counter.js';
import { addCounts, compareKeys, type MetricCounts, MetricTally, noCounts, type SlotOf } from './metric-tally.js';
import { percentilesOf } from './ranks.js';
import { metricsBy, QUARTER_MS } from './rollup-kinds.js';

const MINUTE_MS = 60_000;

/** The figures of every bucket, by start and then by key; with an interval none is left out from the first to the last. */
export async function metricBuckets(answering: Answering, question: MetricQuestion): Promise<MetricBucket[]> {
  const buckets = await counted(answering, question);
  if (question.groupBy !== MetricDimension.HANGUP_STATE) return buckets;
  const stateOf = (key: string | null) => (key === null ? null : answering.places.stateOf(key));
  return buckets.map((bucket) => ({ ...bucket, state: stateOf(bucket.key) }));
}

async function counted(answering: Answering, question: MetricQuestion): Promise<MetricBucket[]> {
  const { interval, groupBy } = question;
  const zone = timeZoneOf(question.timeZone);
  if (zone === null) throw badInput('Not a time zone of the IANA database.', 'timeZone');
  if (interval === null) {
    const tally = await tallied(answering, question, () => 0);
    const counts = [...tally.slots].map(([key, slots]) => ({ key, counts: sumOf(slots.values()) }));
    if (counts.length === 0) return groupBy === null ? [bucketOf(null, null, noCounts())] : [];
    if (counts.length > INSIGHT_LIMITS.buckets) throw tooMany('groupBy');
    return counts
      .sort((one, other) => compareKeys(one.key, other.key))
      .map(({ key, counts: own }) => bucketOf(null, key, own));
  }
  checkSpan(answering.startedAt, interval);
  const slotMs = interval === MetricInterval.MINUTE ? MINUTE_MS : QUARTER_MS;
  const tally = await tallied(answering, question, (startedAt) => Math.floor(startedAt / slotMs) * slotMs);
  if (tally.first === null || tally.last === null) return [];
  const starts = startsOf(tally.first, tally.last, zone, interval);
  if (starts.every((start) => start % slotMs === 0)) return bucketsOf(tally, starts);
  // Clocks of long ago went by the sun.
  const exact = new MetricTally(answering.places, groupBy, (startedAt) => lastUpTo(starts, startedAt));
  await answering.count(exact, null);
  return bucketsOf(exact, starts);
}

async function tallied(
  { places, count }: Answering,
  { groupBy, interval }: MetricQuestion,
  slotOf: SlotOf,
): Promise<MetricTally> {
  const tally = new MetricTally(places, groupBy, slotOf);
  await count(tally, interval === MetricInterval.MINUTE ? null : metricsBy(groupBy));
  return tally;
}

/** Where each interval begins that lies between the first and the last call, and where the last one ends. */
function startsOf(first: Instant, latest: Instant, zone: TimeZone, interval: MetricInterval): Instant[] {
  checkLength(latest - first, interval);
  const starts = [zone.startOf(interval, first)];
  for (let last = starts[0] as Instant; last <= latest; starts.push(last)) {
    last = zone.next(interval, last);
    if (starts.length > INSIGHT_LIMITS.buckets) throw tooMany('interval');
  }
  return starts;
}

function checkSpan({ from = null, to = null }: InstantRange, interval: MetricInterval): void {
  if (from !== null && to !== null) checkLength(to - from, interval);
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

function bucketsOf({ slots: all }: MetricTally, starts: readonly Instant[]): MetricBucket[] {
  const keys: { readonly key: string | null; readonly counts: ReadonlyMap<Instant, MetricCounts> }[] = [];
  for (const [key, slots] of all) {
    const counts = new Map<Instant, MetricCounts>();
    for (const [slot, own] of slots) {
      if (slot === null) continue;
      const start = lastUpTo(starts, slot);
      const whole = counts.get(start);
      if (whole === undefined) counts.set(start, sumOf([own]));
      else addCounts(whole, own);
    }
    if (counts.size > 0) keys.push({ key, counts });
  }
  const wanted = starts.slice(0, -1);
  if (wanted.length * keys.length > INSIGHT_LIMITS.buckets) throw tooMany('interval');
  keys.sort((one, other) => compareKeys(one.key, other.key));
  return wanted.flatMap((start) =>
    keys.map(({ key, counts }) => bucketOf(start, key, counts.get(start) ?? noCounts())),
  );
}

/** The last of the starts that is not after the instant. */
function lastUpTo(starts: readonly Instant[], instant: Instant): Instant {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as Instant) <= instant) low = middle;
    else high = middle - 1;
  }
  return starts[low] as Instant;
}

function sumOf(all: Iterable<MetricCounts>): MetricCounts {
  const sum = noCounts();
  for (const counts of all) addCounts(sum, counts);
  return sum;
}

function bucketOf(start: Instant | null, key: string | null, counts: MetricCounts): MetricBucket {
  const { ended, open, turns, durations } = counts;
  const [p50DurationMs = null, p95DurationMs = null] = percentilesOf(durations, [50, 95]);
  const [p50ResponseTimeMs = null, p95ResponseTimeMs = null] = percentilesOf(counts.responses, [50, 95]);
  return {
    start,
    key,
    state: null,
    calls: ended,
    open,
    turns,
    containment: ratioOf(ended - counts.transferred - counts.failed, ended),
    transfer: ratioOf(counts.transferred, ended),
    abandonment: ratioOf(counts.abandoned, ended),
    completion: ratioOf(counts.completed, ended),
    fallback: ratioOf(counts.fallbacks, turns),
    errors: ratioOf(counts.erroneous, turns),
    averageDurationMs: durations.length === 0 ? null : durations.sum() / durations.length,
    p50DurationMs,
    p95DurationMs,
    p50ResponseTimeMs,
    p95ResponseTimeMs,
    turnsPerCall: ratioOf(turns, ended).value,
  };
}
