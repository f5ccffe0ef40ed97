import type { TurnFacts } from './course.js';
import type { TransactionKind } from './transaction.js';

const KIND_RANK: Record<TransactionKind, number> = { LAUNCH: 0, TURN: 1, OTHER: 1, HANGUP: 2 };

/**
 * Turns by time; at the same millisecond a launch first and a hang-up last, then as one turn's next state
 * is the other's initial state, then by identifier.
 */
export function orderTurns(turns: readonly TurnFacts[]): readonly TurnFacts[] {
  const sorted = [...turns].sort(compareTurns);
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && isTie(sorted[start] as TurnFacts, sorted[end] as TurnFacts)) end++;
    if (end - start > 1) sorted.splice(start, end - start, ...chain(sorted.slice(start, end)));
    start = end;
  }
  return sorted;
}

function compareTurns(one: TurnFacts, other: TurnFacts): number {
  const byTime = one.requestTimestamp - other.requestTimestamp || KIND_RANK[one.kind] - KIND_RANK[other.kind];
  if (byTime !== 0) return byTime;
  return one.transactionId < other.transactionId ? -1 : 1;
}

function isTie(one: TurnFacts, other: TurnFacts): boolean {
  return one.requestTimestamp === other.requestTimestamp && KIND_RANK[one.kind] === KIND_RANK[other.kind];
}

// Starts with a turn that no other of the tie leads to, then follows next state to initial state.
function chain(tie: readonly TurnFacts[]): TurnFacts[] {
  const rest = [...tie];
  const chained: TurnFacts[] = [];
  while (rest.length > 0) {
    const last = chained.at(-1);
    const follower = last ? rest.findIndex((turn) => leadsTo(last, turn)) : -1;
    const first = rest.findIndex((turn) => !rest.some((other) => other !== turn && leadsTo(other, turn)));
    chained.push(...rest.splice(Math.max(follower === -1 ? first : follower, 0), 1));
  }
  return chained;
}

function leadsTo(one: TurnFacts, other: TurnFacts): boolean {
  return one.toState !== null && one.toState !== one.fromState && one.toState === other.fromState;
}
