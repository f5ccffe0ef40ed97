import { hash } from 'node:crypto';
import { Channel } from '../../../domain/call.js';
import { codePart, eventKey, idPart, type KeyPart } from '../../../domain/event-key.js';
import { HangupReasonCode, HangupSignal, Initiator, reasonCodeOf } from '../../../domain/hangup.js';
import type { CallFacts, CallIdentifier, HangupRecord, NoticeRecord } from '../../../domain/record.js';
import type { JsonText } from '../../../domain/source.js';
import { type AdaptedItem, adaptedOrRejected } from '../../adapted-item.js';
import type { DeliveredItem, DeliveryQuery } from '../../items.js';
import { PayloadError, readExactly } from '../../reading.js';
import { activitiesOf } from './activities.js';
import type { ActivityStamp, AudiocodesActivity, AudiocodesPayload, CallParameters } from './payload.js';
import { readPayload } from './reader.js';

type AudiocodesRecord = HangupRecord | NoticeRecord;

/** The items of one delivered object: one for each activity of a list. */
export function audiocodesItems(item: DeliveredItem, query: DeliveryQuery): readonly AdaptedItem[] {
  const parts = activitiesOf(item, query);
  if (parts === null) return [audiocodesItem(item, query, item.beside ?? false)];
  const items = parts.map((part) => adaptedOrRejected(part, (one) => audiocodesItem(one, query, true)));
  if (items.some((one) => 'error' in one || one.eventType !== OTHER)) return items;
  throw new PayloadError('UNSUPPORTED_EVENT', '', 'is no event that is understood here');
}

const OTHER: AudiocodesActivity['kind'] = 'other';

function audiocodesItem(item: DeliveredItem, query: DeliveryQuery, beside: boolean): AdaptedItem {
  const payload = readExactly(item, (value, exact) => readPayload(value, query, exact, beside));
  const { conversations, callIds, activities } = payload;
  const kinds = new Set(activities.map(({ kind }) => kind));
  const said = activities.flatMap((activity) => [...(kinds.size > 1 ? [activity.kind] : []), ...distinction(activity)]);
  const unknown = kinds.has(OTHER) ? [{ text: hash('sha256', item.text, 'base64url') }] : [];
  return {
    eventType: kinds.size === 1 ? ([...kinds][0] as string) : 'activities',
    // All identifiers, so that the same text under another address can still link two calls.
    ...eventKey([...conversations, ...callIds, ...said, ...unknown]),
    body: item.text,
    records: activities.flatMap((activity) => recordsOf(activity, payload, item.text)),
  };
}

function recordsOf(activity: AudiocodesActivity, payload: AudiocodesPayload, text: JsonText): AudiocodesRecord[] {
  const identifiers: readonly CallIdentifier[] = [
    ...payload.conversations.map((value) => ({ kind: 'conversation', value })),
    ...payload.callIds.map((value) => ({ kind: 'callId', value })),
  ];
  // A conversation can have several legs, and each leg has a record of its own.
  const leg = activity.kind === 'cdr' ? payload.callIds[0] : undefined;
  const name = leg ?? (identifiers[0]?.value as string);
  const own = recordOf(activity, identifiers, name);
  if (!('parameters' in activity)) return [own];
  const said = operationOf(activity.parameters);
  if (said.botOperationResult === null && said.botOperationData === null) return [own];
  const key = eventKey(['operation', name, ...settingOf(activity, activity.parameters, text)]);
  const setting: NoticeRecord = { ...NO_NOTICE, ...said, identifiers, ...key, occurredAt: activity.at };
  return activity.kind === 'operation' ? [setting] : [own, setting];
}

// What was set is known again by its activity's id, else by its time, else by nothing but the whole text.
function settingOf({ id, at }: ActivityStamp, parameters: CallParameters, text: JsonText): readonly KeyPart[] {
  const { botOperationResult, botOperationData } = parameters;
  const value = { text: hash('sha256', JSON.stringify([botOperationResult, botOperationData]), 'base64url') };
  if (id !== null) return [idPart(id), value];
  return [at === null ? { text: hash('sha256', text, 'base64url') } : String(at), value];
}

function recordOf(
  activity: AudiocodesActivity,
  identifiers: readonly CallIdentifier[],
  name: string,
): AudiocodesRecord {
  const said = distinction(activity);
  const key = eventKey([activity.kind, name, ...said]);
  const kind = [activity.kind, ...said.filter((part) => typeof part === 'string')].join('/');
  const hangup = { ...NO_HANGUP, identifiers, ...key, kind, occurredAt: activity.at };
  const notice = { ...NO_NOTICE, identifiers, ...key, occurredAt: activity.at };
  switch (activity.kind) {
    case 'hangup':
      return {
        ...hangup,
        ...operationOf(activity.parameters),
        signal: HangupSignal.COMMAND,
        initiator: Initiator.BOT,
        reason: activity.parameters.hangupReason,
        sipHeaders: activity.parameters.sipHeaders,
      };
    case 'disconnect':
      return { ...hangup, ...ended(activity.reason, activity.reasonCode) };
    case 'cdr':
      return {
        ...hangup,
        ...ended(activity.reason, activity.reasonCode),
        ...operationOf(activity.parameters),
        kind: null,
        signal: HangupSignal.RECORD,
        callStartedAt: activity.startedAt,
        callerRaw: activity.caller,
      };
    case 'callStatus': {
      const { status, reason, reasonCode } = activity;
      if (!ENDS.has(status)) return { ...notice, reason, reasonCodeRaw: reasonCode };
      const code = reasonCode ?? (SAID_BY_STATUS.has(status) ? status : null);
      return { ...hangup, ...ended(reason, code), ...operationOf(activity.parameters) };
    }
    case 'transferStatus': {
      const { reason, reasonCode, target } = activity;
      const transferAnswered = answered(activity.status);
      return { ...notice, transferAnswered, transferTarget: target, reason, reasonCodeRaw: reasonCode };
    }
    case 'start':
      return { ...notice, callStartedAt: activity.at, callerRaw: activity.caller };
    case 'operation':
      return { ...notice, ...operationOf(activity.parameters) };
    case 'other':
      return { ...NO_NOTICE, identifiers, key: null, occurredAt: activity.at };
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
  kind: null,
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
  occurredAt: null,
  transferAnswered: null,
  transferTarget: null,
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
function distinction(activity: AudiocodesActivity): readonly KeyPart[] {
  if (activity.kind === 'callStatus') return [codePart(activity.status)];
  if (activity.kind !== 'transferStatus') return [];
  // A call can be handed on again and again, and fail for the same reason.
  const times = activity.at === null ? [] : [String(activity.at)];
  return [codePart(activity.status), codePart(activity.reasonCode ?? ''), ...times];
}

const INITIATORS: Partial<Record<HangupReasonCode, Initiator>> = {
  [HangupReasonCode.CLIENT_DISCONNECTED]: Initiator.CALLER,
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
