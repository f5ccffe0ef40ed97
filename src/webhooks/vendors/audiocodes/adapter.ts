import { hash } from 'node:crypto';
import { Channel } from '../../../domain/call.js';
import { HangupReasonCode, HangupSignal, Initiator, reasonCodeOf } from '../../../domain/hangup.js';
import type { CallFacts, CallIdentifier, HangupRecord, NoticeRecord } from '../../../domain/record.js';
import type { DeliveredItem, DeliveryQuery } from '../../items.js';
import { LONGEST_NAME, PayloadError, readExactly } from '../../reading.js';
import type { AudiocodesActivity, AudiocodesPayload, CallParameters } from './payload.js';
import { readPayload } from './reader.js';

/** The records of one delivered object, and by what it is known again. */
export interface AudiocodesRecords {
  readonly eventType: string;
  readonly key: string;
  readonly records: readonly (HangupRecord | NoticeRecord)[];
}

/** Makes records of one item; throws PayloadError where it cannot be understood. */
export function audiocodesRecords(item: DeliveredItem, query: DeliveryQuery): AudiocodesRecords {
  const payload = readExactly(item, (value, exact) => readPayload(value, query, exact));
  const { conversations, callIds, activities } = payload;
  const kinds = new Set(activities.map(({ kind }) => kind));
  const said = activities.flatMap((activity) => [...(kinds.size > 1 ? [activity.kind] : []), ...distinction(activity)]);
  return {
    eventType: kinds.size === 1 ? ([...kinds][0] as string) : 'activities',
    // All identifiers, so that the same text under another address can still link two calls.
    key: shortKey([...conversations, ...callIds, ...said]),
    records: activities.map((activity) => recordOf(activity, payload)),
  };
}

function recordOf(activity: AudiocodesActivity, payload: AudiocodesPayload): HangupRecord | NoticeRecord {
  const identifiers: readonly CallIdentifier[] = [
    ...payload.conversations.map((value) => ({ kind: 'conversation', value })),
    ...payload.callIds.map((value) => ({ kind: 'callId', value })),
  ];
  // A conversation can have several legs, and each leg has a record of its own.
  const named = activity.kind === 'cdr' ? payload.callIds[0] : undefined;
  const key = shortKey([activity.kind, named ?? (identifiers[0]?.value as string), ...distinction(activity)]);
  const hangup = { ...NO_HANGUP, identifiers, key };
  const notice = { ...NO_NOTICE, identifiers, key };
  switch (activity.kind) {
    case 'hangup':
      return {
        ...hangup,
        ...operationOf(activity.parameters),
        signal: HangupSignal.COMMAND,
        occurredAt: activity.at,
        initiator: Initiator.BOT,
        reason: activity.parameters.hangupReason,
        sipHeaders: activity.parameters.sipHeaders,
      };
    case 'disconnect':
      return { ...hangup, ...ended(activity.reason, activity.reasonCode), occurredAt: activity.at };
    case 'cdr':
      return {
        ...hangup,
        ...ended(activity.reason, activity.reasonCode),
        ...operationOf(activity.parameters),
        signal: HangupSignal.RECORD,
        callStartedAt: activity.startedAt,
        occurredAt: activity.endedAt,
        callerRaw: activity.caller,
      };
    case 'callStatus': {
      const { status, reason, reasonCode } = activity;
      if (!ENDS.has(status)) return { ...notice, reason, reasonCodeRaw: reasonCode };
      const code = reasonCode ?? (SAID_BY_STATUS.has(status) ? status : null);
      return { ...hangup, ...ended(reason, code), ...operationOf(activity.parameters), occurredAt: activity.at };
    }
    case 'transferStatus': {
      const { reason, reasonCode } = activity;
      return { ...notice, transferAnswered: answered(activity.status), reason, reasonCodeRaw: reasonCode };
    }
    case 'start':
      return { ...notice, callStartedAt: activity.at, callerRaw: activity.caller };
    case 'operation':
      return { ...notice, ...operationOf(activity.parameters) };
  }
}

const PHONE: CallFacts = {
  channel: Channel.PHONE,
  platform: null,
  language: null,
  releaseId: null,
  callerRaw: null,
  production: null,
  privacyEnabled: null,
};
const NO_HANGUP: Omit<HangupRecord, 'identifiers' | 'key'> = {
  type: 'hangup',
  transactionId: null,
  signal: HangupSignal.NOTICE,
  callStartedAt: null,
  occurredAt: null,
  initiator: null,
  from: null,
  reason: null,
  reasonCodeRaw: null,
  sipHeaders: [],
  botOperationResult: null,
  botOperationData: null,
  ...PHONE,
};
const NO_NOTICE: Omit<NoticeRecord, 'identifiers' | 'key'> = {
  type: 'notice',
  transferAnswered: null,
  botOperationResult: null,
  botOperationData: null,
  reason: null,
  reasonCodeRaw: null,
  callStartedAt: null,
  ...PHONE,
};

// Some dialers name the failure itself where others say `failed`.
const SAID_BY_STATUS: ReadonlySet<string> = new Set(['no-answer', 'busy', 'declined', 'error']);
const ENDS: ReadonlySet<string> = new Set(['failed', 'completed', ...SAID_BY_STATUS]);

/** What tells two activities of one kind about one call apart; order never does. */
function distinction(activity: AudiocodesActivity): readonly string[] {
  if (activity.kind === 'transferStatus') return [activity.status, activity.reasonCode ?? ''];
  return activity.kind === 'callStatus' ? [activity.status] : [];
}

const INITIATORS: Partial<Record<HangupReasonCode, Initiator>> = {
  [HangupReasonCode.CLIENT_DISCONNECTED]: Initiator.CALLER,
  [HangupReasonCode.DECLINED]: Initiator.CALLER,
  [HangupReasonCode.BOT_DISCONNECTED]: Initiator.BOT,
  [HangupReasonCode.TRANSFERRED]: Initiator.BOT,
  [HangupReasonCode.ERROR]: Initiator.GATEWAY,
  [HangupReasonCode.MACHINE_DETECTED]: Initiator.GATEWAY,
};

function ended(reason: string | null, reasonCode: string | null) {
  return { reason, reasonCodeRaw: reasonCode, initiator: INITIATORS[reasonCodeOf(reasonCode)] ?? null };
}

function operationOf({ botOperationResult, botOperationData }: CallParameters) {
  return { botOperationResult, botOperationData };
}

function answered(status: string): boolean {
  if (status === 'answered' || status === 'failed') return status === 'answered';
  throw new PayloadError('INVALID_FIELD', 'value.status', 'must be answered or failed');
}

// A key is indexed, so what is too long for that is replaced by its hash.
function shortKey(parts: readonly string[]): string {
  const key = parts.map((part) => encodeURIComponent(part.toWellFormed())).join('/');
  return key.length > LONGEST_NAME ? hash('sha256', key, 'base64url') : key;
}
