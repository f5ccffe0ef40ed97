import type { AgentVersion, SessionLifecycle } from './agent-session.js';
import type { Channel } from './call.js';
import type { HiddenKey } from './event-key.js';
import type { BotOperationResult, HangupSignal, Initiator, SipHeader } from './hangup.js';
import type { IntentMatch } from './intent.js';
import type { Message } from './message.js';
import type { Sentiment } from './session-analysis.js';
import type { Instant, JsonText, Source } from './source.js';
import type { Handling, StateReference } from './state-transition.js';
import type { Occurrences, TransactionKind } from './transaction.js';
import type { Variable } from './variable.js';

/** An identifier in a record, before it is known whose call it is. `kind` is the source's own word. */
export interface CallIdentifier {
  readonly kind: string;
  readonly value: string;
}

/** What a record says of its call in passing; null where it says nothing. */
export interface CallFacts {
  readonly channel: Channel | null;
  readonly platform: string | null;
  readonly language: string | null;
  readonly releaseId: string | null;
  /** The caller's number or user id as sent. */
  readonly callerRaw: string | null;
  readonly production: boolean | null;
  readonly privacyEnabled: boolean | null;
}

/** What has a key in which texts can stand that may not be stored. */
interface Hiding {
  /** How the key is stored, where it is not stored as it is. */
  readonly hidden?: HiddenKey;
  /** The whole key once it is hidden: versions before this one stored it so. */
  readonly formerKey?: string;
}

/** A transaction as every writer produces it. Null is "not said" and never replaces a value. */
export interface TransactionRecord extends CallFacts {
  readonly type: 'transaction';
  /** At least one; all of them lead to the same call. */
  readonly identifiers: readonly CallIdentifier[];
  readonly transactionId: string;
  readonly kind: TransactionKind;
  readonly requestTimestamp: Instant;
  readonly responseTimeMs: number | null;
  readonly userContextId: string | null;
  readonly text: string | null;
  /** As sent, SSML included. */
  readonly prompt: string | null;
  readonly reprompt: string | null;
  readonly endTalk: boolean | null;
  readonly continueListening: boolean | null;
  readonly intent: IntentMatch | null;
  /** Best first. */
  readonly intentRanking: readonly IntentMatch[];
  readonly from: StateReference | null;
  readonly handledBy: StateReference | null;
  readonly to: StateReference | null;
  readonly handled: Handling | null;
  readonly explicitlyHandled: boolean | null;
  /** Whether the talk ended with it: `endTalk`, `endConversation`, or a hang-up. */
  readonly terminal: boolean;
  readonly slots: JsonText | null;
  readonly variables: readonly Variable[];
  readonly errors: Occurrences | null;
  readonly warnings: Occurrences | null;
}

/** An end signal as every writer produces it. */
export interface HangupRecord extends CallFacts, Hiding {
  readonly type: 'hangup';
  readonly identifiers: readonly CallIdentifier[];
  /** What makes this signal the same one when it comes again, within its source. */
  readonly key: string;
  /** The transaction that is this hang-up, where there is one. */
  readonly transactionId: string | null;
  readonly signal: HangupSignal;
  /** The source's word for what it is, where it may be told under another name of its call; null where `key` says all. */
  readonly kind: string | null;
  /** When the call began, where the signal says so. */
  readonly callStartedAt: Instant | null;
  /** Null where the source gives no time: then the time of receipt stands. */
  readonly occurredAt: Instant | null;
  /** Null where the source does not say who; then it is inferred. */
  readonly initiator: Initiator | null;
  /** The state in which the hang-up itself says it happened. */
  readonly from: StateReference | null;
  readonly reason: string | null;
  readonly reasonCodeRaw: string | null;
  readonly sipHeaders: readonly SipHeader[];
  readonly botOperationResult: BotOperationResult | null;
  readonly botOperationData: JsonText | null;
}

/** A CallData record as every writer produces it. It finds calls but never makes one. */
export interface CallDataRecordInput {
  readonly type: 'callData';
  readonly callId: string;
  readonly callerRaw: string;
  /** `+41`, `41` or `CH`, for local numbers. */
  readonly countryCode: string | null;
  readonly content: string | null;
  readonly conversationId: string | null;
  /** The user-defined fields: one JSON object, in the order given. */
  readonly fields: JsonText;
  /** False for the legacy API, where every POST is a record of its own and the most recent one counts. */
  readonly idempotent: boolean;
}

/** What a gateway or a person says of a call before its end: that it began, was handed on, or has another name. */
export interface NoticeRecord extends CallFacts, Hiding {
  readonly type: 'notice';
  readonly identifiers: readonly CallIdentifier[];
  /** What makes it the same notice when it comes again, within its source; null keeps the identifiers alone. */
  readonly key: string | null;
  /** When it happened; null where the source gives no time: then the time of receipt stands. */
  readonly occurredAt: Instant | null;
  /** Whether a transfer was answered or failed; null where it tells of none. */
  readonly transferAnswered: boolean | null;
  /** To whom the call was to be handed on, as the source says it. */
  readonly transferTarget: string | null;
  /** What the bot said of its work before the end; the last one said counts. */
  readonly botOperationResult: BotOperationResult | null;
  readonly botOperationData: JsonText | null;
  readonly reason: string | null;
  readonly reasonCodeRaw: string | null;
  readonly callStartedAt: Instant | null;
}

/** A message of a session as every writer produces it; the same id again is the same message. */
export type MessageRecord = Omit<Message, 'id' | 'sessionRef' | 'callRef'>;

/** What an analysis made of a session, as every writer produces it. */
export interface AnalysisRecord {
  readonly completionRating: string | null;
  readonly summary: string | null;
  readonly sentiment: Sentiment;
  readonly customData: JsonText | null;
  /** The keys that the agent's analysis schema declares; null where there is no schema to compare with. */
  readonly declaredKeys: readonly string[] | null;
  readonly model: string | null;
  /** Null where the source gives no time: then the time of receipt stands. */
  readonly analyzedAt: Instant | null;
}

/** An agent's session as every writer produces it. The stage it was reported in decides what stands. */
export interface SessionRecord extends CallFacts {
  readonly type: 'session';
  readonly identifiers: readonly CallIdentifier[];
  readonly sessionId: string;
  readonly conversationId: string | null;
  readonly lifecycle: SessionLifecycle;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedReason: string | null;
  readonly agentVersion: AgentVersion | null;
  readonly transcript: string | null;
  readonly translatedTranscript: string | null;
  readonly translationLanguage: string | null;
  readonly messages: readonly MessageRecord[];
  readonly analysis: AnalysisRecord | null;
}

/** Everything that arrives becomes one of these. */
export type DomainRecord = TransactionRecord | HangupRecord | NoticeRecord | SessionRecord | CallDataRecordInput;

/** Why an item could not be understood: a stable code, a sentence without the caller's data, and where. */
export interface RecordError {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

/** One item of a delivery: what it says, or why nobody could tell. */
export interface SourceItem extends Hiding {
  readonly source: Source;
  /** The vendor's word for what it is: `transaction`, `hangup`. */
  readonly eventType: string;
  /** What makes it the same item when it comes again, within its source and type; null in quarantine. */
  readonly key: string | null;
  /** The item's own text, as it came. */
  readonly body: JsonText;
  /** What the address named beside the text: a JSON object of identifiers, never a credential. */
  readonly address?: JsonText | null;
  readonly content: ItemContent;
  /** When another gateway received it, for what is brought from there; else it is received now. */
  readonly receivedAt?: Instant;
  /** Members of the text that a retry has anew, so that they do not make it other content. */
  readonly envelope?: readonly string[];
}
export type ItemContent =
  | { readonly understood: true; readonly records: readonly DomainRecord[] }
  | { readonly understood: false; readonly error: RecordError };

/** What became of an item. */
export const RecordOutcome = {
  CREATED: 'CREATED',
  DUPLICATE: 'DUPLICATE',
  REVISED: 'REVISED',
  REJECTED: 'REJECTED',
} as const;
export type RecordOutcome = (typeof RecordOutcome)[keyof typeof RecordOutcome];

/** The answer to one item: the outcome, and the internal ids of what it stands in now. */
export interface RecordResult {
  readonly outcome: RecordOutcome;
  readonly transactionRef: number | null;
  readonly hangupRef: number | null;
  readonly callDataRef: number | null;
  readonly sessionRef: number | null;
  readonly analysisRef: number | null;
  readonly callRef: number | null;
  /** Set exactly where the outcome is REJECTED. */
  readonly error: RecordError | null;
}

/** The refs of an item of which nothing stands. */
export const NO_REFS = {
  transactionRef: null,
  hangupRef: null,
  callDataRef: null,
  sessionRef: null,
  analysisRef: null,
  callRef: null,
} as const;
