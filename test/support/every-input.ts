import { type Canaries, type Planted, placesIn, planted } from './planting.js';

/** An input with a canary in one place, and the call that it is about. */
export interface PlantedInput extends Planted {
  readonly calls: readonly string[];
}

/** A mutation's input. */
export interface PlantedMutation extends PlantedInput {
  readonly mutation: string;
  readonly document: string;
}

const AT = '2026-03-02T17:11:45Z';
const STATE = { id: 'STATE.base', name: 'Routing', dialogName: 'Main' };
const INTENT = { name: 'PetLost', confidence: 0.9, sourceId: '-4300620255518597600' };
const TRANSACTION = {
  ...{ requestTimestamp: AT, callerId: 'user-1', kind: 'TURN', platform: 'phoneV2', language: 'en', releaseId: 'r' },
  ...{ userContextId: 'u', text: 'said', prompt: 'answered', reprompt: 'asked', intent: INTENT },
  ...{ intentRanking: [INTENT], from: STATE, handledBy: STATE, to: STATE, handled: 'LOCALLY' },
  slots: [{ name: 'person', value: 'who' }, { person: 'who' }],
  variables: [{ id: 'v', name: 'queue', value: { of: 'pets', list: ['x'] } }],
  ...{ request: { event: 'asked', from: 'who', id: 'x' }, response: { answer: ['given'] } },
};
const MESSAGE = {
  ...{ messageId: 'm', direction: 'INBOUND', body: 'said', translatedBody: 'said', mode: 'ai', type: 'sms' },
  ...{ from: 'who', to: 'whom', deliveryStatus: 'failed', language: 'en', createdAt: AT, updatedAt: AT, note: 'n' },
};
const AGENT = {
  ...{ versionId: 'v', agentId: 'a', name: 'Agent', description: 'An agent', llmId: 'l', createdById: 'me' },
  ...{ organizationId: 'o', settings: { prompt: 'be nice', list: ['x'] } },
};

const INPUTS: Readonly<Record<string, (callId: string) => object>> = {
  recordTransactions: (callId) => ({ transactions: [{ transactionId: `t-of-${callId}`, callId, ...TRANSACTION }] }),
  recordHangup: (callId) => ({
    ...{ callId, occurredAt: AT, initiator: 'CALLER', reason: 'why', reasonCode: 'busy', idempotencyKey: 'once' },
    ...{ sipHeaders: [{ name: 'Reason', value: 'because' }], botOperationResult: 'SUCCESS' },
    botOperationData: { feedback: 'fine', list: [{ of: 'texts' }] },
  }),
  recordSession: (callId) => ({
    ...{ sessionId: `s-of-${callId}`, callId, conversationId: 'thread', startedAt: AT, endedAt: AT, language: 'en' },
    ...{ endedReason: 'user_ended', transcript: 'said', agentVersion: AGENT, messages: [MESSAGE] },
  }),
  recordSessionAnalysis: (callId) => ({
    ...{ sessionId: callId, completionRating: 'complete', summary: 'all', sentiment: 'NEUTRAL', model: 'gpt-4o-mini' },
    ...{ customData: { who: 'somebody', list: [{ of: 'texts' }] }, analyzedAt: AT },
  }),
  recordCallData: (callId) => ({
    ...{ callId, callerId: 'user-1', content: 'said', conversationId: 'c', countryCode: 'CH' },
    fields: { queue: 'pets', inner: { list: ['x'] } },
  }),
  linkCalls: (callId) => ({ callIds: [callId, `linked-to-${callId}`] }),
};

const RESULT = 'outcome error { code message path }';
const ASKED: Readonly<Record<string, string>> = {
  recordTransactions: `created duplicates rejected results { ${RESULT} }`,
  linkCalls: 'call { turnCount }',
};

/** Every text and every key of every mutation's input, one at a time. */
export function everyInput(canaries: Canaries, after: number): PlantedMutation[] {
  let count = after;
  return Object.entries(INPUTS).flatMap(([mutation, inputOf]) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const asked = ASKED[mutation] ?? RESULT;
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${asked} } }`;
    return placesIn(inputOf('call')).map((_, index) => {
      const callId = `api-${++count}`;
      return { ...planted(inputOf(callId), index, canaries(count)), mutation, document, calls: [callId] };
    });
  });
}

/** Every text and every key of what a bot leaves with the legacy API, one at a time. */
export function everyCallData(canaries: Canaries, after: number): PlantedInput[] {
  let count = after;
  return placesIn(callData('call')).map((_, index) => {
    const callId = `data-${++count}`;
    return { ...planted(callData(callId), index, canaries(count)), calls: [callId] };
  });
}

const callData = (callid: string) => ({
  input: {
    ...{ callerid: '+41791234567', callid, content: 'said', destination: 'queue', intent: 'thing', sessionid: 's' },
    ...{ conversationid: 'c', countrycode: 'CH', timestamp: '2026', inner: { list: ['x'], of: 'texts' } },
  },
});
