import type { SessionLifecycle } from './agent-session.js';
import { type Call, type CallIdentity, CallStatus, Channel, channelOf, primaryIdentifier } from './call.js';
import { endOf, outcomeOf } from './ending.js';
import {
  Basis,
  type BotOperationResult,
  type HangupReasonCode,
  type HangupSignal,
  Initiator,
  isUnanswered,
} from './hangup.js';
import type { IntentMatch } from './intent.js';
import type { CallFacts } from './record.js';
import { sameSignals } from './same-signals.js';
import type { Instant, JsonText, Source } from './source.js';
import { TransactionKind } from './transaction.js';
import { orderTurns } from './turn-order.js';

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
  readonly source: Source;
  readonly eventKey: string;
  readonly eventKind: string | null;
  readonly signal: HangupSignal;
  readonly transactionRef: number | null;
  readonly occurredAt: Instant;
  /** False where the source gave no time and the time of receipt stands. */
  readonly timed: boolean;
  readonly callStartedAt: Instant | null;
  readonly reportedInitiator: Initiator | null;
  readonly fromState: number | null;
  readonly reason: string | null;
  readonly reasonCode: HangupReasonCode;
  readonly reasonCodeRaw: string | null;
  readonly sipHeaders: JsonText | null;
  readonly botOperationResult: BotOperationResult | null;
  readonly botOperationData: JsonText | null;
}

/** What the course of a call needs to know of an agent's session. */
export interface SessionFacts extends CallFacts {
  readonly sessionId: string;
  readonly lifecycle: SessionLifecycle;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedReason: string | null;
}

/** What the course of a call needs to know of a gateway's notice. */
export interface NoticeFacts extends CallFacts {
  readonly eventKey: string;
  readonly transferAnswered: boolean | null;
  readonly callStartedAt: Instant | null;
}

/** Everything known of one call. */
export interface CallRecords {
  readonly identities: readonly CallIdentity[];
  readonly turns: readonly TurnFacts[];
  readonly hangups: readonly HangupFacts[];
  readonly sessions: readonly SessionFacts[];
  readonly notices: readonly NoticeFacts[];
}

/** What follows for one end signal from the course of its call. */
export interface HangupCourse {
  readonly id: number;
  readonly initiator: Initiator;
  readonly initiatorBasis: Basis;
  readonly state: number | null;
  readonly lastIntent: IntentMatch | null;
  readonly primary: boolean;
  /** The signal that this one repeats under another name of the call; null for one of its own. */
  readonly sameAs: number | null;
}

/** The figures of a call, without the caller's normalised number. */
export type CallFigures = Omit<Call, 'id' | 'caller' | 'heldAt'> & { readonly callerRaw: string | null };

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
  const signals = [...records.hangups].sort(compareSignals);
  const repeats = sameSignals(signals);
  const primary = signals.find(({ id }) => !repeats.has(id));
  const told = signals.find(({ fromState }) => fromState !== null)?.fromState ?? null;
  const hangups = signals.map((hangup) => ({
    ...inferHangup(hangup, order, told),
    primary: hangup === primary,
    sameAs: repeats.get(hangup.id) ?? null,
  }));
  return {
    call: figuresOf(
      records,
      order,
      signals,
      hangups.find((hangup) => hangup.primary),
    ),
    order,
    hangups,
  };
}

const SIGNAL_RANK: Record<HangupSignal, number> = { NOTICE: 0, RECORD: 1, TURN: 2, COMMAND: 3 };

// Who reported knows best, a notice better than a command; then the earliest that has a time of its own.
function compareSignals(one: HangupFacts, other: HangupFacts): number {
  const reported = Number(other.reportedInitiator !== null) - Number(one.reportedInitiator !== null);
  const ranked = reported || SIGNAL_RANK[one.signal] - SIGNAL_RANK[other.signal];
  if (ranked !== 0) return ranked;
  const timed = Number(other.timed) - Number(one.timed) || (one.timed ? one.occurredAt - other.occurredAt : 0);
  return timed || (one.eventKey < other.eventKey ? -1 : 1);
}

// `told` is the state in which the call ended as the one who knows it says: a gateway knows none.
function inferHangup(
  hangup: HangupFacts,
  order: readonly TurnFacts[],
  told: number | null,
): Omit<HangupCourse, 'primary' | 'sameAs'> {
  const last = lastTurnBefore(hangup, order);
  const byBot = last?.terminal ?? false;
  const spoken = last !== undefined || hangup.transactionRef !== null;
  const byCaller = spoken && !isUnanswered(hangup.reasonCode);
  const inferred = byBot ? Initiator.BOT : byCaller ? Initiator.CALLER : Initiator.UNKNOWN;
  const own = hangup.fromState ?? told ?? last?.toState ?? last?.fromState ?? null;
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

function figuresOf(
  records: CallRecords,
  order: readonly TurnFacts[],
  signals: readonly HangupFacts[],
  primary: HangupCourse | undefined,
): CallFigures {
  const sessions = [...records.sessions].sort(compareSessions);
  const notices = [...records.notices].sort((one, other) => (one.eventKey < other.eventKey ? -1 : 1));
  const ending = { order, signals, sessions, notices, initiator: primary?.initiator ?? null };
  const end = endOf(ending);
  const startedAt = earliest([
    order[0]?.requestTimestamp ?? null,
    ...[...signals, ...notices].map((said) => said.callStartedAt),
    ...sessions.map((session) => session.startedAt),
  ]);
  return {
    ...factsOf([...order, ...signals, ...sessions, ...notices]),
    callId: primaryIdentifier(records.identities),
    status: end === null ? CallStatus.OPEN : CallStatus.ENDED,
    endedBy: end?.by ?? Initiator.UNKNOWN,
    outcome: outcomeOf(ending),
    startedAt,
    endedAt: end?.at ?? null,
    durationMs: startedAt === null || !end || end.at === null ? null : durationOf(startedAt, end.at),
    ...countsOf(order),
  };
}

// In the order in which they began; one whose beginning nobody told stands where it ended.
function compareSessions(one: SessionFacts, other: SessionFacts): number {
  const [mine, theirs] = [one, other].map(({ startedAt, endedAt }) => startedAt ?? endedAt ?? Number.MAX_VALUE);
  if (mine !== theirs) return (mine as number) - (theirs as number);
  return one.sessionId < other.sessionId ? -1 : 1;
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
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

/** What GraphQL's Int holds: some 24 days. Of what lasts longer the times say how long. */
const LONGEST_MS = 2 ** 31 - 1;

function durationOf(startedAt: Instant, endedAt: Instant): number {
  return Math.min(LONGEST_MS, Math.max(0, endedAt - startedAt));
}
