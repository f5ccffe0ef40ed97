import type {
  Basis,
  BotOperationResult,
  CallOutcome,
  Channel,
  HangupReasonCode,
  Initiator,
  Sentiment,
  Source,
} from '../generated/enums.js';

/** The field's terms, as people read them: a word for every value of an enum that the page shows. */
export interface Terms {
  readonly initiator: Readonly<Record<Initiator, string>>;
  readonly outcome: Readonly<Record<CallOutcome, string>>;
  readonly channel: Readonly<Record<Channel, string>>;
  readonly reasonCode: Readonly<Record<HangupReasonCode, string>>;
  readonly sentiment: Readonly<Record<Sentiment, string>>;
  readonly basis: Readonly<Record<Basis, string>>;
  readonly botOperation: Readonly<Record<BotOperationResult, string>>;
  readonly source: Readonly<Record<Source, string>>;
}

// Names are names in every language.
const SOURCES: Terms['source'] = {
  API: 'API',
  AUDIOCODES: 'AudioCodes',
  CALL_DATA: 'CallData',
  PARLOA: 'Parloa',
  WHIPPY: 'Whippy',
};

const english: Terms = {
  initiator: { CALLER: 'Caller', BOT: 'Bot', AGENT: 'Agent', GATEWAY: 'Gateway', UNKNOWN: 'Unknown' },
  outcome: {
    COMPLETED: 'Completed',
    TRANSFERRED: 'Transferred',
    ABANDONED: 'Abandoned',
    FAILED: 'Failed',
    UNKNOWN: 'Unknown',
  },
  channel: { PHONE: 'Phone', CHAT: 'Chat', SMS: 'SMS', OTHER: 'Other' },
  reasonCode: {
    BOT_DISCONNECTED: 'The bot hung up',
    CLIENT_DISCONNECTED: 'The caller hung up',
    TRANSFERRED: 'Transferred',
    MACHINE_DETECTED: 'Answering machine',
    NO_ANSWER: 'No answer',
    BUSY: 'Busy',
    DECLINED: 'Declined',
    ERROR: 'Error',
    INACTIVITY: 'Inactivity',
    MAX_DURATION: 'Longest duration reached',
    OTHER: 'Other',
    UNKNOWN: 'Unknown',
  },
  sentiment: { POSITIVE: 'Positive', NEUTRAL: 'Neutral', NEGATIVE: 'Negative', UNKNOWN: 'Unknown' },
  basis: { REPORTED: 'reported', INFERRED: 'inferred' },
  botOperation: { SUCCESS: 'Success', FAILURE: 'Failure' },
  source: SOURCES,
};

const german: Terms = {
  initiator: { CALLER: 'Anrufer', BOT: 'Bot', AGENT: 'Agent', GATEWAY: 'Gateway', UNKNOWN: 'Unbekannt' },
  outcome: {
    COMPLETED: 'Erledigt',
    TRANSFERRED: 'Weitergeleitet',
    ABANDONED: 'Abgebrochen',
    FAILED: 'Fehlgeschlagen',
    UNKNOWN: 'Unbekannt',
  },
  channel: { PHONE: 'Telefon', CHAT: 'Chat', SMS: 'SMS', OTHER: 'Anderer' },
  reasonCode: {
    BOT_DISCONNECTED: 'Bot hat aufgelegt',
    CLIENT_DISCONNECTED: 'Anrufer hat aufgelegt',
    TRANSFERRED: 'Weitergeleitet',
    MACHINE_DETECTED: 'Anrufbeantworter',
    NO_ANSWER: 'Nicht angenommen',
    BUSY: 'Besetzt',
    DECLINED: 'Abgelehnt',
    ERROR: 'Fehler',
    INACTIVITY: 'Inaktivität',
    MAX_DURATION: 'Höchstdauer erreicht',
    OTHER: 'Anderer Grund',
    UNKNOWN: 'Unbekannt',
  },
  sentiment: { POSITIVE: 'Positiv', NEUTRAL: 'Neutral', NEGATIVE: 'Negativ', UNKNOWN: 'Unbekannt' },
  basis: { REPORTED: 'gemeldet', INFERRED: 'erschlossen' },
  botOperation: { SUCCESS: 'Erfolg', FAILURE: 'Misserfolg' },
  source: SOURCES,
};

/** The terms in each of the page's languages. */
export const TERMS: Readonly<Record<'en' | 'de', Terms>> = { en: english, de: german };

interface Reason {
  readonly reason: string | null;
  readonly reasonCode: HangupReasonCode;
  readonly reasonCodeRaw: string | null;
}

/** Why a call ended: a known reason in the page's language, else what the source said of it, in its own words. */
export function reasonOf({ reason, reasonCode, reasonCodeRaw }: Reason, { reasonCode: words }: Terms): string {
  if (reasonCode !== 'OTHER' && reasonCode !== 'UNKNOWN') return words[reasonCode];
  return reason || reasonCodeRaw || words[reasonCode];
}
