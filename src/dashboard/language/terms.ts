import type { CallOutcome, Channel, HangupReasonCode, Initiator, Sentiment } from '../generated/enums';
import { type Language, useLanguage } from './language';

/** The field's terms, as people read them. */
export interface Terms {
  readonly initiator: Readonly<Record<Initiator, string>>;
  readonly outcome: Readonly<Record<CallOutcome, string>>;
  readonly channel: Readonly<Record<Channel, string>>;
  readonly reasonCode: Readonly<Record<HangupReasonCode, string>>;
  readonly sentiment: Readonly<Record<Sentiment, string>>;
}

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
};

const TERMS: Record<Language, Terms> = { en: english, de: german };

export function useTerms(): Terms {
  return TERMS[useLanguage().language];
}
