/** How it is known who hung up. */
export type Basis =
  /** The dialogue's course was read for it. */
  | 'INFERRED'
  /** A gateway said so. */
  | 'REPORTED';

/** How the bot judged its own work. */
export type BotOperationResult =
  /** It did not. */
  | 'FAILURE'
  /** It did what it was there for. */
  | 'SUCCESS';

/** What became of a call. */
export type CallChange =
  /** It ended. */
  | 'ENDED'
  /** What was known of its caller was removed. */
  | 'ERASED'
  /** Another call turned out to be part of it. */
  | 'LINKED'
  /** It was heard of for the first time. */
  | 'STARTED'
  /** Something was recorded that belongs to it. */
  | 'UPDATED';

/** The orders in which calls are listed. */
export type CallOrder =
  /** The longest first. */
  | 'DURATION_DESC'
  /** The earliest first. */
  | 'STARTED_AT_ASC'
  /** The latest first. */
  | 'STARTED_AT_DESC'
  /** Those with the most turns first. */
  | 'TURNS_DESC';

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

/** What a caller's identifier is. */
export type CallerKind =
  /** A telephone number. */
  | 'PHONE'
  /** A chat user's id. */
  | 'USER_ID'
  /** A number that was held back. */
  | 'WITHHELD';

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

/** The orders in which intents are listed; where they are equal, by name. */
export type IntentOrder =
  /** Those with the lowest average confidence first, those without any last. */
  | 'CONFIDENCE_ASC'
  /** The most frequent first. */
  | 'COUNT_DESC'
  /** By name, in code-unit order. */
  | 'NAME_ASC'
  /** Those with the most unhandled turns first. */
  | 'UNHANDLED_DESC';

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

/** What became of an attempt to hand a call on. */
export type TransferStatus =
  /** Somebody took the call. */
  | 'ANSWERED'
  /** Nobody did; see the reason. */
  | 'FAILED';
