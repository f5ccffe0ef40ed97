import type { BotOperationResult, HangupReasonCode } from './hangup.js';
import type { Instant, JsonText, Source } from './source.js';

/** What became of an attempt to hand a call on. */
export const TransferStatus = { ANSWERED: 'ANSWERED', FAILED: 'FAILED' } as const;
export type TransferStatus = (typeof TransferStatus)[keyof typeof TransferStatus];

/**
 * An attempt to hand a call on to somebody else, as the gateway reports it.
 * @see https://techdocs.audiocodes.com/voice-ai-connect/Content/VAIG_Combined/transfer-status.htm
 */
export interface Transfer {
  readonly source: Source;
  readonly status: TransferStatus;
  readonly reasonCode: HangupReasonCode;
  readonly reasonCodeRaw: string | null;
  /** Free text. */
  readonly reason: string | null;
  /** To whom, as the source says it. */
  readonly target: string | null;
  /** The time of receipt where the source gives none. */
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
}

/** What a bot said of its own work at one time; of several the last one counts, for the result and the data each. */
export interface BotOperation {
  readonly source: Source;
  readonly result: BotOperationResult | null;
  readonly data: JsonText | null;
  /** The time of receipt where the source gives none. */
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
}

/** What was said of a call beside its turns and its end, each in the order in which it happened. */
export interface GatewayNotices {
  readonly transfers: readonly Transfer[];
  readonly botOperations: readonly BotOperation[];
}
