import type { IntentMatch } from './intent.js';
import type { Instant, JsonText, Source } from './source.js';
import type { State } from './state-transition.js';

/** Who ended the call. */
export const Initiator = {
  CALLER: 'CALLER',
  BOT: 'BOT',
  AGENT: 'AGENT',
  GATEWAY: 'GATEWAY',
  UNKNOWN: 'UNKNOWN',
} as const;
export type Initiator = (typeof Initiator)[keyof typeof Initiator];

/** Whether a gateway said who hung up, or the dialogue's course was read for it. */
export const Basis = { REPORTED: 'REPORTED', INFERRED: 'INFERRED' } as const;
export type Basis = (typeof Basis)[keyof typeof Basis];

/**
 * Why a call ended, normalised over the sources; what a source said stays in `reasonCodeRaw`.
 * @see https://techdocs.audiocodes.com/voice-ai-connect/Content/VAIG_Combined/call-disconnect.htm
 */
export const HangupReasonCode = {
  BOT_DISCONNECTED: 'BOT_DISCONNECTED',
  CLIENT_DISCONNECTED: 'CLIENT_DISCONNECTED',
  TRANSFERRED: 'TRANSFERRED',
  MACHINE_DETECTED: 'MACHINE_DETECTED',
  NO_ANSWER: 'NO_ANSWER',
  BUSY: 'BUSY',
  DECLINED: 'DECLINED',
  ERROR: 'ERROR',
  INACTIVITY: 'INACTIVITY',
  MAX_DURATION: 'MAX_DURATION',
  OTHER: 'OTHER',
  UNKNOWN: 'UNKNOWN',
} as const;
export type HangupReasonCode = (typeof HangupReasonCode)[keyof typeof HangupReasonCode];

/**
 * What kind of end signal it is: the gateway's notice, its record of the call afterwards, the bot's command to
 * hang up, or a turn that the platform recorded as a hang-up. Several may tell of the same end.
 */
export const HangupSignal = { NOTICE: 'NOTICE', RECORD: 'RECORD', COMMAND: 'COMMAND', TURN: 'TURN' } as const;
export type HangupSignal = (typeof HangupSignal)[keyof typeof HangupSignal];

const UNANSWERED: ReadonlySet<HangupReasonCode> = new Set([
  HangupReasonCode.NO_ANSWER,
  HangupReasonCode.BUSY,
  HangupReasonCode.DECLINED,
]);

/** Whether a call with this reason never came to be, so that nobody can have hung up. */
export function isUnanswered(code: HangupReasonCode): boolean {
  return UNANSWERED.has(code);
}

/** How the bot judged its own work. */
export const BotOperationResult = { SUCCESS: 'SUCCESS', FAILURE: 'FAILURE' } as const;
export type BotOperationResult = (typeof BotOperationResult)[keyof typeof BotOperationResult];

/** A header of the SIP message that ended the call. */
export interface SipHeader {
  readonly name: string;
  readonly value: string;
}

/** An end signal: a command by the bot, or a notice by the gateway or the platform. */
export interface HangupEvent {
  readonly id: number;
  readonly callRef: number;
  /** The internal id of the transaction that is this hang-up. */
  readonly transactionRef: number | null;
  readonly source: Source;
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly initiator: Initiator;
  readonly initiatorBasis: Basis;
  /** Where the person was in the dialogue, not the reset state after it. */
  readonly state: State | null;
  readonly lastIntent: IntentMatch | null;
  readonly reason: string | null;
  readonly reasonCode: HangupReasonCode;
  readonly reasonCodeRaw: string | null;
  readonly sipHeaders: readonly SipHeader[];
  readonly botOperationResult: BotOperationResult | null;
  readonly botOperationData: JsonText | null;
  /** Whether this is the signal that ended the call, of those received. */
  readonly primary: boolean;
}

/** At most so many SIP headers, and so many characters of names and values together. */
export const SIP_HEADER_LIMITS = { headers: 100, characters: 12_000 } as const;

/** The known code behind a source's spelling (`client-disconnected`, `BUSY`); OTHER where it is none. */
export function reasonCodeOf(raw: string | null): HangupReasonCode {
  if (raw === null || raw.trim() === '') return HangupReasonCode.UNKNOWN;
  const name = raw
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
  return Object.hasOwn(HangupReasonCode, name) ? HangupReasonCode[name as HangupReasonCode] : HangupReasonCode.OTHER;
}
