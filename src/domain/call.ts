import type { Caller } from './caller.js';
import type { Initiator } from './hangup.js';
import type { Instant, Source } from './source.js';

/** By what means the person spoke. */
export const Channel = { PHONE: 'PHONE', CHAT: 'CHAT', SMS: 'SMS', OTHER: 'OTHER' } as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

/** ENDED by a hang-up, by any other end signal, or by a turn that ended the talk. */
export const CallStatus = { OPEN: 'OPEN', ENDED: 'ENDED' } as const;
export type CallStatus = (typeof CallStatus)[keyof typeof CallStatus];

/** How a call ended; UNKNOWN while it is open. */
export const CallOutcome = {
  COMPLETED: 'COMPLETED',
  TRANSFERRED: 'TRANSFERRED',
  ABANDONED: 'ABANDONED',
  FAILED: 'FAILED',
  UNKNOWN: 'UNKNOWN',
} as const;
export type CallOutcome = (typeof CallOutcome)[keyof typeof CallOutcome];

/** One identifier that leads to a call. Within a client the same value is the same call, whoever says it. */
export interface CallIdentity {
  readonly source: Source;
  /** The source's own word for it: `callId`, `conversationId`, `conversation`, `sessionId`; `link` where a link names it. */
  readonly kind: string;
  readonly value: string;
}

/** One conversation between a person and a bot, on any channel. */
export interface Call {
  readonly id: number;
  readonly callId: string;
  readonly channel: Channel;
  readonly platform: string | null;
  readonly status: CallStatus;
  readonly endedBy: Initiator;
  readonly outcome: CallOutcome;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly durationMs: number | null;
  readonly language: string | null;
  readonly caller: Caller | null;
  readonly releaseId: string | null;
  readonly production: boolean | null;
  /** Since when a legal hold keeps it whole; null for none. */
  readonly heldAt: Instant | null;
  readonly privacyEnabled: boolean;
  readonly turnCount: number;
  readonly fallbackCount: number;
  readonly errorCount: number;
  /** Transactions of every kind; `turnCount` counts the person's turns alone. */
  readonly transactionCount: number;
}

/** The orders in which calls are listed. */
export const CallOrder = {
  STARTED_AT_DESC: 'STARTED_AT_DESC',
  STARTED_AT_ASC: 'STARTED_AT_ASC',
  DURATION_DESC: 'DURATION_DESC',
  TURNS_DESC: 'TURNS_DESC',
} as const;
export type CallOrder = (typeof CallOrder)[keyof typeof CallOrder];

const BY_PLATFORM: readonly (readonly [RegExp, Channel])[] = [
  [/phone|voice|sip|tel/i, Channel.PHONE],
  [/sms/i, Channel.SMS],
  [/chat|whatsapp|messenger|web/i, Channel.CHAT],
];

/** The channel behind a source's platform: `phoneV2`, `textchatV2`, `sms`. */
export function channelOf(platform: string | null): Channel {
  if (platform === null) return Channel.OTHER;
  return BY_PLATFORM.find(([pattern]) => pattern.test(platform))?.[1] ?? Channel.OTHER;
}

const RANK: readonly (readonly [Source, string])[] = [
  ['PARLOA', 'callId'],
  ['AUDIOCODES', 'callId'],
  ['AUDIOCODES', 'conversation'],
  ['API', 'callId'],
  ['WHIPPY', 'sessionId'],
  ['API', 'sessionId'],
  ['PARLOA', 'conversationId'],
];

/**
 * The identifier by which people know a call, whatever came first: Parloa's `callId`, else AudioCodes',
 * else the API's, else the session's; of several of a kind the first in code-unit order.
 */
export function primaryIdentifier(identities: readonly CallIdentity[]): string {
  let best: CallIdentity | undefined;
  for (const identity of identities) if (best === undefined || precedes(identity, best)) best = identity;
  if (best === undefined) throw new Error('A call has at least one identity.');
  return best.value;
}

function precedes(one: CallIdentity, other: CallIdentity): boolean {
  const difference = rankOf(one) - rankOf(other);
  return difference === 0 ? one.value < other.value : difference < 0;
}

function rankOf(identity: CallIdentity): number {
  const rank = RANK.findIndex(([source, kind]) => source === identity.source && kind === identity.kind);
  return rank === -1 ? RANK.length : rank;
}
