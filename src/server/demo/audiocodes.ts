import type { Conversation } from './conversation.js';
import { Ending } from './conversation.js';

/** A call as AudioCodes' gateway knows it. */
export interface GatewayCall {
  readonly conversation: string;
  /** The id under which the bot's platform knows the same call. */
  readonly callId: string;
  readonly callerId: string;
  readonly startedAt: number;
}

/** A payload and when it comes, since the call began. */
export interface TimedPayload {
  readonly atMs: number;
  readonly payload: object;
}

const REASONS: Readonly<Record<Ending, { readonly reason: string; readonly reasonCode: string }>> = {
  [Ending.BOT]: { reason: 'Bot disconnected', reasonCode: 'bot-disconnected' },
  [Ending.CALLER]: { reason: 'Client Side', reasonCode: 'client-disconnected' },
  [Ending.TRANSFER]: { reason: 'Call transferred', reasonCode: 'transferred' },
  [Ending.ERROR]: { reason: 'Speech service does not answer', reasonCode: 'error' },
};

const COMMAND_MS = 40;
const TRANSFER_MS = 1_500;
const DISCONNECT_MS = 350;
const RECORD_MS = 2_000;

/**
 * What the gateway tells of a call: its start, which names both ids, then the bot's command, the transfer, the
 * disconnect and the record.
 * @see https://techdocs.audiocodes.com/voice-ai-connect/Content/VAIG_Combined/call-disconnect.htm
 */
export function gatewayPayloads(call: GatewayCall, talk: Conversation, answered: boolean): readonly TimedPayload[] {
  const { ending, endedAfterMs } = talk;
  const { conversation, callId, callerId, startedAt } = call;
  const at = (afterMs: number) => new Date(startedAt + afterMs).toISOString();
  const start = { type: 'event', name: 'start', conversation, callId, caller: callerId, timestamp: at(0) };
  const payloads: TimedPayload[] = [{ atMs: 60, payload: start }];
  let ended = endedAfterMs;
  if (ending === Ending.BOT) {
    ended += COMMAND_MS;
    const hangup = { type: 'event', name: 'hangup', conversation, timestamp: at(ended) };
    payloads.push({ atMs: ended, payload: { ...hangup, activityParams: { hangupReason: 'completed successfully' } } });
  }
  if (ending === Ending.TRANSFER) {
    ended += TRANSFER_MS;
    const value = answered
      ? { status: 'answered' }
      : { status: 'failed', reasonCode: 'no-answer', reason: 'SIP ;cause=480' };
    payloads.push({ atMs: ended, payload: { type: 'event', name: 'transferStatus', conversation, value } });
  }
  const reason = ending === Ending.TRANSFER && !answered ? REASONS[Ending.BOT] : REASONS[ending];
  ended += DISCONNECT_MS;
  payloads.push({ atMs: ended, payload: { conversation, ...reason, timestamp: at(ended) } });
  const record = {
    conversation,
    callId,
    callingEntity: { type: 'phone-number', phoneNumber: callerId },
    calledEntity: { type: 'bot' },
    setupTime: at(0),
    endTime: at(ended),
    terminationDescription: reason.reason,
    botOperationResult: ending === Ending.ERROR || ending === Ending.CALLER ? 'failure' : 'success',
    botOperationData: { turns: talk.turns.length, lastState: talk.scene },
  };
  return [...payloads, { atMs: ended + RECORD_MS, payload: record }];
}
