import type { Intent, IntentOrder } from '../../domain/insight.js';

type Compare = (one: Intent, other: Intent) => number;

const byName: Compare = (one, other) => (one.name === other.name ? 0 : one.name < other.name ? -1 : 1);

/** How intents are ordered; where they are equal, by name in code-unit order. */
export const INTENT_ORDERS: Record<IntentOrder, Compare> = {
  COUNT_DESC: (one, other) => other.count - one.count || byName(one, other),
  UNHANDLED_DESC: (one, other) => other.unhandled.numerator - one.unhandled.numerator || byName(one, other),
  // Those that nobody is sure of or unsure of come last.
  CONFIDENCE_ASC: (one, other) => confidence(one) - confidence(other) || 0 || byName(one, other),
  NAME_ASC: byName,
};

function confidence({ averageConfidence }: Intent): number {
  return averageConfidence ?? Number.MAX_VALUE;
}
