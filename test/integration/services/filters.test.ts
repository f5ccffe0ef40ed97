import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Call, CallOutcome, CallStatus, Channel } from '../../../src/domain/call.js';
import type {
  CallFilter,
  HangupFilter,
  InstantRange,
  StateTransitionFilter,
  TransactionFilter,
} from '../../../src/domain/filter.js';
import { type HangupEvent, HangupReasonCode, Initiator } from '../../../src/domain/hangup.js';
import { Sentiment } from '../../../src/domain/session-analysis.js';
import type { State } from '../../../src/domain/state-transition.js';
import { TransactionKind } from '../../../src/domain/transaction.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { itemOf } from '../../support/payloads.js';
import { INTENTS, populations } from '../../support/populations.js';
import { type Told, type ToldTurn, tell } from '../../support/told.js';

const RUNS = { SQLite: 200, PostgreSQL: 40 } as const;
const PAGE = { list: 'all', limit: 200, backward: false, after: null, before: null };

const some = <T>(values: readonly T[]) => fc.subarray([...values], { maxLength: Math.min(3, values.length) });
const instants = fc.integer({ min: Date.UTC(2024, 2, 29, 12), max: Date.UTC(2024, 3, 2) });
const ranges = fc.record({ from: instants, to: instants }, { requiredKeys: [] });
const states = some(['a', 'b', 'd', 'Greeting', 'Menu', 'Nowhere']);

const callFilters: fc.Arbitrary<CallFilter> = fc.record(
  {
    startedAt: ranges,
    status: fc.constantFrom(...Object.values(CallStatus)),
    outcome: some(Object.values(CallOutcome)),
    endedBy: some(Object.values(Initiator)),
    channel: some(Object.values(Channel)),
    releaseId: some(['r-1', 'r-2']),
    language: some(['de-DE', 'en-US']),
    intent: some(INTENTS),
    visitedState: states,
    hangupState: states,
    reasonCode: some(Object.values(HangupReasonCode)),
    sentiment: some(Object.values(Sentiment)),
    minimumTurns: fc.integer({ min: 0, max: 4 }),
    hasErrors: fc.boolean(),
    hasFallback: fc.boolean(),
  },
  { requiredKeys: [] },
);
const transactionFilters: fc.Arbitrary<TransactionFilter> = fc.record(
  {
    kind: some(Object.values(TransactionKind)),
    intent: some(INTENTS),
    maximumConfidence: fc.constantFrom(0, 0.25, 0.6),
    explicitlyHandled: fc.boolean(),
    requestTimestamp: ranges,
  },
  { requiredKeys: [] },
);
const transitionFilters: fc.Arbitrary<StateTransitionFilter> = fc.record(
  { from: states, to: states, terminal: fc.boolean(), explicitlyHandled: fc.boolean(), requestTimestamp: ranges },
  { requiredKeys: [] },
);
const hangupFilters: fc.Arbitrary<HangupFilter> = fc.record(
  {
    occurredAt: ranges,
    initiator: some(Object.values(Initiator)),
    state: states,
    reasonCode: some(Object.values(HangupReasonCode)),
    primaryOnly: fc.boolean(),
  },
  { requiredKeys: [] },
);
/** Few fields at a time, else nothing would ever be found. */
const fewOf = <T extends object>(filters: fc.Arbitrary<T>) =>
  fc
    .tuple(filters, fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], { maxLength: 3 }))
    .map(
      ([filter, kept]) => Object.fromEntries(Object.entries(filter).filter((_, index) => kept.includes(index))) as T,
    );

describe.each(databaseKinds)('filters on $name', (kind) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  let reader: SqlReader;
  let clients = 0;

  beforeAll(async () => {
    stored = await kind.create();
    const options = { queueItems: 10_000, commitItems: 500, defaultCountry: 'DE' };
    recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, options);
    reader = new SqlReader(stored.database, options);
  });
  afterAll(() => stored.discard());

  test('alone and together find what a look at every record finds', async () => {
    const asked = fc.tuple(
      fewOf(callFilters),
      fewOf(transactionFilters),
      fewOf(transitionFilters),
      fewOf(hangupFilters),
    );
    const property = fc.asyncProperty(populations, asked, async (payloads, [calls, turns, moves, hangups]) => {
      const client = clientNumber(++clients);
      await recorder.record(client, payloads.map(itemOf));
      const all = await tell(reader, client, {});
      const wanted = all.filter((told) => isCall(told, calls));
      const found = await tell(reader, client, calls);
      expect(idsOf(found.map(({ call }) => call))).toEqual(idsOf(wanted.map(({ call }) => call)));

      const own = wanted.flatMap(({ transactions }) => transactions);
      const { page } = await reader.transactions(client, PAGE, { ...turns, call: calls });
      const listed = page.items.filter((row) => row.kind !== TransactionKind.HANGUP);
      expect(idsOf(listed)).toEqual(idsOf(own.filter((turn) => isTurn(turn, turns))));

      const transitions = await reader.stateTransitions(client, PAGE, { ...moves, call: calls });
      const moved = transitions.page.items.filter((row) => row.kind !== TransactionKind.HANGUP);
      expect(idsOf(moved)).toEqual(idsOf(own.filter((turn) => isMove(turn, moves))));

      const ids = all.map(({ call }) => call.id);
      const signals = [...(await reader.hangupsByCall(client.id, ids)).values()].flat();
      const heard = await reader.hangups(client, PAGE, hangups);
      expect(idsOf(heard.page.items)).toEqual(idsOf(signals.filter((signal) => isHangup(signal, hangups))));
    });
    await fc.assert(property, { numRuns: RUNS[kind.name as keyof typeof RUNS] });
  }, 300_000);
});

function idsOf(rows: readonly { readonly id: number }[]): number[] {
  return rows.map(({ id }) => id).sort((one, other) => one - other);
}

type Given<T> = readonly T[] | null | undefined;

function within(instant: number | null, range: InstantRange | null | undefined): boolean {
  const { from = null, to = null } = range ?? {};
  if (from === null && to === null) return true;
  return instant !== null && (from === null || instant >= from) && (to === null || instant < to);
}

function among<T>(value: T | null | undefined, values: Given<T>): boolean {
  return !values || (value !== null && value !== undefined && values.includes(value));
}

function goesBy(state: State | null | undefined, names: Given<string>): boolean {
  return !names || (state ? names.includes(state.stateId) || names.includes(state.name ?? '') : false);
}

function same<T>(value: T, wanted: T | null | undefined): boolean {
  return wanted === null || wanted === undefined || value === wanted;
}

function isCall(told: Told, filter: CallFilter): boolean {
  const { call, transactions, hangup } = told;
  const visited = (turn: ToldTurn) =>
    [turn.from, turn.transition?.handledBy, turn.to].some((state) => state && goesBy(state, filter.visitedState));
  const said = (turn: ToldTurn) => turn.kind === TransactionKind.TURN && among(turn.intent?.name, filter.intent);
  return (
    isPlainCall(call, filter) &&
    (!filter.intent || transactions.some(said)) &&
    (!filter.visitedState || transactions.some(visited)) &&
    goesBy(hangup?.state, filter.hangupState) &&
    among(hangup?.reasonCode, filter.reasonCode) &&
    among(told.sentiment, filter.sentiment)
  );
}

function isPlainCall(call: Call, filter: CallFilter): boolean {
  return (
    within(call.startedAt, filter.startedAt) &&
    same(call.status, filter.status) &&
    among(call.outcome, filter.outcome) &&
    among(call.endedBy, filter.endedBy) &&
    among(call.channel, filter.channel) &&
    among(call.releaseId, filter.releaseId) &&
    among(call.language, filter.language) &&
    call.turnCount >= (filter.minimumTurns ?? 0) &&
    same(call.errorCount > 0, filter.hasErrors) &&
    same(call.fallbackCount > 0, filter.hasFallback)
  );
}

function isTurn(turn: ToldTurn, filter: TransactionFilter): boolean {
  const confidence = turn.intent?.confidence ?? null;
  const { maximumConfidence = null } = filter;
  return (
    among(turn.kind, filter.kind) &&
    among(turn.intent?.name, filter.intent) &&
    (maximumConfidence === null || (confidence !== null && confidence <= maximumConfidence)) &&
    same(!turn.unhandled, filter.explicitlyHandled) &&
    within(turn.requestTimestamp, filter.requestTimestamp)
  );
}

function isMove(turn: ToldTurn, filter: StateTransitionFilter): boolean {
  return (
    turn.transition !== null &&
    goesBy(turn.from, filter.from) &&
    goesBy(turn.to, filter.to) &&
    same(turn.terminal, filter.terminal) &&
    same(!turn.unhandled, filter.explicitlyHandled) &&
    within(turn.requestTimestamp, filter.requestTimestamp)
  );
}

function isHangup(hangup: HangupEvent, filter: HangupFilter): boolean {
  return (
    within(hangup.occurredAt, filter.occurredAt) &&
    among(hangup.initiator, filter.initiator) &&
    goesBy(hangup.state, filter.state) &&
    among(hangup.reasonCode, filter.reasonCode) &&
    ((filter.primaryOnly ?? true) === false || hangup.primary)
  );
}
