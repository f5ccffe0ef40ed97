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
  const rest = new Set(tie);
  const byOrigin = Map.groupBy(tie, (turn) => turn.fromState);
  const leadingTo = new Map<number | null, number>();
  const count = (turn: TurnFacts, by: number) => {
    if (moves(turn)) leadingTo.set(turn.toState, (leadingTo.get(turn.toState) ?? 0) + by);
  };
  for (const turn of tie) count(turn, 1);

  const chained: TurnFacts[] = [];
  while (rest.size > 0) {
    const last = chained.at(-1);
    const next = (last && followerOf(last, byOrigin, rest)) ?? beginning(rest, leadingTo);
    rest.delete(next);
    count(next, -1);
    chained.push(next);
  }
  return chained;
}

function followerOf(
  last: TurnFacts,
  byOrigin: ReadonlyMap<number | null, TurnFacts[]>,
  rest: ReadonlySet<TurnFacts>,
): TurnFacts | undefined {
  if (!moves(last)) return undefined;
  const followers = byOrigin.get(last.toState) ?? [];
  while (followers.length > 0) {
    const follower = followers.shift() as TurnFacts;
    if (rest.has(follower)) return follower;
  }
  return undefined;
}

// The first that nothing leads to; where all go round in a circle, the first of all.
function beginning(rest: ReadonlySet<TurnFacts>, leadingTo: ReadonlyMap<number | null, number>): TurnFacts {
  let first: TurnFacts | undefined;
  for (const turn of rest) {
    first ??= turn;
    if (turn.fromState === null || !leadingTo.get(turn.fromState)) return turn;
  }
  return first as TurnFacts;
}

function moves(turn: TurnFacts): boolean {
  return turn.toState !== null && turn.toState !== turn.fromState;
}
