import type { SessionLifecycle } from './agent-session.js';
import type { CallOutcome, CallStatus, Channel } from './call.js';
import type { HangupReasonCode, Initiator } from './hangup.js';
import type { Sentiment } from './session-analysis.js';
import type { Instant, JsonText } from './source.js';
import type { Handling } from './state-transition.js';
import type { TransactionKind } from './transaction.js';

/** `from` inclusive, `to` exclusive. */
export interface InstantRange {
  readonly from?: Instant | null;
  readonly to?: Instant | null;
}

/** Which calls; every given field must hold, and any of a list's values will do. */
export interface CallFilter {
  readonly startedAt?: InstantRange | null;
  readonly status?: CallStatus | null;
  readonly outcome?: readonly CallOutcome[] | null;
  readonly endedBy?: readonly Initiator[] | null;
  readonly channel?: readonly Channel[] | null;
  /** Any form of the number. */
  readonly caller?: string | null;
  readonly releaseId?: readonly string[] | null;
  readonly language?: readonly string[] | null;
  readonly production?: boolean | null;
  /** At least one turn with it. */
  readonly intent?: readonly string[] | null;
  /** A state's id or name. */
  readonly visitedState?: readonly string[] | null;
  readonly hangupState?: readonly string[] | null;
  readonly reasonCode?: readonly HangupReasonCode[] | null;
  readonly sentiment?: readonly Sentiment[] | null;
  readonly minimumTurns?: number | null;
  readonly hasErrors?: boolean | null;
  readonly hasFallback?: boolean | null;
  readonly variable?: VariableFilter | null;
  /** Words of utterances, prompts, messages, transcripts and summaries; see `searchTerms`. */
  readonly text?: string | null;
}

/** The last known value of a call's variable, by the variable's id or name. */
export interface VariableFilter {
  readonly name: string;
  readonly equals: JsonText;
}

/** Which transactions. */
export interface TransactionFilter {
  readonly call?: CallFilter | null;
  readonly kind?: readonly TransactionKind[] | null;
  readonly intent?: readonly string[] | null;
  readonly maximumConfidence?: number | null;
  readonly explicitlyHandled?: boolean | null;
  readonly requestTimestamp?: InstantRange | null;
}

/** Which state transitions; `from` and `to` take a state's id or name. */
export interface StateTransitionFilter {
  readonly call?: CallFilter | null;
  readonly from?: readonly string[] | null;
  readonly to?: readonly string[] | null;
  readonly handled?: Handling | null;
  readonly explicitlyHandled?: boolean | null;
  readonly terminal?: boolean | null;
  readonly requestTimestamp?: InstantRange | null;
}

/** Which agents' sessions, and which analyses of them. */
export interface SessionFilter {
  readonly startedAt?: InstantRange | null;
  readonly lifecycle?: readonly SessionLifecycle[] | null;
  /** Of the current analysis. */
  readonly sentiment?: readonly Sentiment[] | null;
  /** Of the current analysis. */
  readonly completionRating?: readonly string[] | null;
  readonly agentId?: readonly string[] | null;
  /** The thread. */
  readonly conversationId?: string | null;
}

/** Which hang-ups. */
export interface HangupFilter {
  readonly occurredAt?: InstantRange | null;
  readonly initiator?: readonly Initiator[] | null;
  /** A state's id or name. */
  readonly state?: readonly string[] | null;
  readonly reasonCode?: readonly HangupReasonCode[] | null;
  readonly releaseId?: readonly string[] | null;
  readonly primaryOnly?: boolean | null;
}
