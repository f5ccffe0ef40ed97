import { courseText } from '../product.ts';
import { chance } from './chance.ts';

/** Figures of the seeded client. */
export const TURNS_PER_CALL = 9;
/** With the hang-up or the turn that ended the talk. */
export const TRANSACTIONS_PER_CALL = TURNS_PER_CALL + 1;
export const DAYS = 90;
/** Berlin's clocks change within these days. */
export const END = Date.UTC(2024, 4, 15);
const DAY_MS = 86_400_000;
export const START = END - DAYS * DAY_MS;
export const STATES = 40;
const WAYS = 3;
const INTENTS = 30;
/** One turn in so many has the rare intent. */
const RARE = 20_000;

/** A transaction as it is stored; states are numbers from 1 on. */
export type Row = Record<string, unknown>;

/** The rows of one call. */
export interface CallRows {
  readonly call: Row;
  readonly identity: Row;
  readonly transactions: Row[];
  readonly hangup: Row | null;
}

/** Makes calls that are spread over the days and go ways that a dialogue has: from each state to three others. */
export function callRows(client: number, number: number, calls: number, firstId: number): CallRows {
  const random = chance(number + 1);
  const startedAt = START + Math.floor(((number + random()) / calls) * DAYS * DAY_MS);
  const id = firstId;
  const byBot = random() < 0.4;
  const facts = {
    ...{ platform: 'phoneV2', channel: 'PHONE', language: random() < 0.8 ? 'de-DE' : 'en-US' },
    ...{ releaseId: 'release-1', production: true, privacyEnabled: false, callerRaw: '+4930123456' },
  };
  const transactions: Row[] = [];
  let state = 1;
  let at = startedAt;
  for (let turn = 0; turn < TRANSACTIONS_PER_CALL; turn++) {
    const last = turn === TRANSACTIONS_PER_CALL - 1;
    const hangup = last && !byBot;
    const next = 1 + ((state * 7 + Math.floor(random() ** 2 * WAYS) * 11) % STATES);
    const intent = random() < 1 / RARE ? 'rare' : `intent ${Math.floor(random() ** 3 * INTENTS)}`;
    transactions.push({
      ...{ client, id: id + 1 + turn, callRef: id, transactionId: `t-${number}-${turn}`, source: 'PARLOA' },
      ...{ sequence: turn + 1, kind: hangup ? 'HANGUP' : 'TURN', requestTimestamp: at },
      ...{ responseTimeMs: hangup ? null : Math.floor(100 + random() ** 3 * 3_000), ...facts },
      ...{ userContextId: `u-${number % 1_000}`, intentName: hangup ? null : intent },
      ...{ intentConfidence: hangup ? null : Math.round(random() * 1_000) / 1_000, intentSourceId: null },
      ...{ fromState: state, handledByState: hangup ? null : state, toState: last ? null : next },
      ...{ handled: 'LOCALLY', explicitlyHandled: hangup ? null : random() < 0.85, terminal: last },
      ...{ endTalk: last && byBot, continueListening: null, errorCount: random() < 0.02 ? 1 : 0, warningCount: 0 },
      ...{ sourceEventRef: id + 1 + turn, text: 'Ich hätte gern eine Auskunft zu meiner letzten Rechnung.' },
      ...{ prompt: '<speak>Gern. Wie lautet Ihre Kundennummer?</speak>', reprompt: null, intentRanking: null },
      ...{ slots: null, variables: null, errorSteps: null, warningSteps: null },
    });
    if (!last) state = next;
    at += Math.floor(4_000 + random() * 20_000);
  }
  const final = transactions.at(-1) as Row;
  const endedAt = final['requestTimestamp'] as number;
  const turns = transactions.filter(({ kind }) => kind === 'TURN');
  const hangup: Row | null = byBot
    ? null
    : {
        ...{ client, id: id + TRANSACTIONS_PER_CALL + 1, callRef: id, transactionRef: final['id'], source: 'PARLOA' },
        ...{ eventKey: `t-${number}-9`, occurredAt: endedAt, timed: true, signal: 'TURN', callStartedAt: null },
        ...{ receivedAt: endedAt, reportedInitiator: null, initiator: 'CALLER', initiatorBasis: 'INFERRED' },
        ...{ fromState: state, state, lastIntentName: 'intent 1', lastIntentConfidence: 0.9, lastIntentSourceId: null },
        ...{ reason: null, reasonCode: 'UNKNOWN', reasonCodeRaw: null, sipHeaders: null, botOperationResult: null },
        ...{ botOperationData: null, primary: true, ...facts, sourceEventRef: final['sourceEventRef'] },
      };
  const end = hangup === null ? null : { initiator: 'CALLER', state, reasonCode: 'UNKNOWN' };
  const call = {
    ...{ client, id, callId: `call-${number}`, status: 'ENDED', endedBy: byBot ? 'BOT' : 'CALLER' },
    ...{ outcome: byBot ? 'COMPLETED' : 'ABANDONED', startedAt, endedAt, durationMs: endedAt - startedAt, ...facts },
    ...{ callerE164: '+4930123456', callerKind: 'PHONE', turnCount: turns.length },
    ...{ fallbackCount: turns.filter((turn) => turn['explicitlyHandled'] === false).length },
    ...{ errorCount: transactions.reduce((sum, turn) => sum + (turn['errorCount'] as number), 0) },
    ...{ transactionCount: TRANSACTIONS_PER_CALL, listedAt: startedAt, listedDurationMs: endedAt - startedAt },
    ...{ recordedAt: startedAt, mergedInto: null },
    course: courseText(transactions as never, end as never),
  };
  const identity = { client, value: `call-${number}`, source: 'PARLOA', kind: 'callId', callRef: id };
  return { call, identity, transactions, hangup };
}
