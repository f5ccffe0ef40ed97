import type { BotOperationResult, SipHeader } from '../../../domain/hangup.js';
import type { Instant, JsonText } from '../../../domain/source.js';

/**
 * What a bot sets for the end of its call, on the hang-up command or long before it.
 * @see https://techdocs.audiocodes.com/voice-ai-connect/Content/VAIG_Combined/call-disconnect.htm
 */
export interface CallParameters {
  readonly hangupReason: string | null;
  readonly sipHeaders: readonly SipHeader[];
  readonly botOperationResult: BotOperationResult | null;
  readonly botOperationData: JsonText | null;
}

/** What became of a call or of a transfer, and why. */
export interface StatusReport {
  /** In lower case. */
  readonly status: string;
  readonly reason: string | null;
  readonly reasonCode: string | null;
}

/** One thing that VoiceAI Connect or the bot behind it says of a call. */
export type AudiocodesActivity =
  | { readonly kind: 'hangup'; readonly at: Instant | null; readonly parameters: CallParameters }
  /** The bot's judgement of its own work, which ends nothing. */
  | { readonly kind: 'operation'; readonly parameters: CallParameters }
  | {
      readonly kind: 'disconnect';
      readonly at: Instant | null;
      readonly reason: string | null;
      readonly reasonCode: string | null;
    }
  | ({ readonly kind: 'transferStatus' } & StatusReport)
  | ({ readonly kind: 'callStatus'; readonly at: Instant | null; readonly parameters: CallParameters } & StatusReport)
  | {
      readonly kind: 'cdr';
      readonly caller: string | null;
      readonly startedAt: Instant | null;
      readonly endedAt: Instant | null;
      readonly reason: string | null;
      readonly reasonCode: string | null;
      readonly parameters: CallParameters;
    }
  | { readonly kind: 'start'; readonly at: Instant | null; readonly caller: string | null };

/** A delivery's item: which call it is about, by at least one identifier, and what it says of it. */
export interface AudiocodesPayload {
  /** `conversation`, `conversationId`, `vaigConversationId`. */
  readonly conversations: readonly string[];
  /** `callId`, which names a leg. */
  readonly callIds: readonly string[];
  readonly activities: readonly AudiocodesActivity[];
}
