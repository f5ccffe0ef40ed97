import type { IntentMatch } from '../../../domain/intent.js';
import type { Instant, JsonText } from '../../../domain/source.js';
import type { StateReference } from '../../../domain/state-transition.js';
import type { Occurrences } from '../../../domain/transaction.js';
import type { Variable } from '../../../domain/variable.js';

/** What the voice gateway says of a call, in the request and again in the response. */
export interface CallMeta {
  readonly callId: string | null;
  readonly callerId: string | null;
  readonly instanceId: string | null;
  readonly production: boolean | null;
  readonly isPrivacyEnabled: boolean | null;
}

/** How the dialogue took the turn. */
export interface Dispatch {
  readonly name: string | null;
  readonly initialState: StateReference | null;
  readonly handledByState: StateReference | null;
  readonly nextState: StateReference | null;
  readonly handled: string | null;
  readonly explicitlyHandled: boolean | null;
}

/** What came in: on the phone the event is a word, in a chat an object with a type. */
export interface ParloaRequest {
  readonly event: string | null;
  /** `text`, else the text of a chat's message. */
  readonly text: string | null;
  readonly hasDtmf: boolean;
  readonly slots: JsonText | null;
  readonly intent: IntentMatch | null;
  readonly intentRanking: readonly IntentMatch[];
  readonly callMeta: CallMeta;
  readonly conversationId: string | null;
}

/** What went out. */
export interface ParloaResponse {
  readonly prompt: string | null;
  readonly reprompt: string | null;
  readonly continueListening: boolean | null;
  readonly endTalk: boolean | null;
  readonly endConversation: boolean | null;
  readonly callMeta: CallMeta;
  readonly conversationId: string | null;
}

/**
 * An analytics transaction, as far as it is read; empty strings are null, unknown fields are left aside.
 * @see https://docs.parloa.com/rule-based-automation/analytics-and-debugging/analytics-transactions-data-structure-and-insights
 */
export interface ParloaTransaction {
  readonly transactionId: string;
  readonly requestTimestamp: Instant;
  readonly responseTime: number | null;
  readonly userContextId: string | null;
  readonly releaseId: string | null;
  readonly requesterId: string | null;
  readonly conversationId: string | null;
  readonly language: string | null;
  readonly platform: string | null;
  readonly endConversation: boolean | null;
  readonly intent: Dispatch;
  readonly errors: Occurrences | null;
  readonly warnings: Occurrences | null;
  readonly variables: readonly Variable[];
  readonly request: ParloaRequest;
  readonly response: ParloaResponse;
}
