import fc from 'fast-check';
import type { Payload } from './payloads.js';

const STATES = ['STATE.base', 'greeting', 'menu', 'billing', 'goodbye'].map((id) => ({
  id,
  name: `State ${id}`,
  dialogName: 'main',
}));
const NO_STATE = { id: '', name: '', dialogName: '' };

const turnShape = fc.record({
  atMs: fc.integer({ min: 0, max: 20 }),
  responseTime: fc.integer({ min: 0, max: 900 }),
  from: fc.constantFrom(...STATES),
  to: fc.constantFrom(...STATES),
  handled: fc.boolean(),
  intent: fc.constantFrom('Ja', 'Nein', 'askForAgent', 'HelpIntent'),
  wideId: fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
  errors: fc.integer({ min: 0, max: 2 }),
  variable: fc.option(fc.record({ id: fc.constantFrom('mood', 'topic'), value: fc.jsonValue({ maxDepth: 1 }) })),
  names: fc.constantFrom('call', 'conversation', 'both'),
});

/** What happens in one call, as Parloa tells it. */
export const parloaCall = fc.record({
  turns: fc.array(turnShape, { minLength: 1, maxLength: 5 }),
  ends: fc.constantFrom('open', 'bot', 'caller', 'bot then hang-up'),
  hangupAtMs: fc.integer({ min: 0, max: 25 }),
  number: fc.constantFrom('+4915112345678', '015112345678', 'anonymous', 'user-7'),
});

/** The transactions of one to three calls, each call held together by at least one payload with both its names. */
export const conversations: fc.Arbitrary<readonly Payload[]> = fc
  .array(parloaCall, { minLength: 1, maxLength: 3 })
  .map((calls) => calls.flatMap(parloaPayloads));

type CallShape = typeof parloaCall extends fc.Arbitrary<infer T> ? T : never;

const EPOCH = Date.UTC(2024, 1, 27, 12);

/** The transactions of a call: all name it `call-<index>`, `conversation-<index>` or both. */
export function parloaPayloads(call: CallShape, index: number): Payload[] {
  return transactionsOf(call, index).map((payload) => ({ source: 'PARLOA', text: withWideIds(payload) }));
}

function transactionsOf(call: CallShape, index: number): object[] {
  const byBot = call.ends.startsWith('bot');
  const payloads: object[] = call.turns.map((turn, place) => ({
    transactionId: `t-${index}-${place}`,
    requestTimestamp: new Date(EPOCH + index * 1000 + turn.atMs).toISOString(),
    responseTime: turn.responseTime,
    releaseId: 'release-1',
    requesterId: call.number,
    platform: 'phoneV2',
    language: place % 2 === 0 ? 'de-DE' : undefined,
    intent: {
      name: turn.intent,
      initialState: turn.from,
      nextState: turn.to,
      handledByState: turn.handled ? turn.from : NO_STATE,
      handled: 'locally',
      explicitlyHandled: turn.handled,
    },
    meta: { errors: { occurrences: turn.errors }, warnings: { occurences: 0 } },
    variables: turn.variable === null ? [] : [{ name: turn.variable.id, ...turn.variable }],
    request: {
      text: `text ${place}`,
      intent: { name: turn.intent, confidence: 0.5, id: `wide:${turn.wideId}` },
      callMeta: place > 0 && turn.names === 'conversation' ? {} : { callId: `call-${index}` },
    },
    conversationId: place > 0 && turn.names === 'call' ? undefined : `conversation-${index}`,
    response: { prompt: '<speak>Hallo</speak>', endTalk: byBot && place === call.turns.length - 1 },
  }));
  return call.ends === 'caller' || call.ends === 'bot then hang-up' ? [...payloads, hangupOf(call, index)] : payloads;
}

function hangupOf(call: CallShape, index: number): object {
  const [state] = STATES;
  return {
    transactionId: `h-${index}`,
    requestTimestamp: new Date(EPOCH + index * 1000 + call.hangupAtMs).toISOString(),
    releaseId: 'release-1',
    platform: 'phoneV2',
    intent: { name: 'PARLOA.EndConversation', initialState: state, nextState: state, handledByState: NO_STATE },
    request: { event: 'HANGUP', callMeta: { callId: `call-${index}`, callerId: call.number } },
  };
}

// JSON.stringify cannot write integers wider than a double, and Parloa's ids are.
function withWideIds(payload: object): string {
  return JSON.stringify(payload).replace(/"wide:(-?\d+)"/g, '$1');
}
