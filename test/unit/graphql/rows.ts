import type { AgentSession } from '../../../src/domain/agent-session.js';
import type { Call } from '../../../src/domain/call.js';
import type { Client } from '../../../src/domain/client.js';
import type { HangupEvent } from '../../../src/domain/hangup.js';
import type { Message } from '../../../src/domain/message.js';
import type { SessionAnalysis } from '../../../src/domain/session-analysis.js';
import type { State, StateTransition } from '../../../src/domain/state-transition.js';
import type { Transaction } from '../../../src/domain/transaction.js';

export const START = Date.UTC(2023, 2, 2, 17, 11, 45, 602);

export const CLIENT: Client = {
  id: 1,
  clientId: 'acme',
  name: 'Acme',
  defaultCountry: 'DE',
  timeZone: 'Europe/Berlin',
  callDataRetentionDays: 30,
  retentionDays: null,
  privacy: [],
  deniedNames: null,
  privacyKey: null,
};

export function aState(name: string): State {
  return { key: `r1/main/${name}`, stateId: name, name: name.toUpperCase(), dialogName: 'main' };
}

export function aCall(id: number, more: Partial<Call> = {}): Call {
  return {
    id,
    callId: `call-${id}`,
    channel: 'PHONE',
    platform: 'phoneV2',
    status: 'ENDED',
    endedBy: 'CALLER',
    outcome: 'ABANDONED',
    startedAt: START,
    endedAt: START + 60_000,
    durationMs: 60_000,
    language: 'de-DE',
    caller: { raw: '+4930123456', e164: '+4930123456', kind: 'PHONE', redacted: false },
    releaseId: 'r1',
    production: null,
    privacyEnabled: false,
    heldAt: null,
    turnCount: 2,
    fallbackCount: 0,
    errorCount: 0,
    transactionCount: 3,
    ...more,
  };
}

export function aTransaction(id: number, callRef: number, more: Partial<Transaction> = {}): Transaction {
  const intent = { name: 'Route', confidence: 0.93, sourceId: '-4300620255518597600' };
  const transaction: Transaction = {
    id,
    callRef,
    transactionId: `tx-${id}`,
    sequence: id % 10,
    kind: id % 10 === 3 ? 'HANGUP' : 'TURN',
    requestTimestamp: START + id,
    responseTimeMs: 20,
    platform: 'phoneV2',
    language: null,
    releaseId: 'r1',
    userContextId: null,
    text: 'Hallo',
    prompt: '<speak>Guten Tag</speak>',
    promptText: 'Guten Tag',
    reprompt: null,
    endTalk: false,
    continueListening: true,
    intent,
    intentRanking: [intent],
    get transition() {
      return aTransition(transaction);
    },
    ...more,
  };
  return transaction;
}

function aTransition(transaction: Transaction): StateTransition {
  return {
    transaction,
    from: aState('base'),
    handledBy: null,
    to: aState('next'),
    handled: 'LOCALLY',
    explicitlyHandled: true,
    terminal: false,
    selfLoop: false,
  };
}

export function aHangup(id: number, callRef: number, more: Partial<HangupEvent> = {}): HangupEvent {
  return {
    id,
    callRef,
    transactionRef: callRef * 10 + 3,
    source: 'PARLOA',
    occurredAt: START + 60_000,
    receivedAt: START + 61_000,
    initiator: 'CALLER',
    initiatorBasis: 'INFERRED',
    state: aState('next'),
    lastIntent: null,
    reason: null,
    reasonCode: 'UNKNOWN',
    reasonCodeRaw: null,
    sipHeaders: [],
    botOperationResult: null,
    botOperationData: '{"wide":-4300620255518597600,"b":1,"a":[true,null]}',
    primary: true,
    ...more,
  };
}

export function aSession(id: number, callRef: number, more: Partial<AgentSession> = {}): AgentSession {
  return {
    id,
    callRef,
    sessionId: `session-${id}`,
    conversationId: 'thread',
    lifecycle: 'ANALYZED',
    startedAt: START,
    endedAt: null,
    endedReason: null,
    agentVersion: null,
    transcript: null,
    translatedTranscript: null,
    language: 'de',
    translationLanguage: null,
    ...more,
  };
}

export function anAnalysis(id: number, sessionRef: number): SessionAnalysis {
  return {
    id,
    sessionRef,
    revision: 1,
    completionRating: 'complete',
    summary: null,
    sentiment: 'NEUTRAL',
    customData: '{"wide":-4300620255518597600}',
    undeclaredKeys: ['wide'],
    missingKeys: [],
    model: null,
    analyzedAt: START,
  };
}

export function aMessage(id: number, sessionRef: number): Message {
  return {
    id,
    sessionRef,
    callRef: sessionRef,
    messageId: `message-${id}`,
    direction: 'INBOUND',
    body: 'Hallo',
    translatedBody: null,
    mode: null,
    type: 'sms',
    from: null,
    to: null,
    deliveryStatus: null,
    language: null,
    createdAt: START + id,
    updatedAt: null,
    raw: null,
  };
}
