import fc from 'fast-check';
import { agentSessions } from './agent-sessions.js';
import { gatewayConversations } from './gateway-calls.js';
import { type Payload, payloadOf } from './payloads.js';

/** States of which two share a name, and one goes by two names. */
export const STATES = [
  { id: 'a', name: 'Greeting', dialogName: 'main' },
  { id: 'b', name: 'Menu', dialogName: 'main' },
  { id: 'b', name: 'Main menu', dialogName: 'main' },
  { id: 'c', name: 'Menu', dialogName: 'billing' },
  { id: 'd', dialogName: 'main' },
];
export const INTENTS = ['Ja', 'Nein', 'Hilfe'];

export const SAID = [
  'Ich möchte meine Rechnung',
  'my bill, please: bill 42',
  'Die Straße nach Köln',
  'meine Rechnung? Nein',
];

/** Berlin's clocks are set forward on the morning of the 31st. */
const EPOCH = Date.UTC(2024, 2, 29, 20);
const HOUR_MS = 3_600_000;

export const VARIABLES = ['"gold"', '{"b":1,"a":[2]}', '7'];

const seldom = (value: fc.Arbitrary<boolean>) => fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, value);

const turn = fc.record({
  from: fc.option(fc.constantFrom(...STATES), { freq: 8 }),
  to: fc.option(fc.constantFrom(...STATES), { freq: 8 }),
  /** Goes on where the turn before led, as most turns do. */
  goesOn: fc.boolean(),
  launch: seldom(fc.boolean()),
  endTalk: seldom(fc.boolean()),
  explicit: fc.boolean(),
  handled: fc.boolean(),
  intent: fc.constantFrom(...INTENTS),
  confidence: fc.option(fc.constantFrom(0, 0.25, 0.5, 0.75, 1)),
  responseTime: fc.option(fc.integer({ min: 0, max: 9 })),
  errors: fc.integer({ min: 0, max: 2 }),
  text: fc.constantFrom(...SAID),
  variable: fc.option(fc.constantFrom(...VARIABLES)),
  prompt: fc.option(fc.constantFrom('<speak>Ihre <b>Rechnung</b> kommt</speak>', 'Köln &amp; Bonn')),
});

const call = fc.record({
  hours: fc.integer({ min: 0, max: 70 }),
  turns: fc.array(turn, { maxLength: 6 }),
  hangup: fc.option(fc.constantFrom(...STATES), { freq: 2 }),
  talks: fc.integer({ min: 0, max: 5 }),
  releaseId: fc.constantFrom('r-1', undefined),
  language: fc.constantFrom('de-DE', 'en-US', undefined),
  platform: fc.constantFrom('phoneV2', 'textchatV2'),
  callerId: fc.constantFrom('+4917670919361', '0176 70919361', '+41791234567', undefined),
  production: fc.constantFrom(true, false, undefined),
});
type CallShape = typeof call extends fc.Arbitrary<infer T> ? T : never;

/** Everything that is told of some calls: turns that jump, end and go on, and other sources' ends and analyses. */
export const populations: fc.Arbitrary<readonly Payload[]> = fc
  .record({
    calls: fc.array(call, { minLength: 1, maxLength: 6 }),
    signals: fc.option(gatewayConversations),
    sessions: fc.option(agentSessions),
  })
  .map(({ calls, signals, sessions }) => [
    ...calls.flatMap(transactionsOf),
    ...(signals ?? []),
    ...(sessions ?? []),
    // The first call is also a session's.
    ...(sessions === null
      ? []
      : [payloadOf('AUDIOCODES', { conversation: 'session-0', callId: 'call-0', status: 'ringing' })]),
  ]);

function transactionsOf(shape: CallShape, index: number): Payload[] {
  const { turns, hangup, hours, talks } = shape;
  const started = EPOCH + hours * HOUR_MS + index * 60_000;
  const facts = { releaseId: shape.releaseId, language: shape.language, platform: shape.platform };
  const payloads: object[] = turns.map((one, place) => {
    const before = turns[place - 1];
    return {
      ...facts,
      transactionId: `t-${index}-${place}`,
      requestTimestamp: new Date(started + place * 1_000).toISOString(),
      responseTime: one.responseTime ?? undefined,
      intent: {
        name: one.intent,
        initialState: (one.goesOn && before ? before.to : one.from) ?? undefined,
        nextState: one.to ?? undefined,
        handledByState: one.handled ? STATES[0] : undefined,
        explicitlyHandled: one.explicit,
      },
      meta: { errors: { occurrences: one.errors } },
      request: {
        event: one.launch ? 'WELCOME' : undefined,
        text: one.launch ? undefined : one.text,
        intent: { name: one.intent, confidence: one.confidence ?? undefined },
        callMeta: { callId: `call-${index}`, callerId: shape.callerId, production: shape.production },
      },
      variables: one.variable === null ? undefined : [{ id: 'v-1', name: 'tier', value: JSON.parse(one.variable) }],
      response: { endTalk: one.endTalk, prompt: one.prompt ?? undefined },
    };
  });
  if (hangup !== null || turns.length === 0)
    payloads.push({
      ...facts,
      transactionId: `h-${index}`,
      requestTimestamp: new Date(started + 10_000 + talks * 1_000).toISOString(),
      intent: { name: 'PARLOA.EndConversation', initialState: hangup ?? STATES[0], nextState: hangup ?? STATES[0] },
      request: { event: 'HANGUP', callMeta: { callId: `call-${index}` } },
    });
  return payloads.map((payload) => payloadOf('PARLOA', payload));
}
