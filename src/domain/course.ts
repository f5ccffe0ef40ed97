import { type Call, type CallIdentity, CallOutcome, CallStatus, Channel, channelOf, primaryIdentifier } from './call.js';
import { Basis, HangupReasonCode, Initiator } from './hangup.js';
import type { IntentMatch } from './intent.js';
import type { CallFacts } from './record.js';
import type { Instant } from './source.js';
import { TransactionKind } from './transaction.js';

/** What the course of a call needs to know of a transaction; states are internal ids. */
export interface TurnFacts extends CallFacts {
  readonly id: number;
  readonly transactionId: string;
  readonly kind: TransactionKind;
  readonly requestTimestamp: Instant;
  readonly responseTimeMs: number | null;
  readonly fromState: number | null;
  readonly handledByState: number | null;
  readonly toState: number | null;
  readonly terminal: boolean;
  readonly explicitlyHandled: boolean | null;
  readonly errorCount: number;
  readonly intentName: string | null;
  readonly intentConfidence: number | null;
  readonly intentSourceId: string | null;
}

/** What the course of a call needs to know of an end signal. */
export interface HangupFacts extends CallFacts {
  readonly id: number;
  readonly eventKey: string;
  readonly transactionRef: number | null;
  readonly occurredAt: Instant;
  readonly reportedInitiator: Initiator | null;
  readonly fromState: number | null;
  readonly reasonCode: HangupReasonCode;
}

/** Everything known of one call. */
export interface CallRecords {
  readonly identities: readonly CallIdentity[];
  readonly turns: readonly TurnFacts[];
  readonly hangups: readonly HangupFacts[];
}

/** What follows for one end signal from the course of its call. */
export interface HangupCourse {
  readonly id: number;
  readonly initiator: Initiator;
  readonly initiatorBasis: Basis;
  readonly state: number | null;
  readonly lastIntent: IntentMatch | null;
  readonly primary: boolean;
}

/** The figures of a call, without the caller's normalised number. */
export type CallFigures = Omit<Call, 'id' | 'caller'> & { readonly callerRaw: string | null };

/** What follows from a call's records: the same, in whatever order they came. */
export interface Course {
  readonly call: CallFigures;
  /** Transactions in their order; a place in it is the sequence less one. */
  readonly order: readonly TurnFacts[];
  readonly hangups: readonly HangupCourse[];
}

/** Reads the course of a call off its records. */
export function courseOf(records: CallRecords): Course {
  const order = orderTurns(records.turns);
  const signals = records.hangups.map((hangup) => inferHangup(hangup, order));
  const primary = primaryOf(records.hangups);
  const hangups = signals.map((signal) => ({ ...signal, primary: signal.id === primary?.id }));
  return { call: figuresOf(records, order, hangups, primary), order, hangups };
}

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

function inferHangup(hangup: HangupFacts, order: readonly TurnFacts[]): Omit<HangupCourse, 'primary'> {
  const last = lastTurnBefore(hangup, order);
  const byBot = last?.terminal ?? false;
  const inferred = byBot ? Initiator.BOT : last || hangup.transactionRef ? Initiator.CALLER : Initiator.UNKNOWN;
  const own = hangup.fromState ?? last?.toState ?? last?.fromState ?? null;
  return {
    id: hangup.id,
    initiator: hangup.reportedInitiator ?? inferred,
    initiatorBasis: hangup.reportedInitiator === null ? Basis.INFERRED : Basis.REPORTED,
    state: byBot && last ? (last.handledByState ?? last.fromState) : own,
    lastIntent: last?.intentName
      ? { name: last.intentName, confidence: last.intentConfidence, sourceId: last.intentSourceId }
      : null,
  };
}

// A signal without a place among the turns ends the call, so the last turn of all stands before it.
function lastTurnBefore(hangup: HangupFacts, order: readonly TurnFacts[]): TurnFacts | undefined {
  const own = hangup.transactionRef === null ? -1 : order.findIndex((turn) => turn.id === hangup.transactionRef);
  const before = own === -1 ? order : order.slice(0, own);
  return before.findLast((turn) => turn.kind !== TransactionKind.HANGUP);
}

// Who reported knows best; then the earliest; the identifier makes it the same on every machine.
function primaryOf(hangups: readonly HangupFacts[]): HangupFacts | undefined {
  return [...hangups].sort(comparePrimacy)[0];
}

function comparePrimacy(one: HangupFacts, other: HangupFacts): number {
  const reported = Number(other.reportedInitiator !== null) - Number(one.reportedInitiator !== null);
  if (reported !== 0) return reported;
  return one.occurredAt - other.occurredAt || (one.eventKey < other.eventKey ? -1 : 1);
}

function figuresOf(
  records: CallRecords,
  order: readonly TurnFacts[],
  hangups: readonly HangupCourse[],
  primary: HangupFacts | undefined,
): CallFigures {
  const terminal = order.find((turn) => turn.terminal && turn.kind !== TransactionKind.HANGUP);
  const ended = primary !== undefined || terminal !== undefined;
  const startedAt = order[0]?.requestTimestamp ?? null;
  const endedAt = endOf(primary, terminal);
  const endedBy = hangups.find((hangup) => hangup.primary)?.initiator;
  return {
    ...factsOf([...order, ...records.hangups]),
    callId: primaryIdentifier(records.identities),
    status: ended ? CallStatus.ENDED : CallStatus.OPEN,
    endedBy: endedBy ?? (terminal ? Initiator.BOT : Initiator.UNKNOWN),
    outcome: outcomeOf(records.hangups, terminal, endedBy),
    startedAt,
    endedAt,
    durationMs: startedAt === null || endedAt === null ? null : Math.max(0, endedAt - startedAt),
    ...countsOf(order),
  };
}

function endOf(primary: HangupFacts | undefined, terminal: TurnFacts | undefined): Instant | null {
  if (primary !== undefined) return primary.occurredAt;
  return terminal === undefined ? null : terminal.requestTimestamp + (terminal.responseTimeMs ?? 0);
}

function outcomeOf(
  hangups: readonly HangupFacts[],
  terminal: TurnFacts | undefined,
  endedBy: Initiator | undefined,
): CallOutcome {
  if (hangups.some((hangup) => hangup.reasonCode === HangupReasonCode.TRANSFERRED)) return CallOutcome.TRANSFERRED;
  if (hangups.some((hangup) => hangup.reasonCode === HangupReasonCode.ERROR)) return CallOutcome.FAILED;
  if (terminal || endedBy === Initiator.BOT) return CallOutcome.COMPLETED;
  return endedBy === Initiator.CALLER ? CallOutcome.ABANDONED : CallOutcome.UNKNOWN;
}

function countsOf(order: readonly TurnFacts[]) {
  const turns = order.filter((turn) => turn.kind === TransactionKind.TURN);
  return {
    turnCount: turns.length,
    fallbackCount: turns.filter((turn) => turn.explicitlyHandled === false).length,
    errorCount: order.reduce((sum, turn) => sum + turn.errorCount, 0),
    transactionCount: order.length,
  };
}

// The first that says something is believed, in the order of the call and not of arrival.
function factsOf(said: readonly CallFacts[]) {
  const first = <K extends keyof CallFacts>(key: K): CallFacts[K] | null =>
    said.find((facts) => facts[key] !== null)?.[key] ?? null;
  const platform = first('platform');
  return {
    channel: first('channel') ?? (platform === null ? Channel.OTHER : channelOf(platform)),
    platform,
    language: first('language'),
    releaseId: first('releaseId'),
    callerRaw: first('callerRaw'),
    production: first('production'),
    privacyEnabled: said.some((facts) => facts.privacyEnabled === true),
  };
}
