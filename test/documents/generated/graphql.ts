/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How it is known who hung up. */
export type Basis =
  /** The dialogue's course was read for it. */
  | 'INFERRED'
  /** A gateway said so. */
  | 'REPORTED';

/** Which calls: every given field must hold, and any of a list's values will do. */
export type CallFilter = {
  /** From this caller; any form of the number. */
  caller?: string | null | undefined;
  /** On one of these channels. */
  channel?: Array<Channel> | null | undefined;
  /** Ended by one of these. */
  endedBy?: Array<Initiator> | null | undefined;
  /** Was hung up in one of these states: a state's id or name. */
  hangupState?: Array<string> | null | undefined;
  /** With errors, or without any. */
  hasErrors?: boolean | null | undefined;
  /** With turns that only an else branch handled, or without any. */
  hasFallback?: boolean | null | undefined;
  /** At least one turn with one of these intents. */
  intent?: Array<string> | null | undefined;
  /** In one of these languages. */
  language?: Array<string> | null | undefined;
  /** At least so many turns. */
  minimumTurns?: number | null | undefined;
  /** Ended in one of these ways. */
  outcome?: Array<CallOutcome> | null | undefined;
  /** Real calls, or test calls. */
  production?: boolean | null | undefined;
  /** Ended for one of these reasons. */
  reasonCode?: Array<HangupReasonCode> | null | undefined;
  /** Held by one of these releases. */
  releaseId?: Array<string> | null | undefined;
  /** The current analysis found one of these. */
  sentiment?: Array<Sentiment> | null | undefined;
  /** Began in this span. */
  startedAt?: DateTimeRange | null | undefined;
  /** Still open, or ended. */
  status?: CallStatus | null | undefined;
  /** Full text over utterances, prompts, messages, transcripts and summaries. All words must be found in the call, in any order, without regard to case and accents; `refund*` finds words that begin so, `"not working"` words beside each other. At most 500 characters and 16 words. */
  text?: string | null | undefined;
  /** A variable holds this value. */
  variable?: VariableFilter | null | undefined;
  /** Came through one of these states, so that its path has it: a state's id or name. */
  visitedState?: Array<string> | null | undefined;
};

/** How a call ended. */
export type CallOutcome =
  /** The caller hung up before the bot ended the talk. */
  | 'ABANDONED'
  /** The bot ended the talk, or the session ended normally. */
  | 'COMPLETED'
  /** A technical error ended it. */
  | 'FAILED'
  /** A transfer was answered. */
  | 'TRANSFERRED'
  /** None of these is known; also while the call is open. */
  | 'UNKNOWN';

/** Whether a call is still going on. */
export type CallStatus =
  /** Ended by a hang-up, by any other end signal, or by a turn that ended the talk. */
  | 'ENDED'
  /** No end was heard of. */
  | 'OPEN';

/** By what means the person spoke. */
export type Channel =
  /** In a text chat or a messenger. */
  | 'CHAT'
  /** By anything else, or nobody said. */
  | 'OTHER'
  /** By telephone. */
  | 'PHONE'
  /** By short messages. */
  | 'SMS';

/** A span of time; an end that is left out is open. */
export type DateTimeRange = {
  /** From this instant, inclusive. */
  from?: string | null | undefined;
  /** To this instant, exclusive. */
  to?: string | null | undefined;
};

/** A step to be reached: give exactly one of the two. */
export type FunnelStepInput = {
  /** Had a turn of kind TURN with this intent. */
  intent?: string | null | undefined;
  /** Visited a state of this name. */
  stateName?: string | null | undefined;
};

/** Whose intents handled a turn. */
export type Handling =
  /** The global ones. */
  | 'GLOBALLY'
  /** The current state's. */
  | 'LOCALLY'
  /** The source did not say. */
  | 'UNKNOWN';

/** Why a call ended, normalised over the sources. */
export type HangupReasonCode =
  /** The bot hung up. */
  | 'BOT_DISCONNECTED'
  /** The line was busy. */
  | 'BUSY'
  /** The person hung up. */
  | 'CLIENT_DISCONNECTED'
  /** The call was refused. */
  | 'DECLINED'
  /** A technical error. */
  | 'ERROR'
  /** Nothing was heard for too long. */
  | 'INACTIVITY'
  /** An answering machine took it. */
  | 'MACHINE_DETECTED'
  /** It lasted longer than allowed. */
  | 'MAX_DURATION'
  /** Nobody answered. */
  | 'NO_ANSWER'
  /** A code that is none of these; see reasonCodeRaw. */
  | 'OTHER'
  /** The call was passed on. */
  | 'TRANSFERRED'
  /** No code was given. */
  | 'UNKNOWN';

/** Who ended the call. */
export type Initiator =
  /** A human agent. */
  | 'AGENT'
  /** The bot. */
  | 'BOT'
  /** The person. */
  | 'CALLER'
  /** The telephony in between. */
  | 'GATEWAY'
  /** Nobody said; also while the call is open. */
  | 'UNKNOWN';

/** A recognised goal. */
export type IntentMatchInput = {
  /** How sure the recogniser was: 0 to 1. */
  confidence?: number | null | undefined;
  /** The intent's name. */
  name: string;
  /** The recogniser's own id, as text, so that no digit is lost. */
  sourceId?: string | null | undefined;
};

/** Which way a message went. */
export type MessageDirection =
  /** From the person. */
  | 'INBOUND'
  /** To the person. */
  | 'OUTBOUND';

/** By what calls are told apart. */
export type MetricDimension =
  /** The call's `channel`. */
  | 'CHANNEL'
  /** The call's `endedBy`. */
  | 'ENDED_BY'
  /** The `reasonCode` of the end signal that ended the call. */
  | 'HANGUP_REASON'
  /** The `key` of the state in which the call was hung up. */
  | 'HANGUP_STATE'
  /** The call's `language`. */
  | 'LANGUAGE'
  /** The call's `outcome`. */
  | 'OUTCOME'
  /** The call's `platform`. */
  | 'PLATFORM'
  /** The call's `releaseId`. */
  | 'RELEASE'
  /** The sentiment that the call's current analysis found. */
  | 'SENTIMENT';

/** Spans into which time is cut, as clocks in the time zone show it. */
export type MetricInterval =
  /** Days, of 23 or 25 hours where clocks are changed. */
  | 'DAY'
  /** Hours; one that clocks show twice is two. */
  | 'HOUR'
  /** Minutes. */
  | 'MINUTE'
  /** Months. */
  | 'MONTH'
  /** Weeks from Monday on. */
  | 'WEEK';

/** What became of a recording. */
export type RecordOutcome =
  /** It was new. */
  | 'CREATED'
  /** The same was recorded before; nothing changed. */
  | 'DUPLICATE'
  /** It was not recorded; the error says why. */
  | 'REJECTED'
  /** The same identifier with other content: this stands now, the earlier content is kept. */
  | 'REVISED';

/** What an analysis made of a session; the session itself may come later. */
export type RecordSessionAnalysisInput = {
  /** When it was made; the time of receipt unless given. */
  analyzedAt?: string | null | undefined;
  /** Whether the goal was reached, in any words. */
  completionRating?: string | null | undefined;
  /** The answers to the agent's own questions. */
  customData?: unknown;
  /** The language model that made it. */
  model?: string | null | undefined;
  /** How the person felt; UNKNOWN unless given. */
  sentiment?: Sentiment | null | undefined;
  /** The session's own id: 1 to 256 characters. */
  sessionId: string;
  /** What the session was about. */
  summary?: string | null | undefined;
};

/** An agent's session to be recorded; what is left out is "not said". */
export type RecordSessionInput = {
  /** Which version of the agent held it: an object with `versionId`, and `agentId`, `name`, `description`, `llmId`, `organizationId`, `settings` where known; or as Whippy writes it. */
  agentVersion?: unknown;
  /** The call that it belongs to: 1 to 256 characters. */
  callId?: string | null | undefined;
  /** The thread, which can hold many sessions. */
  conversationId?: string | null | undefined;
  /** When it ended; with it, or with a reason, it is over. */
  endedAt?: string | null | undefined;
  /** Why it ended. */
  endedReason?: string | null | undefined;
  /** The language spoken. */
  language?: string | null | undefined;
  /** Messages: objects with `messageId`, `direction` and `createdAt`, and the other fields of Message where known; or as Whippy writes them. */
  messages?: Array<unknown> | null | undefined;
  /** The session's own id: 1 to 256 characters. */
  sessionId: string;
  /** When it began. */
  startedAt?: string | null | undefined;
  /** What was said, as one text. */
  transcript?: string | null | undefined;
};

/** What a key may do; each holds the ones before it. */
export type Scope =
  /** Manage keys, too. */
  | 'ADMIN'
  /** Query and subscribe. */
  | 'READ'
  /** Record, too. */
  | 'WRITE';

/** How the person felt, normalised over the sources. */
export type Sentiment =
  /** Upset. */
  | 'NEGATIVE'
  /** Neither content nor upset. */
  | 'NEUTRAL'
  /** Content. */
  | 'POSITIVE'
  /** Not said, or in words that nobody knows. */
  | 'UNKNOWN';

/** How far a session has come; a later stage is never undone. */
export type SessionLifecycle =
  /** It was analysed. */
  | 'ANALYZED'
  /** It is over. */
  | 'ENDED'
  /** It goes on. */
  | 'STARTED';

/** Who spoke of a call. */
export type Source =
  /** This gateway's own mutations. */
  | 'API'
  /** AudioCodes VoiceAI Connect. */
  | 'AUDIOCODES'
  /** The legacy CallData API. */
  | 'CALL_DATA'
  /** Parloa's analytics hook. */
  | 'PARLOA'
  /** Whippy's conversation agents. */
  | 'WHIPPY';

/** A place in the dialogue. */
export type StateInput = {
  /** The dialogue that it is part of. */
  dialogName?: string | null | undefined;
  /** The bot's own id of the state. */
  id: string;
  /** The label that designers gave it. */
  name?: string | null | undefined;
};

/** One turn to be recorded; what is left out is "not said". */
export type TransactionInput = {
  /** Which call it is part of: 1 to 256 characters. */
  callId: string;
  /** The caller's number or user id. */
  callerId?: string | null | undefined;
  /** Whether the bot ended the talk with it. */
  endTalk?: boolean | null | undefined;
  /** How many errors it had; not negative. */
  errorCount?: number | null | undefined;
  /** False where only an else branch took the turn. */
  explicitlyHandled?: boolean | null | undefined;
  /** Where the turn began. */
  from?: StateInput | null | undefined;
  /** Whose intents handled it. */
  handled?: Handling | null | undefined;
  /** Which state handled it. */
  handledBy?: StateInput | null | undefined;
  /** The intent that the dialogue acted on. */
  intent?: IntentMatchInput | null | undefined;
  /** What the recogniser proposed, best first. */
  intentRanking?: Array<IntentMatchInput> | null | undefined;
  /** What it is. */
  kind?: TransactionKind | null | undefined;
  /** The language spoken. */
  language?: string | null | undefined;
  /** The platform: phoneV2, textchatV2, sms, … */
  platform?: string | null | undefined;
  /** The bot's answer as sent, SSML included. */
  prompt?: string | null | undefined;
  /** The release of the bot. */
  releaseId?: string | null | undefined;
  /** What the bot says when nothing is heard. */
  reprompt?: string | null | undefined;
  /** What the bot was asked, raw. */
  request?: unknown;
  /** When the bot was asked. */
  requestTimestamp: string;
  /** What the bot answered, raw. */
  response?: unknown;
  /** How long the bot took, in milliseconds; not negative. */
  responseTimeMs?: number | null | undefined;
  /** The slots that were filled. */
  slots?: unknown;
  /** What the person said or typed. */
  text?: string | null | undefined;
  /** Where it led. */
  to?: StateInput | null | undefined;
  /** What makes it the same turn when it comes again: 1 to 256 characters. */
  transactionId: string;
  /** The bot's id of this person and release. */
  userContextId?: string | null | undefined;
  /** The bot's variables after it. */
  variables?: Array<VariableInput> | null | undefined;
  /** How many warnings it had; not negative. */
  warningCount?: number | null | undefined;
};

/** What a transaction is. */
export type TransactionKind =
  /** The end of the call; no turn and no visit. */
  | 'HANGUP'
  /** The start of the conversation. */
  | 'LAUNCH'
  /** Anything else that the bot recorded. */
  | 'OTHER'
  /** A turn of the person. */
  | 'TURN';

/** The last known value of a call's variable. */
export type VariableFilter = {
  /** The value; keys of objects may stand in any order. */
  equals: unknown;
  /** The variable's id or name. */
  name: string;
};

/** A value that the bot kept. */
export type VariableInput = {
  /** The id, which never changes. */
  id: string;
  /** The name, which designers may change. */
  name?: string | null | undefined;
  /** The value. */
  value?: unknown;
};

export type CallAsGraphQueryVariables = Exact<{
  callId: string;
}>;


export type CallAsGraphQuery = { call: { id: string, callId: string, status: CallStatus, endedBy: Initiator, outcome: CallOutcome, turnCount: number, identities: Array<{ source: Source, kind: string, value: string }>, path: Array<{ name: string | null }>, transactions: { totalCount: number, nodes: Array<{ transactionId: string, sequence: number, kind: TransactionKind, text: string | null, promptText: string | null, intent: { name: string, confidence: number | null, sourceId: string | null } | null, transition: { handled: Handling, terminal: boolean, from: { name: string | null } | null, to: { name: string | null } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, hangup: { initiator: Initiator, initiatorBasis: Basis, state: { stateId: string, name: string | null } | null, lastIntent: { name: string } | null } | null } | null };

export type TurnOfCallFragment = { transactionId: string, sequence: number, kind: TransactionKind, text: string | null, promptText: string | null, intent: { name: string, confidence: number | null, sourceId: string | null } | null, transition: { handled: Handling, terminal: boolean, from: { name: string | null } | null, to: { name: string | null } | null } | null };

export type CreateApiKeyMutationVariables = Exact<{
  name: string;
  scopes: Array<Scope> | Scope;
}>;


export type CreateApiKeyMutation = { createApiKey: { secret: string, apiKey: { id: string, prefix: string, scopes: Array<Scope> } } };

export type FiguresQueryVariables = Exact<{
  filter?: CallFilter | null | undefined;
  steps: Array<FunnelStepInput> | FunnelStepInput;
  interval?: MetricInterval | null | undefined;
  groupBy?: MetricDimension | null | undefined;
  timeZone?: string | null | undefined;
}>;


export type FiguresQuery = { conversationGraph: { callCount: number, transitionCount: number, nodes: Array<{ visits: number, calls: number, entries: number, exits: number, hangupsByCaller: number, fallbacks: number, state: { name: string | null } | null }>, edges: Array<{ count: number, calls: number, medianResponseTimeMs: number | null, from: { name: string | null } | null, to: { name: string | null } | null, intents: Array<{ name: string, count: number }> }> }, topPaths: Array<{ calls: number, states: Array<{ name: string | null }>, share: { numerator: number, denominator: number, value: number | null }, outcomes: Array<{ outcome: CallOutcome, count: number }> }>, funnel: { steps: Array<{ label: string, calls: number, ofPrevious: { value: number | null }, ofFirst: { value: number | null } }> }, intents: { totalCount: number, nodes: Array<{ name: string, count: number, calls: number, averageConfidence: number | null, unhandled: { numerator: number, denominator: number }, lowConfidence: { numerator: number, denominator: number } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, metrics: Array<{ start: string | null, key: string | null, calls: number, open: number, turns: number, p95ResponseTimeMs: number | null, averageDurationMs: number | null, turnsPerCall: number | null, containment: { numerator: number, denominator: number, value: number | null }, abandonment: { value: number | null }, fallback: { value: number | null } }> };

export type HangupRecordedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type HangupRecordedSubscription = { hangupRecorded: { cursor: string, hangup: { initiator: Initiator, call: { callId: string } } } };

export type LinkCallsMutationVariables = Exact<{
  callIds: Array<string> | string;
}>;


export type LinkCallsMutation = { linkCalls: { call: { id: string, callId: string, turnCount: number } } };

export type QuarantineQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  source?: Source | null | undefined;
}>;


export type QuarantineQuery = { quarantine: { totalCount: number, nodes: Array<{ id: string, source: Source, receivedAt: string, error: string, body: unknown }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RecordSessionAnalysisMutationVariables = Exact<{
  input: RecordSessionAnalysisInput;
}>;


export type RecordSessionAnalysisMutation = { recordSessionAnalysis: { outcome: RecordOutcome, analysis: { id: string, revision: number, summary: string | null, session: { sessionId: string, lifecycle: SessionLifecycle } } | null, error: { code: string, path: Array<string> } | null } };

export type RecordSessionMutationVariables = Exact<{
  input: RecordSessionInput;
}>;


export type RecordSessionMutation = { recordSession: { outcome: RecordOutcome, session: { id: string, sessionId: string, lifecycle: SessionLifecycle, call: { callId: string } } | null, error: { code: string, path: Array<string> } | null } };

export type RecordTransactionsMutationVariables = Exact<{
  transactions: Array<TransactionInput> | TransactionInput;
}>;


export type RecordTransactionsMutation = { recordTransactions: { created: number, duplicates: number, revised: number, rejected: number, results: Array<{ outcome: RecordOutcome, transactionId: string, error: { code: string, path: Array<string> } | null }> } };

export type ReplayQuarantinedMutationVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type ReplayQuarantinedMutation = { replayQuarantined: { applied: number, stillQuarantined: number } };

export type SessionsOfCallQueryVariables = Exact<{
  callId: string;
}>;


export type SessionsOfCallQuery = { call: { id: string, callId: string, identities: Array<{ source: Source, kind: string, value: string }>, analysis: { id: string, revision: number, completionRating: string | null, summary: string | null, sentiment: Sentiment, customData: unknown, undeclaredKeys: Array<string>, missingKeys: Array<string>, analyzedAt: string } | null, messages: { totalCount: number, nodes: Array<{ messageId: string, direction: MessageDirection, body: string | null, deliveryStatus: string | null }> }, sessions: Array<{ id: string, sessionId: string, lifecycle: SessionLifecycle, startedAt: string | null, endedReason: string | null, agentVersion: { versionId: string, agentId: string | null, settings: unknown } | null, analysis: { id: string, revision: number, completionRating: string | null, summary: string | null, sentiment: Sentiment, customData: unknown, undeclaredKeys: Array<string>, missingKeys: Array<string>, analyzedAt: string } | null }> } | null };

export type AnalysisOfSessionFragment = { id: string, revision: number, completionRating: string | null, summary: string | null, sentiment: Sentiment, customData: unknown, undeclaredKeys: Array<string>, missingKeys: Array<string>, analyzedAt: string };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const TurnOfCallFragmentDoc = new TypedDocumentString(`
    fragment TurnOfCall on Transaction {
  transactionId
  sequence
  kind
  text
  promptText
  intent {
    name
    confidence
    sourceId
  }
  transition {
    from {
      name
    }
    to {
      name
    }
    handled
    terminal
  }
}
    `, {"fragmentName":"TurnOfCall"}) as unknown as TypedDocumentString<TurnOfCallFragment, unknown>;
export const AnalysisOfSessionFragmentDoc = new TypedDocumentString(`
    fragment AnalysisOfSession on SessionAnalysis {
  id
  revision
  completionRating
  summary
  sentiment
  customData
  undeclaredKeys
  missingKeys
  analyzedAt
}
    `, {"fragmentName":"AnalysisOfSession"}) as unknown as TypedDocumentString<AnalysisOfSessionFragment, unknown>;
export const CallAsGraphDocument = new TypedDocumentString(`
    query CallAsGraph($callId: String!) {
  call(callId: $callId) {
    id
    callId
    status
    endedBy
    outcome
    turnCount
    identities {
      source
      kind
      value
    }
    path {
      name
    }
    transactions(first: 10) {
      totalCount
      nodes {
        ...TurnOfCall
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    hangup {
      initiator
      initiatorBasis
      state {
        stateId
        name
      }
      lastIntent {
        name
      }
    }
  }
}
    fragment TurnOfCall on Transaction {
  transactionId
  sequence
  kind
  text
  promptText
  intent {
    name
    confidence
    sourceId
  }
  transition {
    from {
      name
    }
    to {
      name
    }
    handled
    terminal
  }
}`) as unknown as TypedDocumentString<CallAsGraphQuery, CallAsGraphQueryVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($name: String!, $scopes: [Scope!]!) {
  createApiKey(input: {name: $name, scopes: $scopes}) {
    apiKey {
      id
      prefix
      scopes
    }
    secret
  }
}
    `) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const FiguresDocument = new TypedDocumentString(`
    query Figures($filter: CallFilter, $steps: [FunnelStepInput!]!, $interval: MetricInterval, $groupBy: MetricDimension, $timeZone: String) {
  conversationGraph(filter: $filter) {
    callCount
    transitionCount
    nodes {
      state {
        name
      }
      visits
      calls
      entries
      exits
      hangupsByCaller
      fallbacks
    }
    edges {
      from {
        name
      }
      to {
        name
      }
      count
      calls
      medianResponseTimeMs
      intents {
        name
        count
      }
    }
  }
  topPaths(filter: $filter) {
    states {
      name
    }
    calls
    share {
      numerator
      denominator
      value
    }
    outcomes {
      outcome
      count
    }
  }
  funnel(filter: $filter, steps: $steps) {
    steps {
      label
      calls
      ofPrevious {
        value
      }
      ofFirst {
        value
      }
    }
  }
  intents(filter: $filter, first: 1) {
    nodes {
      name
      count
      calls
      unhandled {
        numerator
        denominator
      }
      averageConfidence
      lowConfidence {
        numerator
        denominator
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
  metrics(
    filter: $filter
    groupBy: $groupBy
    interval: $interval
    timeZone: $timeZone
  ) {
    start
    key
    calls
    open
    turns
    containment {
      numerator
      denominator
      value
    }
    abandonment {
      value
    }
    fallback {
      value
    }
    p95ResponseTimeMs
    averageDurationMs
    turnsPerCall
  }
}
    `) as unknown as TypedDocumentString<FiguresQuery, FiguresQueryVariables>;
export const HangupRecordedDocument = new TypedDocumentString(`
    subscription HangupRecorded($after: String) {
  hangupRecorded(after: $after) {
    cursor
    hangup {
      call {
        callId
      }
      initiator
    }
  }
}
    `) as unknown as TypedDocumentString<HangupRecordedSubscription, HangupRecordedSubscriptionVariables>;
export const LinkCallsDocument = new TypedDocumentString(`
    mutation LinkCalls($callIds: [String!]!) {
  linkCalls(input: {callIds: $callIds}) {
    call {
      id
      callId
      turnCount
    }
  }
}
    `) as unknown as TypedDocumentString<LinkCallsMutation, LinkCallsMutationVariables>;
export const QuarantineDocument = new TypedDocumentString(`
    query Quarantine($first: Int, $after: String, $source: Source) {
  quarantine(first: $first, after: $after, source: $source) {
    totalCount
    nodes {
      id
      source
      receivedAt
      error
      body
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<QuarantineQuery, QuarantineQueryVariables>;
export const RecordSessionAnalysisDocument = new TypedDocumentString(`
    mutation RecordSessionAnalysis($input: RecordSessionAnalysisInput!) {
  recordSessionAnalysis(input: $input) {
    outcome
    analysis {
      id
      revision
      summary
      session {
        sessionId
        lifecycle
      }
    }
    error {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RecordSessionAnalysisMutation, RecordSessionAnalysisMutationVariables>;
export const RecordSessionDocument = new TypedDocumentString(`
    mutation RecordSession($input: RecordSessionInput!) {
  recordSession(input: $input) {
    outcome
    session {
      id
      sessionId
      lifecycle
      call {
        callId
      }
    }
    error {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RecordSessionMutation, RecordSessionMutationVariables>;
export const RecordTransactionsDocument = new TypedDocumentString(`
    mutation RecordTransactions($transactions: [TransactionInput!]!) {
  recordTransactions(input: {transactions: $transactions}) {
    created
    duplicates
    revised
    rejected
    results {
      outcome
      transactionId
      error {
        code
        path
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecordTransactionsMutation, RecordTransactionsMutationVariables>;
export const ReplayQuarantinedDocument = new TypedDocumentString(`
    mutation ReplayQuarantined($ids: [ID!]!) {
  replayQuarantined(ids: $ids) {
    applied
    stillQuarantined
  }
}
    `) as unknown as TypedDocumentString<ReplayQuarantinedMutation, ReplayQuarantinedMutationVariables>;
export const SessionsOfCallDocument = new TypedDocumentString(`
    query SessionsOfCall($callId: String!) {
  call(callId: $callId) {
    id
    callId
    identities {
      source
      kind
      value
    }
    analysis {
      ...AnalysisOfSession
    }
    messages(first: 20) {
      totalCount
      nodes {
        messageId
        direction
        body
        deliveryStatus
      }
    }
    sessions {
      id
      sessionId
      lifecycle
      startedAt
      endedReason
      agentVersion {
        versionId
        agentId
        settings
      }
      analysis {
        ...AnalysisOfSession
      }
    }
  }
}
    fragment AnalysisOfSession on SessionAnalysis {
  id
  revision
  completionRating
  summary
  sentiment
  customData
  undeclaredKeys
  missingKeys
  analyzedAt
}`) as unknown as TypedDocumentString<SessionsOfCallQuery, SessionsOfCallQueryVariables>;