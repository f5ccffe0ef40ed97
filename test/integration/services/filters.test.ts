import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AgentSession, SessionLifecycle } from '../../../src/domain/agent-session.js';
import { type Call, CallOutcome, CallStatus, Channel } from '../../../src/domain/call.js';
import type {
  CallFilter,
  HangupFilter,
  InstantRange,
  SessionFilter,
  StateTransitionFilter,
  TransactionFilter,
  VariableFilter,
} from '../../../src/domain/filter.js';
import { type HangupEvent, HangupReasonCode, Initiator } from '../../../src/domain/hangup.js';
import { Sentiment, type SessionAnalysis } from '../../../src/domain/session-analysis.js';
import { Handling, type State } from '../../../src/domain/state-transition.js';
import { TransactionKind } from '../../../src/domain/transaction.js';
import type { Variable } from '../../../src/domain/variable.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { itemsOfAll } from '../../support/payloads.js';
import { INTENTS, populations, VARIABLES } from '../../support/populations.js';
import { type Told, type ToldTurn, tell } from '../../support/told.js';

const RUNS = { SQLite: 200, PostgreSQL: 40 } as const;
const PAGE = { list: 'all', limit: 200, backward: false, after: null, before: null };

/** When the second session of a population began. */
const SESSIONS = Date.UTC(2024, 1, 27, 12) + 10_000;

const some = <T>(values: readonly T[]) => fc.subarray([...values], { maxLength: Math.min(3, values.length) });
const instants = fc.integer({ min: Date.UTC(2024, 2, 29, 12), max: Date.UTC(2024, 3, 2) });
const ranges = fc
  .record({ from: instants, to: instants }, { requiredKeys: [] })
  .filter(({ from = 0, to = Infinity }) => from <= to);
const states = some(['a', 'b', 'd', 'Greeting', 'Menu', 'Nowhere']);

const QUESTIONS = [
  'rechnung',
  'RECHN* nein',
  '"meine rechnung"',
  'koln',
  'strasse köln',
  'bill-42',
  'text',
  'got it*',
  'as "of 3"',
];
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
    text: fc.constantFrom(...QUESTIONS),
    caller: fc.constantFrom('+49 176 70919361', '017670919361', '0041791234567', '+1'),
    production: fc.boolean(),
    variable: fc.record({
      name: fc.constantFrom('v-1', 'tier', 'none'),
      equals: fc.constantFrom(...VARIABLES, '{"a":[2],"b":1}'),
    }),
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
  {
    from: states,
    to: states,
    handled: fc.constantFrom(...Object.values(Handling)),
    terminal: fc.boolean(),
    explicitlyHandled: fc.boolean(),
    requestTimestamp: ranges,
  },
  { requiredKeys: [] },
);
const hangupFilters: fc.Arbitrary<HangupFilter> = fc.record(
  {
    occurredAt: ranges,
    initiator: some(Object.values(Initiator)),
    state: states,
    reasonCode: some(Object.values(HangupReasonCode)),
    releaseId: some(['r-1', 'r-2']),
    primaryOnly: fc.boolean(),
  },
  { requiredKeys: [] },
);
const sessionFilters: fc.Arbitrary<SessionFilter> = fc.record(
  {
    startedAt: fc.constantFrom({ from: SESSIONS }, { to: SESSIONS }, { from: SESSIONS, to: SESSIONS + 20_000 }),
    lifecycle: some(Object.values(SessionLifecycle)),
    sentiment: some(Object.values(Sentiment)),
    completionRating: some(['complete', 'incomplete']),
    agentId: some(['agent-1']),
    conversationId: fc.constantFrom('thread-1', 'thread-2', 'none'),
  },
  { requiredKeys: [] },
);
/** Few fields at a time, else nothing would ever be found. */
const fewOf = <T extends object>(filters: fc.Arbitrary<T>) =>
  fc
    .tuple(
      filters,
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18], { maxLength: 3 }),
    )
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
      fewOf(sessionFilters),
    );
    const property = fc.asyncProperty(
      populations,
      asked,
      async (payloads, [calls, turns, moves, hangups, sessions]) => {
        const client = clientNumber(++clients);
        await recorder.record(client, itemsOfAll(payloads));
        const all = await tell(reader, client, {});
        const wanted = all.filter((told) => isCall(told, calls));
        const found = await tell(reader, client, calls);
        expect(idsOf(found.map(({ call }) => call))).toEqual(idsOf(wanted.map(({ call }) => call)));
        const ids = all.map(({ call }) => call.id);
        const matching = await reader.matchingCalls(client, ids, calls);
        expect([...matching].sort((one, other) => one - other)).toEqual(idsOf(wanted.map(({ call }) => call)));

        const own = wanted.flatMap(({ transactions }) => transactions);
        const { page } = await reader.transactions(client, PAGE, { ...turns, call: calls });
        const listed = page.items.filter((row) => row.kind !== TransactionKind.HANGUP);
        expect(idsOf(listed)).toEqual(idsOf(own.filter((turn) => isTurn(turn, turns))));

        const transitions = await reader.stateTransitions(client, PAGE, { ...moves, call: calls });
        const moved = transitions.page.items.filter((row) => row.kind !== TransactionKind.HANGUP);
        expect(idsOf(moved)).toEqual(idsOf(own.filter((turn) => isMove(turn, moves))));

        const signals = [...(await reader.hangupsByCall(client.id, ids)).values()].flat();
        const heard = await reader.hangups(client, PAGE, hangups);
        expect(idsOf(heard.page.items)).toEqual(idsOf(signals.filter((signal) => isHangup(signal, hangups, all))));

        const held = [...(await reader.sessionsByCall(client.id, ids)).values()].flat();
        const analyses = await reader.analysesBySession(client.id, idsOf(held));
        const fit = held.filter((session) => isSession(session, analyses.get(session.id), sessions));
        expect(idsOf((await reader.sessions(client, PAGE, sessions)).page.items)).toEqual(idsOf(fit));
        const current = fit.flatMap(({ id }) => analyses.get(id) ?? []);
        const analysed = await reader.analyses(client, PAGE, sessions);
        expect(idsOf(analysed.page.items)).toEqual(idsOf(current));
      },
    );
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
  const visited = (turn: ToldTurn) => [turn.from, turn.to].some((state) => state && goesBy(state, filter.visitedState));
  const said = (turn: ToldTurn) => turn.kind === TransactionKind.TURN && among(turn.intent?.name, filter.intent);
  return (
    isPlainCall(call, filter) &&
    (!filter.intent || transactions.some(said)) &&
    (!filter.visitedState || transactions.some(visited)) &&
    goesBy(hangup?.state, filter.hangupState) &&
    among(hangup?.reasonCode, filter.reasonCode) &&
    among(told.sentiment, filter.sentiment) &&
    (!filter.variable || told.variables.some((variable) => holds(variable, filter.variable as VariableFilter))) &&
    (!filter.text || isSaid(told.texts, filter.text))
  );
}

// The plain way: every text is read for every term.
function isSaid(texts: readonly string[], question: string): boolean {
  return [...question.matchAll(/"([^"]*)"|\S+/g)].every(([whole, phrase]) => {
    const plain = plainly(phrase ?? whole.replaceAll('*', ''));
    const ending = whole.endsWith('*') ? '' : ' ';
    return texts.some((text) => ` ${plainly(text)} `.includes(` ${plain}${ending}`));
  });
}

const LETTERS: Record<string, string> = { ö: 'o', ß: 'ss' };

function plainly(text: string): string {
  return text
    .toLowerCase()
    .replace(/[öß]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function holds({ id, name, value }: Variable, { name: wanted, equals }: VariableFilter): boolean {
  return (
    (id === wanted || name === wanted) && value !== null && isDeepStrictEqual(JSON.parse(value), JSON.parse(equals))
  );
}

const E164: Record<string, string> = {
  '+49 176 70919361': '+4917670919361',
  '017670919361': '+4917670919361',
  '0041791234567': '+41791234567',
};

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
    (!filter.caller || (call.caller !== null && call.caller.e164 === E164[filter.caller])) &&
    same(call.production, filter.production) &&
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
    same(turn.transition.handled, filter.handled) &&
    same(turn.terminal, filter.terminal) &&
    same(!turn.unhandled, filter.explicitlyHandled) &&
    within(turn.requestTimestamp, filter.requestTimestamp)
  );
}

function isSession(session: AgentSession, analysis: SessionAnalysis | undefined, filter: SessionFilter): boolean {
  return (
    within(session.startedAt, filter.startedAt) &&
    among(session.lifecycle, filter.lifecycle) &&
    among(session.agentVersion?.agentId, filter.agentId) &&
    same(session.conversationId, filter.conversationId) &&
    among(analysis?.sentiment, filter.sentiment) &&
    among(analysis?.completionRating, filter.completionRating)
  );
}

function isHangup(hangup: HangupEvent, filter: HangupFilter, all: readonly Told[]): boolean {
  const call = all.find((told) => told.call.id === hangup.callRef)?.call;
  return (
    among(call?.releaseId, filter.releaseId) &&
    within(hangup.occurredAt, filter.occurredAt) &&
    among(hangup.initiator, filter.initiator) &&
    goesBy(hangup.state, filter.state) &&
    among(hangup.reasonCode, filter.reasonCode) &&
    ((filter.primaryOnly ?? true) === false || hangup.primary)
  );
}
