import type { Instant, JsonText } from './source.js';

/** How the person felt, normalised over the sources. */
export const Sentiment = {
  POSITIVE: 'POSITIVE',
  NEUTRAL: 'NEUTRAL',
  NEGATIVE: 'NEGATIVE',
  UNKNOWN: 'UNKNOWN',
} as const;
export type Sentiment = (typeof Sentiment)[keyof typeof Sentiment];

/** What an analysis made of a session; several revisions may stand, the latest is current. */
export interface SessionAnalysis {
  readonly id: number;
  /** The session's internal id. */
  readonly sessionRef: number;
  readonly revision: number;
  readonly completionRating: string | null;
  readonly summary: string | null;
  readonly sentiment: Sentiment;
  readonly customData: JsonText | null;
  /** In `customData`, but not in the agent's analysis schema. */
  readonly undeclaredKeys: readonly string[];
  /** In the agent's analysis schema, but not in `customData`. */
  readonly missingKeys: readonly string[];
  readonly model: string | null;
  readonly analyzedAt: Instant;
}
