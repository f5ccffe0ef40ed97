import type { CallOutcome } from './call.js';
import type { Instant } from './source.js';
import type { State } from './state-transition.js';

/** A share that can be checked: of `denominator` so many; `value` is null where the denominator is 0. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
}

/** The share of so many. */
export function ratioOf(numerator: number, denominator: number): Ratio {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}

/** A turn's confidence below this is low. */
export const LOW_CONFIDENCE = 0.5;

/** The bounds of what figures may be asked for. */
export const INSIGHT_LIMITS = { steps: 20, paths: 200, depth: 50, buckets: 5_000 } as const;

/** States as nodes and moves as edges, counted over calls. */
export interface ConversationGraph {
  readonly callCount: number;
  /** The sum of the edges' counts. */
  readonly transitionCount: number;
  readonly nodes: readonly StateNode[];
  readonly edges: readonly StateEdge[];
}

/** A state as calls came through it; the state is null for the END node, where calls end. */
export interface StateNode {
  readonly state: State | null;
  readonly visits: number;
  readonly calls: number;
  readonly entries: number;
  readonly exits: number;
  readonly hangupsByCaller: number;
  readonly fallbacks: number;
}

/** Moves from one state to another; `to` is null where they lead to END. */
export interface StateEdge {
  readonly from: State;
  readonly to: State | null;
  readonly count: number;
  readonly calls: number;
  readonly medianResponseTimeMs: number | null;
  readonly intents: readonly IntentCount[];
}

/** How often an intent made a move. */
export interface IntentCount {
  readonly name: string;
  readonly count: number;
}

/** A way through the dialogue. */
export interface ConversationPath {
  readonly states: readonly State[];
  readonly calls: number;
  readonly share: Ratio;
  readonly outcomes: readonly OutcomeCount[];
}

/** How often calls ended in one way. */
export interface OutcomeCount {
  readonly outcome: CallOutcome;
  readonly count: number;
}

/** A step of a funnel: exactly one of the two. */
export interface FunnelQuestion {
  readonly stateName?: string | null;
  readonly intent?: string | null;
}

/** How many calls reached a step after the one before it. */
export interface FunnelStep {
  readonly label: string;
  readonly calls: number;
  readonly ofPrevious: Ratio;
  readonly ofFirst: Ratio;
}

/** An intent as people triggered it. */
export interface Intent {
  readonly name: string;
  readonly count: number;
  readonly calls: number;
  readonly unhandled: Ratio;
  readonly averageConfidence: number | null;
  readonly lowConfidence: Ratio;
}

/** The orders in which intents are listed. */
export const IntentOrder = {
  COUNT_DESC: 'COUNT_DESC',
  UNHANDLED_DESC: 'UNHANDLED_DESC',
  CONFIDENCE_ASC: 'CONFIDENCE_ASC',
  NAME_ASC: 'NAME_ASC',
} as const;
export type IntentOrder = (typeof IntentOrder)[keyof typeof IntentOrder];

/** By what calls are told apart. */
export const MetricDimension = {
  RELEASE: 'RELEASE',
  LANGUAGE: 'LANGUAGE',
  CHANNEL: 'CHANNEL',
  PLATFORM: 'PLATFORM',
  OUTCOME: 'OUTCOME',
  ENDED_BY: 'ENDED_BY',
  HANGUP_REASON: 'HANGUP_REASON',
  HANGUP_STATE: 'HANGUP_STATE',
  SENTIMENT: 'SENTIMENT',
} as const;
export type MetricDimension = (typeof MetricDimension)[keyof typeof MetricDimension];

/** Spans into which time is cut. */
export const MetricInterval = {
  MINUTE: 'MINUTE',
  HOUR: 'HOUR',
  DAY: 'DAY',
  WEEK: 'WEEK',
  MONTH: 'MONTH',
} as const;
export type MetricInterval = (typeof MetricInterval)[keyof typeof MetricInterval];

/** How calls are told apart and time is cut. */
export interface MetricQuestion {
  readonly groupBy: MetricDimension | null;
  readonly interval: MetricInterval | null;
  /** IANA. */
  readonly timeZone: string;
}

/** The figures of the calls of a bucket. */
export interface MetricBucket {
  readonly start: Instant | null;
  readonly key: string | null;
  /** The state of the key, under the name that was seen last; null unless `HANGUP_STATE` tells calls apart. */
  readonly state: State | null;
  readonly calls: number;
  readonly open: number;
  readonly turns: number;
  readonly containment: Ratio;
  readonly transfer: Ratio;
  readonly abandonment: Ratio;
  readonly completion: Ratio;
  readonly fallback: Ratio;
  readonly errors: Ratio;
  readonly averageDurationMs: number | null;
  readonly p50DurationMs: number | null;
  readonly p95DurationMs: number | null;
  readonly p50ResponseTimeMs: number | null;
  readonly p95ResponseTimeMs: number | null;
  readonly turnsPerCall: number | null;
}
