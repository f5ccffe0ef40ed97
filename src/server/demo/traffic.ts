import { gatewayPayloads, type TimedPayload } from './audiocodes.js';
import { Chance } from './chance.js';
import { type Conversation, conversationOf, Ending } from './conversation.js';
import { hangupPayload, type ParloaCall, turnPayload } from './parloa.js';
import type { Language } from './talk.js';
import { sessionPayloads } from './whippy.js';

/** What makes one stream of traffic like another: the same of all this says the same. */
export interface TrafficOptions {
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly callsPerMinute: number;
  readonly languages: readonly Language[];
}

/** Where a delivery goes to. */
export const DemoPath = {
  PARLOA: '/webhooks/parloa',
  AUDIOCODES: '/webhooks/audiocodes',
  WHIPPY: '/webhooks/whippy',
  CALL_DATA: '/api/CallData',
} as const;
export type DemoPath = (typeof DemoPath)[keyof typeof DemoPath];

/** One request of the traffic. */
export interface DemoDelivery {
  /** Since the traffic began. */
  readonly atMs: number;
  readonly path: DemoPath;
  readonly body: string;
}

/** A call with all that is delivered of it, in the order in which it comes. */
export interface DemoCall {
  readonly atMs: number;
  readonly deliveries: readonly DemoDelivery[];
}

const MINUTE_MS = 60_000;
const MESSAGES = 0.2;
const CHATS = 0.1;
const ANSWERED = 0.85;
const COMES_TWICE = 0.04;
const COMES_LATE = 0.03;
/** People who call, some of them again and again. */
const PEOPLE = 400;
const HOOK_MS = 120;

/** Calls one after the other, without an end. */
export function* trafficOf(options: TrafficOptions): Generator<DemoCall> {
  let atMs = 0;
  for (let number = 0; ; number++) {
    const chance = new Chance(`${options.seed}/${options.startedAt}/${number}`);
    yield { atMs, deliveries: disturbed(chance, callOf(chance, options, atMs)) };
    // Calls come by themselves, so the time between two is distributed exponentially.
    atMs += Math.round((-Math.log(1 - chance.next()) * MINUTE_MS) / options.callsPerMinute);
  }
}

function callOf(chance: Chance, { startedAt, languages }: TrafficOptions, atMs: number): readonly DemoDelivery[] {
  const language = chance.pick(languages);
  const callerId = `+49151${String(23_400_000 + chance.between(1, PEOPLE) * 97)}`;
  const common = { language, callerId, startedAt: startedAt + atMs };
  const to = (path: DemoPath) => (timed: TimedPayload) => delivery(path, atMs, timed);
  if (chance.happens(MESSAGES)) {
    return sessionPayloads(chance, { ...common, sessionId: chance.id('session') }).map(to(DemoPath.WHIPPY));
  }
  const phone = !chance.happens(CHATS);
  const talk = conversationOf(chance, language);
  const call: ParloaCall = {
    ...common,
    callId: chance.id('call'),
    platform: phone ? 'phoneV2' : 'textchatV2',
    transactionId: (turn) => chance.id(`turn/${turn}`).replaceAll('-', '').slice(0, 24),
  };
  const deliveries = parloaPayloads(call, talk).map(to(DemoPath.PARLOA));
  if (phone) {
    const gateway = { ...common, callId: call.callId, conversation: chance.id('conversation') };
    deliveries.push(...gatewayPayloads(gateway, talk, chance.happens(ANSWERED)).map(to(DemoPath.AUDIOCODES)));
  }
  if (talk.ending === Ending.TRANSFER) deliveries.push(to(DemoPath.CALL_DATA)(callDataOf(call, talk)));
  return deliveries;
}

function parloaPayloads(call: ParloaCall, talk: Conversation): readonly TimedPayload[] {
  const turns = talk.turns.map((turn, place) => ({
    atMs: turn.atMs + turn.responseTimeMs + HOOK_MS,
    payload: [turnPayload(call, turn, place)],
  }));
  return [...turns, { atMs: talk.endedAfterMs + HOOK_MS, payload: [hangupPayload(call, talk)] }];
}

/** What the bot leaves for the agent who takes the call. */
function callDataOf({ callId, callerId, language }: ParloaCall, { turns, endedAfterMs }: Conversation): TimedPayload {
  const said = turns.findLast((turn) => turn.text !== null);
  const content = language === 'de' ? `Zuletzt gesagt: ${said?.text ?? '–'}` : `Last words: ${said?.text ?? '–'}`;
  const input = { callid: callId, callerid: callerId, content, ...turns.at(-1)?.variables };
  return { atMs: endedAfterMs, payload: { input } };
}

function delivery(path: DemoPath, callAtMs: number, { atMs, payload }: TimedPayload): DemoDelivery {
  return { atMs: callAtMs + atMs, path, body: JSON.stringify(payload) };
}

/** Now and then a delivery comes twice or late, as deliveries do. CallData does not: each one is a record. */
function disturbed(chance: Chance, deliveries: readonly DemoDelivery[]): readonly DemoDelivery[] {
  const sent = deliveries.flatMap((one) => {
    const late = chance.happens(COMES_LATE) ? chance.between(3_000, 15_000) : 0;
    const twice = chance.happens(COMES_TWICE) && one.path !== DemoPath.CALL_DATA;
    const first = { ...one, atMs: one.atMs + late };
    return twice ? [first, { ...first, atMs: first.atMs + chance.between(200, 6_000) }] : [first];
  });
  return sent.sort((one, other) => one.atMs - other.atMs);
}
