import { hash } from 'node:crypto';
import { type Conversation, type DemoTurn, Ending, sceneOf } from './conversation.js';
import { FIRST_SCENE, type Language } from './talk.js';

/** Who talks with the bot and when, as Parloa names it. */
export interface ParloaCall {
  readonly callId: string;
  readonly callerId: string;
  readonly platform: 'phoneV2' | 'textchatV2';
  readonly language: Language;
  readonly startedAt: number;
  readonly transactionId: (turn: number) => string;
}

const RELEASE = 'demo-release-1';
const NOBODY = { id: '', name: '', dialogName: '' };
const NOTHING = { occurrences: 0, affectedSteps: [] };

/**
 * A turn as the transaction hook delivers it.
 * @see https://docs.parloa.com/rule-based-automation/analytics-and-debugging/analytics-transactions-data-structure-and-insights
 */
export function turnPayload(call: ParloaCall, turn: DemoTurn, place: number): object {
  const [best] = turn.ranking;
  const launch = turn.text === null;
  return {
    ...frame(call, place, turn.atMs, turn.responseTimeMs),
    intent: {
      name: launch ? 'PARLOA.Welcome' : (best?.name ?? ''),
      initialState: state(turn.from),
      handledByState: turn.understood ? state(turn.from) : NOBODY,
      handled: 'locally',
      explicitlyHandled: turn.understood,
      nextState: state(turn.to),
    },
    meta: { warnings: NOTHING, errors: turn.failed ? { occurrences: 1, affectedSteps: ['crm-lookup'] } : NOTHING },
    variables: Object.entries(turn.variables).map(([id, value]) => ({ id, name: id, value })),
    request: {
      callMeta: callMeta(call),
      ...(launch
        ? { event: 'LAUNCH' }
        : { text: turn.text, slots: [], intent: best && intent(best), intentRanking: turn.ranking.map(intent) }),
    },
    response: {
      callMeta: callMeta(call),
      callControlMessages: [],
      continueListening: !turn.endTalk,
      endTalk: turn.endTalk,
      prompt: `<speak version="1.0" xml:lang="${locale(call)}">${escaped(turn.prompt)}</speak>`,
      reprompt: '',
    },
  };
}

/** The hang-up that the transaction hook delivers at the end. */
export function hangupPayload(call: ParloaCall, { turns, ending, scene, endedAfterMs }: Conversation): object {
  // After the bot has ended the talk Parloa is back where it began.
  const at = state(ending === Ending.BOT ? FIRST_SCENE : scene);
  return {
    ...frame(call, turns.length, endedAfterMs, 12),
    intent: {
      name: 'PARLOA.EndConversation',
      initialState: at,
      handledByState: NOBODY,
      handled: 'locally',
      explicitlyHandled: false,
      nextState: state(FIRST_SCENE),
    },
    meta: { warnings: NOTHING, errors: NOTHING },
    variables: [],
    request: { callMeta: callMeta(call), event: 'HANGUP' },
    response: { callMeta: callMeta(call), callControlMessages: [], continueListening: false, prompt: '', reprompt: '' },
  };
}

function frame(call: ParloaCall, place: number, atMs: number, responseTime: number): object {
  return {
    transactionId: call.transactionId(place),
    requestTimestamp: new Date(call.startedAt + atMs).toISOString(),
    responseTime,
    userContextId: `demo-${call.callId.slice(0, 8)}`,
    releaseId: RELEASE,
    requesterId: call.callerId,
    platform: call.platform,
    language: locale(call),
  };
}

function callMeta({ callId, callerId }: ParloaCall): object {
  return { instanceId: RELEASE, callId, callerId, customerId: 'demo', production: true, isPrivacyEnabled: false };
}

function intent({ name, confidence }: { readonly name: string; readonly confidence: number }): object {
  return { id: Number.parseInt(hash('sha1', name, 'hex').slice(0, 12), 16), name, confidence };
}

function state(id: string): object {
  return { id, name: sceneOf(id).name, dialogName: 'main' };
}

function locale({ language }: ParloaCall): string {
  return language === 'de' ? 'de-DE' : 'en-US';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
