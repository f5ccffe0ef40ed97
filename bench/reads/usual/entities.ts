import { defineEntity, p } from '@mikro-orm/sqlite';

// The same tables as most people would map them: every column, one id as the primary key, and relations.

/** A state of the dialogue. */
export const State = defineEntity({
  name: 'State',
  tableName: 'state',
  properties: {
    id: p.integer().primary(),
    client: p.integer().name('client_id'),
    key: p.text(),
    stateId: p.text(),
    dialogName: p.text(),
    releaseId: p.text(),
    name: p.text(),
  },
});

/** A key, for letting people in. */
export const ApiKey = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: { id: p.integer().primary(), client: p.integer().name('client_id'), secretHash: p.text() },
});

/** What calls, turns and hang-ups say alike. */
const facts = {
  channel: p.text().nullable(),
  platform: p.text().nullable(),
  language: p.text().nullable(),
  releaseId: p.text().nullable(),
  callerRaw: p.text().nullable(),
  production: p.boolean().nullable(),
  privacyEnabled: p.boolean().nullable(),
};

/** A call. */
export const Call = defineEntity({
  name: 'Call',
  tableName: 'call',
  properties: {
    ...facts,
    id: p.integer().primary(),
    client: p.integer().name('client_id'),
    callId: p.text(),
    status: p.text(),
    endedBy: p.text(),
    outcome: p.text(),
    startedAt: p.integer().nullable(),
    endedAt: p.integer().nullable(),
    durationMs: p.integer().nullable(),
    callerE164: p.text().name('caller_e164').nullable(),
    callerKind: p.text().nullable(),
    turnCount: p.integer(),
    fallbackCount: p.integer(),
    errorCount: p.integer(),
    transactionCount: p.integer(),
    listedAt: p.integer(),
    listedDurationMs: p.integer(),
    recordedAt: p.integer(),
    mergedInto: p.integer().nullable(),
  },
});

/** A turn with its intent and its move. */
export const Transaction = defineEntity({
  name: 'Transaction',
  tableName: 'transaction',
  properties: {
    ...facts,
    id: p.integer().primary(),
    client: p.integer().name('client_id'),
    call: () => p.manyToOne(Call).name('call_ref'),
    transactionId: p.text(),
    source: p.text(),
    sequence: p.integer(),
    kind: p.text(),
    requestTimestamp: p.integer(),
    responseTimeMs: p.integer().nullable(),
    userContextId: p.text().nullable(),
    intentName: p.text().nullable(),
    intentConfidence: p.double().nullable(),
    intentSourceId: p.text().nullable(),
    intentRanking: p.json<{ name: string; confidence: number | null }[]>().nullable(),
    fromState: () => p.manyToOne(State).name('from_state').nullable(),
    handledByState: () => p.manyToOne(State).name('handled_by_state').nullable(),
    toState: () => p.manyToOne(State).name('to_state').nullable(),
    handled: p.text(),
    explicitlyHandled: p.boolean().nullable(),
    terminal: p.boolean(),
    endTalk: p.boolean().nullable(),
    continueListening: p.boolean().nullable(),
    errorCount: p.integer(),
    warningCount: p.integer(),
    sourceEventRef: p.integer(),
    text: p.text().nullable(),
    prompt: p.text().nullable(),
    reprompt: p.text().nullable(),
    slots: p.json().nullable(),
    variables: p.json().nullable(),
    errorSteps: p.json().nullable(),
    warningSteps: p.json().nullable(),
  },
});

/** An end signal. */
export const Hangup = defineEntity({
  name: 'Hangup',
  tableName: 'hangup',
  properties: {
    ...facts,
    id: p.integer().primary(),
    client: p.integer().name('client_id'),
    call: () => p.manyToOne(Call).name('call_ref'),
    transaction: () => p.manyToOne(Transaction).name('transaction_ref').nullable(),
    source: p.text(),
    eventKey: p.text(),
    occurredAt: p.integer(),
    receivedAt: p.integer(),
    reportedInitiator: p.text().nullable(),
    initiator: p.text(),
    initiatorBasis: p.text(),
    state: () => p.manyToOne(State).name('state').nullable(),
    lastIntentName: p.text().nullable(),
    lastIntentConfidence: p.double().nullable(),
    lastIntentSourceId: p.text().nullable(),
    reason: p.text().nullable(),
    reasonCode: p.text(),
    reasonCodeRaw: p.text().nullable(),
    sipHeaders: p.json().nullable(),
    botOperationResult: p.text().nullable(),
    botOperationData: p.json().nullable(),
    primary: p.boolean(),
    sourceEventRef: p.integer(),
  },
});
