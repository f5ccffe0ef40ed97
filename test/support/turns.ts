import type { SourceItem, TransactionRecord } from '../../src/domain/record.js';

/** A turn as an adapter hands it to the recorder; what is not given is not said. */
export function turnRecord(transactionId: string, said: Partial<TransactionRecord> = {}): TransactionRecord {
  return {
    type: 'transaction',
    identifiers: [{ kind: 'callId', value: `call-${transactionId}` }],
    transactionId,
    kind: 'TURN',
    requestTimestamp: Date.parse('2024-02-27T12:16:23.926Z'),
    responseTimeMs: null,
    userContextId: null,
    text: null,
    prompt: null,
    reprompt: null,
    endTalk: null,
    continueListening: null,
    intent: null,
    intentRanking: [],
    from: null,
    handledBy: null,
    to: null,
    handled: null,
    explicitlyHandled: null,
    terminal: false,
    slots: null,
    variables: [],
    errors: null,
    warnings: null,
    channel: 'PHONE',
    platform: 'phone',
    language: 'de',
    releaseId: null,
    callerRaw: null,
    production: true,
    privacyEnabled: false,
    ...said,
  };
}

/** An item of a delivery with one turn in it. */
export function turnItem(transactionId: string, said: Partial<TransactionRecord> = {}): SourceItem {
  const record = turnRecord(transactionId, said);
  const content = { understood: true as const, records: [record] };
  return { source: 'PARLOA', eventType: 'transaction', key: transactionId, body: JSON.stringify(record), content };
}
