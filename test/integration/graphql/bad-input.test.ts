import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../../support/gateway.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const REVERSED = '{ from: "2024-01-02T00:00:00Z", to: "2024-01-01T00:00:00Z" }';
const STARTED = `{ startedAt: ${REVERSED} }`;
const FIGURES = [
  ['conversationGraph', '', '{ callCount }'],
  ['topPaths', '', '{ calls }'],
  ['funnel', 'steps: [{ intent: "a" }], ', '{ steps { calls } }'],
  ['intents', '', '{ totalCount }'],
  ['metrics', 'interval: DAY, timeZone: "UTC", ', '{ calls }'],
] as const;
const LISTS = ['calls', 'transactions', 'stateTransitions', 'hangups', 'sessions', 'sessionAnalyses', 'intents'];

/** A field that must be refused, the path of what is wrong with it, and what the message says. */
type Refused = [string, string[], string];
const REFUSED: Refused[] = [
  [`calls(filter: ${STARTED}) { totalCount }`, ['filter', 'startedAt', 'from'], 'after to'],
  [`sessions(filter: ${STARTED}) { totalCount }`, ['filter', 'startedAt', 'from'], 'after to'],
  [`sessionAnalyses(filter: ${STARTED}) { totalCount }`, ['filter', 'startedAt', 'from'], 'after to'],
  [`hangups(filter: { occurredAt: ${REVERSED} }) { totalCount }`, ['filter', 'occurredAt', 'from'], 'after to'],
  ...['transactions', 'stateTransitions'].flatMap((list): Refused[] => [
    [
      `${list}(filter: { requestTimestamp: ${REVERSED} }) { totalCount }`,
      ['filter', 'requestTimestamp', 'from'],
      'after to',
    ],
    [`${list}(filter: { call: ${STARTED} }) { totalCount }`, ['filter', 'call', 'startedAt', 'from'], 'after to'],
    [`${list}(filter: { call: { text: "!" } }) { totalCount }`, ['filter', 'call', 'text'], 'at least one word'],
  ]),
  ...FIGURES.map(
    ([figure, more, selection]): Refused => [
      `${figure}(${more}filter: ${STARTED}) ${selection}`,
      ['filter', 'startedAt', 'from'],
      'after to',
    ],
  ),
  ...FIGURES.map(
    ([figure, more, selection]): Refused => [
      `${figure}(${more}filter: { text: "${'a '.repeat(17)}" }) ${selection}`,
      ['filter', 'text'],
      '16 words',
    ],
  ),
  ...LISTS.flatMap((list): Refused[] => [
    [`${list}(first: 0) { totalCount }`, ['first'], '200'],
    [`${list}(first: 201) { totalCount }`, ['first'], '200'],
    ...(list === 'intents' ? [] : [[`${list}(last: 201) { totalCount }`, ['last'], '200'] as Refused]),
  ]),
  [`calls(filter: { text: "${'a'.repeat(501)}" }) { totalCount }`, ['filter', 'text'], '500 characters'],
];

const SUBSCRIPTIONS: [string, string[]][] = [
  [`callChanged(filter: ${STARTED}) { cursor }`, ['filter', 'startedAt', 'from']],
  ['callChanged(filter: { text: "" }) { cursor }', ['filter', 'text']],
  [`hangupRecorded(filter: { occurredAt: ${REVERSED} }) { cursor }`, ['filter', 'occurredAt', 'from']],
  [`transactionRecorded(filter: { call: ${STARTED} }) { cursor }`, ['filter', 'call', 'startedAt', 'from']],
  [`sessionAnalyzed(filter: ${STARTED}) { cursor }`, ['filter', 'startedAt', 'from']],
];

const FILTERED = ['calls', 'transactions', 'stateTransitions', 'hangups', 'sessions', 'sessionAnalyses'];

describe('Bad input', () => {
  test.each(REFUSED)('is refused with its path and the limit: %s', async (field, path, limit) => {
    const { errors } = await gateway.graphql(`{ ${field} }`, {}, gateway.keys.read);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path });
    expect(errors?.[0]?.message).toContain(limit);
  });

  test.each(SUBSCRIPTIONS)('is refused before a subscription begins: %s', async (field, path) => {
    const query = `subscription { ${field} }`;
    const error = await new Promise<{ extensions?: object }>((resolve, reject) => {
      gateway.socket().subscribe(
        { query },
        {
          next: ({ errors }) => (errors?.[0] === undefined ? undefined : resolve(errors[0])),
          error: (failed) => resolve((failed as { extensions?: object }[])[0] ?? {}),
          complete: () => reject(new Error('The subscription ended without an error.')),
        },
      );
    });
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path });
  });

  test.each(FILTERED)('is an unknown filter of %s, in the document and in a variable', async (list) => {
    const written = await gateway.graphql(`{ ${list}(filter: { nonsense: 1 }) { totalCount } }`, {}, gateway.keys.read);
    expect(written.errors?.length).toBeGreaterThan(0);
    expect(written.data ?? null).toBeNull();
    const type = {
      calls: 'CallFilter',
      transactions: 'TransactionFilter',
      stateTransitions: 'StateTransitionFilter',
      hangups: 'HangupFilter',
      sessions: 'SessionFilter',
      sessionAnalyses: 'SessionFilter',
    }[list];
    const query = `query ($filter: ${type}) { ${list}(filter: $filter) { totalCount } }`;
    const given = await gateway.graphql(query, { filter: { nonsense: 1 } }, gateway.keys.read);
    expect(given.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(given.data ?? null).toBeNull();
  });
});
