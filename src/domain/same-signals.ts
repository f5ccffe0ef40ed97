import type { HangupFacts } from './course.js';
import { HangupSignal } from './hangup.js';

const FOLDED: ReadonlySet<HangupSignal> = new Set([HangupSignal.NOTICE, HangupSignal.COMMAND]);

/**
 * Which of a call's end signals repeat another one: the same kind from the same source with the same content, told under
 * another name of the call. Each of them leads to the one that stands, that of the first key in code-unit order.
 * Records of legs are never taken for each other.
 */
export function sameSignals(signals: readonly HangupFacts[]): ReadonlyMap<number, number> {
  const standing = new Map<string, HangupFacts>();
  for (const signal of signals) {
    if (!isFolded(signal)) continue;
    const content = contentOf(signal);
    const known = standing.get(content);
    if (known === undefined || signal.eventKey < known.eventKey) standing.set(content, signal);
  }
  const repeats = new Map<number, number>();
  for (const signal of signals) {
    const first = isFolded(signal) ? standing.get(contentOf(signal)) : undefined;
    if (first !== undefined && first !== signal) repeats.set(signal.id, first.id);
  }
  return repeats;
}

function isFolded({ eventKind, signal }: HangupFacts): boolean {
  return eventKind !== null && FOLDED.has(signal);
}

// Times of receipt are left out: the same words came twice, so they differ.
function contentOf(signal: HangupFacts): string {
  const { source, eventKind, timed, occurredAt, reason, reasonCodeRaw, sipHeaders } = signal;
  const said = [reason, reasonCodeRaw, sipHeaders, signal.botOperationResult, signal.botOperationData];
  return JSON.stringify([source, eventKind, timed ? occurredAt : null, ...said]);
}
