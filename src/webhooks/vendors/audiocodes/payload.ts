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

/** What tells one activity from another that says the same. */
export interface ActivityStamp {
  readonly at: Instant | null;
  /** The activity's own id, which its framework gives. */
  readonly id: string | null;
}

/** One thing that VoiceAI Connect or the bot behind it says of a call. */
export type AudiocodesActivity = ActivityStamp &
  (
    | { readonly kind: 'hangup'; readonly parameters: CallParameters }
    /** The bot's judgement of its own work, which ends nothing. */
    | { readonly kind: 'operation'; readonly parameters: CallParameters }
    | { readonly kind: 'disconnect'; readonly reason: string | null; readonly reasonCode: string | null }
    | ({ readonly kind: 'transferStatus'; readonly target: string | null } & StatusReport)
    | ({ readonly kind: 'callStatus'; readonly parameters: CallParameters } & StatusReport)
    /** Its own time is the end of the call. */
    | {
        readonly kind: 'cdr';
        readonly caller: string | null;
        readonly startedAt: Instant | null;
        readonly reason: string | null;
        readonly reasonCode: string | null;
        readonly parameters: CallParameters;
      }
    | { readonly kind: 'start'; readonly caller: string | null }
    /** One of a list that says nothing of what is kept here: it stands beside the others. */
    | { readonly kind: 'other' }
  );

/** A delivery's item: which call it is about, by at least one identifier, and what it says of it. */
export interface AudiocodesPayload {
  /** `conversation`, `conversationId`, `vaigConversationId`. */
  readonly conversations: readonly string[];
  /** `callId`, which names a leg. */
  readonly callIds: readonly string[];
  readonly activities: readonly AudiocodesActivity[];
}
