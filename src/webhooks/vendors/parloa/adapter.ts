import { channelOf } from '../../../domain/call.js';
import { HangupSignal } from '../../../domain/hangup.js';
import type { IntentMatch } from '../../../domain/intent.js';
import type { CallFacts, CallIdentifier, HangupRecord, TransactionRecord } from '../../../domain/record.js';
import { Handling } from '../../../domain/state-transition.js';
import { TransactionKind } from '../../../domain/transaction.js';
import type { Understood } from '../../adapted-item.js';
import type { DeliveredItem } from '../../items.js';
import { PayloadError, readExactly } from '../../reading.js';
import type { ParloaRequest, ParloaTransaction } from './payload.js';
import { readTransaction } from './reader.js';

/** Makes records of one item of the analytics hook; throws PayloadError where it cannot be understood. */
export function parloaItem(item: DeliveredItem): Understood {
  const payload = readExactly(item, readTransaction);
  const identifiers = identifiersOf(payload);
  const facts = factsOf(payload);
  const transaction = transactionOf(payload, identifiers, facts);
  const isHangup = transaction.kind === TransactionKind.HANGUP;
  const records = isHangup ? [transaction, hangupOf(transaction, facts)] : [transaction];
  return { eventType: 'transaction', key: payload.transactionId, body: item.text, records };
}

/**
 * What names the call: the gateway's id on the phone, the conversation's in a chat, both where both are given.
 * Never `sessionId`, `userContextId` or a number: a caller's calls all share those.
 */
function identifiersOf(payload: ParloaTransaction): readonly CallIdentifier[] {
  const { request, response } = payload;
  const identifiers: CallIdentifier[] = [];
  add(identifiers, 'callId', request.callMeta.callId);
  add(identifiers, 'callId', response.callMeta.callId);
  add(identifiers, 'conversationId', payload.conversationId);
  add(identifiers, 'conversationId', request.conversationId);
  add(identifiers, 'conversationId', response.conversationId);
  if (identifiers.length > 0) return identifiers;
  throw new PayloadError('MISSING_FIELD', 'request.callMeta.callId', 'or conversationId is required');
}

function add(identifiers: CallIdentifier[], kind: string, value: string | null): void {
  if (value === null || identifiers.some((known) => known.kind === kind && known.value === value)) return;
  identifiers.push({ kind, value });
}

function factsOf(payload: ParloaTransaction): CallFacts {
  const sent = payload.request.callMeta;
  const returned = payload.response.callMeta;
  return {
    channel: payload.platform === null ? null : channelOf(payload.platform),
    platform: payload.platform,
    language: payload.language,
    releaseId: payload.releaseId ?? sent.instanceId ?? returned.instanceId,
    callerRaw: sent.callerId ?? returned.callerId ?? payload.requesterId,
    production: sent.production ?? returned.production,
    privacyEnabled: either(sent.isPrivacyEnabled, returned.isPrivacyEnabled),
  };
}

function transactionOf(
  payload: ParloaTransaction,
  identifiers: readonly CallIdentifier[],
  facts: CallFacts,
): TransactionRecord {
  const { request, response, intent } = payload;
  const kind = kindOf(request);
  const endConversation = either(response.endConversation, payload.endConversation);
  const endTalk = either(response.endTalk, endConversation);
  return {
    type: 'transaction',
    identifiers,
    transactionId: payload.transactionId,
    kind,
    requestTimestamp: payload.requestTimestamp,
    responseTimeMs: payload.responseTime,
    userContextId: payload.userContextId,
    text: request.text,
    prompt: response.prompt,
    reprompt: response.reprompt,
    endTalk,
    continueListening: response.continueListening,
    intent: intentOf(intent.name, request),
    intentRanking: request.intentRanking,
    from: intent.initialState,
    handledBy: intent.handledByState,
    to: intent.nextState,
    handled: handlingOf(intent.handled),
    explicitlyHandled: intent.explicitlyHandled,
    terminal: endTalk === true || kind === TransactionKind.HANGUP,
    slots: request.slots,
    variables: payload.variables,
    errors: payload.errors,
    warnings: payload.warnings,
    ...facts,
  };
}

// Who hung up is not said; it follows from the turn before, which may come later than this one.
function hangupOf(transaction: TransactionRecord, facts: CallFacts): HangupRecord {
  return {
    type: 'hangup',
    identifiers: transaction.identifiers,
    key: transaction.transactionId,
    transactionId: transaction.transactionId,
    signal: HangupSignal.TURN,
    kind: null,
    callStartedAt: null,
    occurredAt: transaction.requestTimestamp,
    initiator: null,
    from: transaction.from,
    reason: null,
    reasonCodeRaw: null,
    sipHeaders: [],
    botOperationResult: null,
    botOperationData: null,
    ...facts,
  };
}

// The phone says HANGUP and WELCOME, a chat quit, launch and message.
const KIND_OF_EVENT: Readonly<Record<string, TransactionKind>> = {
  HANGUP: TransactionKind.HANGUP,
  QUIT: TransactionKind.HANGUP,
  WELCOME: TransactionKind.LAUNCH,
  LAUNCH: TransactionKind.LAUNCH,
  MESSAGE: TransactionKind.TURN,
};

function kindOf(request: ParloaRequest): TransactionKind {
  if (request.event === null) return TransactionKind.TURN;
  const name = request.event.toUpperCase();
  if (Object.hasOwn(KIND_OF_EVENT, name)) return KIND_OF_EVENT[name] ?? TransactionKind.OTHER;
  return request.text !== null || request.hasDtmf ? TransactionKind.TURN : TransactionKind.OTHER;
}

/** The intent that the dialogue took; its figures come from what recognised it. */
function intentOf(name: string | null, request: ParloaRequest): IntentMatch | null {
  if (name === null) return request.intent;
  if (request.intent?.name === name) return request.intent;
  return request.intentRanking.find((match) => match.name === name) ?? { name, confidence: null, sourceId: null };
}

function handlingOf(handled: string | null): Handling | null {
  if (handled === null) return null;
  const name = handled.toUpperCase();
  return name === Handling.LOCALLY || name === Handling.GLOBALLY ? name : Handling.UNKNOWN;
}

function either(one: boolean | null, other: boolean | null): boolean | null {
  if (one === null || other === null) return one ?? other;
  return one || other;
}
