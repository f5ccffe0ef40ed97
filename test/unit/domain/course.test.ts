import { describe, expect, test } from '@jest/globals';
import { type CallRecords, courseOf, type HangupFacts, type TurnFacts } from '../../../src/domain/course.js';
import { orderTurns } from '../../../src/domain/turn-order.js';

const SAID = {
  channel: null,
  platform: 'phoneV2',
  language: null,
  releaseId: null,
  callerRaw: null,
  production: null,
  privacyEnabled: null,
};
const [BASE, MENU, BYE] = [1, 2, 3];

function turn(id: number, said: Partial<TurnFacts> = {}): TurnFacts {
  return {
    ...SAID,
    id,
    transactionId: `t${id}`,
    kind: 'TURN',
    requestTimestamp: id * 1_000,
    responseTimeMs: 100,
    fromState: null,
    handledByState: null,
    toState: null,
    terminal: false,
    explicitlyHandled: true,
    errorCount: 0,
    intentName: null,
    intentConfidence: null,
    intentSourceId: null,
    ...said,
  };
}

function hangup(id: number, said: Partial<HangupFacts> = {}): HangupFacts {
  const rest = { transactionRef: null, occurredAt: 9_000, timed: true, reportedInitiator: null, fromState: null };
  return {
    ...SAID,
    ...rest,
    id,
    source: 'AUDIOCODES',
    eventKey: `h${id}`,
    eventKind: null,
    signal: 'TURN',
    callStartedAt: null,
    reason: null,
    reasonCode: 'UNKNOWN',
    reasonCodeRaw: null,
    sipHeaders: null,
    botOperationResult: null,
    botOperationData: null,
    ...said,
  };
}

function course(said: Partial<CallRecords>) {
  const identities = [{ source: 'PARLOA' as const, kind: 'callId', value: 'c' }];
  return courseOf({ identities, turns: [], hangups: [], sessions: [], notices: [], ...said });
}

describe('a hang-up', () => {
  const hangupTurn = turn(9, { kind: 'HANGUP', fromState: BASE, terminal: true, explicitlyHandled: false });
  const signal = hangup(1, { transactionRef: 9, fromState: BASE });

  test('after the bot ended the talk is the bot’s, in the state that handled the last turn', () => {
    const last = turn(1, { fromState: MENU, handledByState: BYE, terminal: true, intentName: 'Nein' });
    const { hangups, call } = course({ turns: [hangupTurn, last], hangups: [signal] });
    expect(hangups[0]).toMatchObject({ initiator: 'BOT', initiatorBasis: 'INFERRED', state: BYE, primary: true });
    expect(hangups[0]?.lastIntent?.name).toBe('Nein');
    expect(call).toMatchObject({ outcome: 'COMPLETED', endedBy: 'BOT', status: 'ENDED', turnCount: 1 });
  });

  test('after the bot ended the talk in a turn that no state handled stands where that turn began', () => {
    const last = turn(1, { fromState: MENU, terminal: true });
    expect(course({ turns: [last, hangupTurn], hangups: [signal] }).hangups[0]?.state).toBe(MENU);
  });

  test('in the middle of the talk is the caller’s, in the state in which it happened', () => {
    const inMenu = hangup(1, { transactionRef: 9, fromState: MENU });
    const { hangups, call } = course({
      turns: [turn(1, { fromState: BASE, toState: MENU }), hangupTurn],
      hangups: [inMenu],
    });
    expect(hangups[0]).toMatchObject({ initiator: 'CALLER', state: MENU });
    expect(call).toMatchObject({ outcome: 'ABANDONED', endedBy: 'CALLER', fallbackCount: 0, endedAt: 9_000 });
  });

  test('that a gateway reported keeps the inferred state, and the report says who', () => {
    const notice = hangup(2, { signal: 'NOTICE', reportedInitiator: 'CALLER', occurredAt: 9_500 });
    const last = turn(1, { fromState: MENU, handledByState: BYE, terminal: true });
    const { hangups, call } = course({ turns: [last, hangupTurn], hangups: [signal, notice] });
    const primary = hangups.filter((one) => one.primary);
    expect(primary).toEqual([
      expect.objectContaining({ id: 2, initiator: 'CALLER', initiatorBasis: 'REPORTED', state: BYE }),
    ]);
    expect(call.endedBy).toBe('CALLER');
  });

  test('without any turn still makes an ended call', () => {
    const { call, hangups } = course({ turns: [hangupTurn], hangups: [signal] });
    expect(call).toMatchObject({ status: 'ENDED', turnCount: 0, transactionCount: 1 });
    expect(hangups[0]).toMatchObject({ initiator: 'CALLER', state: BASE });
  });
});

describe('a call', () => {
  test('is open, and ended by nobody yet, while nothing ended it', () => {
    const { call } = course({ turns: [turn(1)] });
    expect(call).toMatchObject({
      status: 'OPEN',
      endedBy: 'UNKNOWN',
      outcome: 'UNKNOWN',
      endedAt: null,
      durationMs: null,
    });
  });

  test('was transferred or failed where an end signal says so', () => {
    const ended = (reasonCode: HangupFacts['reasonCode']) =>
      course({ hangups: [hangup(1, { reasonCode })] }).call.outcome;
    expect([ended('TRANSFERRED'), ended('ERROR')]).toEqual(['TRANSFERRED', 'FAILED']);
  });

  test('believes the first in the order of the call, not of arrival', () => {
    const later = turn(2, { language: 'en-GB', callerRaw: '+49151' });
    const { call } = course({ turns: [later, turn(1, { language: 'de-DE' })] });
    expect(call).toMatchObject({ language: 'de-DE', callerRaw: '+49151', channel: 'PHONE' });
  });

  test('is known by Parloa’s callId, else AudioCodes’, else the API’s', () => {
    const identities = [
      { source: 'API' as const, kind: 'callId', value: 'a' },
      { source: 'AUDIOCODES' as const, kind: 'conversation', value: 'b' },
      { source: 'PARLOA' as const, kind: 'callId', value: 'z' },
      { source: 'PARLOA' as const, kind: 'callId', value: 'y' },
    ];
    expect(course({ identities }).call.callId).toBe('y');
    expect(course({ identities: identities.slice(0, 2) }).call.callId).toBe('b');
  });
});

describe('turns of the same millisecond', () => {
  test('follow from state to state, a launch before them and a hang-up after', () => {
    const at = { requestTimestamp: 5 };
    const turns = [
      turn(1, { ...at, kind: 'HANGUP' }),
      turn(2, { ...at, fromState: MENU, toState: BYE }),
      turn(3, { ...at, fromState: BASE, toState: MENU }),
      turn(4, { ...at, kind: 'LAUNCH' }),
    ];
    expect(orderTurns(turns).map(({ id }) => id)).toEqual([4, 3, 2, 1]);
  });
});
