import { MetricDimension } from '../../domain/insight.js';
import type { Instant } from '../../domain/source.js';
import { GraphTally } from './graph-tally.js';
import { IntentTally } from './intent-tally.js';
import { MetricTally } from './metric-tally.js';
import type { Places } from './places.js';
import type { StoredTally } from './tally.js';

/** What can be counted of a day and kept. */
export interface RollupKind<Body> {
  /** The name under which it is kept. */
  readonly kind: string;
  /** By what its calls are told apart. */
  readonly groupBy: MetricDimension | null;
  readonly make: (places: Places) => StoredTally<Body>;
}

/** Days begin on a quarter of an hour in UTC, in every zone of today. */
export const QUARTER_MS = 900_000;

const quarterOf = (at: Instant): Instant => Math.floor(at / QUARTER_MS) * QUARTER_MS;

/** Where calls were and how they moved. */
export const GRAPH = { kind: 'GRAPH', groupBy: null, make: (places: Places) => new GraphTally(places) };

/** Intents. */
export const INTENTS = { kind: 'INTENTS', groupBy: null, make: (places: Places) => new IntentTally(places) };

/** Metrics by a dimension, in quarters of an hour. */
export function metricsBy(groupBy: MetricDimension | null) {
  const kind = groupBy === null ? 'METRICS' : `METRICS ${groupBy}`;
  return { kind, groupBy, make: (places: Places) => new MetricTally(places, groupBy, quarterOf) };
}

const ALL: readonly RollupKind<never>[] = [
  GRAPH,
  INTENTS,
  metricsBy(null),
  ...Object.values(MetricDimension).map(metricsBy),
] as never;

/** The kind of a name; undefined where this program keeps none under it. */
export function rollupKind(name: string): RollupKind<unknown> | undefined {
  return ALL.find(({ kind }) => kind === name) as RollupKind<unknown> | undefined;
}
