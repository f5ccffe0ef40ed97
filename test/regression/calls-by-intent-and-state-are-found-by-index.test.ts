import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CallFilter } from '../../src/domain/filter.js';
import type { Database } from '../../src/persistence/database.js';
import { CallQueries } from '../../src/persistence/queries/call.queries.js';
import type { FilterScope } from '../../src/persistence/queries/conditions.js';
import type { StateQueries } from '../../src/persistence/queries/state.queries.js';
import { type Sql, sql } from '../../src/persistence/sql.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';

// A page of calls by intent and state read all turns of every call on its way, and of a rare intent it walked every call.

const FILTER: CallFilter = { intent: ['a', 'b'], visitedState: ['s'], startedAt: { from: 1, to: 2 } };
const STATES = { named: async () => [1, 2] } as unknown as StateQueries;

let own: TestDatabase;

beforeAll(async () => {
  own = (await databaseKinds[0]?.create()) as TestDatabase;
});

afterAll(() => own.discard());

/** The plans of the statements that count, the intent's before the states', and of the page. */
async function plansOf(
  counts: readonly number[],
  order: 'STARTED_AT_DESC' | 'STARTED_AT_ASC',
): Promise<{ counting: string[]; page: string }> {
  const asked: Sql[] = [];
  const listener = {
    read: async (query: Sql) => {
      const count = counts[asked.push(query) - 1];
      return count === undefined ? [] : [{ count }];
    },
  };
  const scope: FilterScope = { client: 1, country: 'DE', states: STATES, privacyKey: null };
  const page = { list: 'calls', limit: 20, backward: false, after: null, before: null };
  await new CallQueries(listener as unknown as Database).page(scope, page, FILTER, order, null);
  const plans = asked.map((query) => own.database.read<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${query}`));
  const told = (await Promise.all(plans)).map((steps) => steps.map(({ detail }) => detail).join('\n'));
  return { counting: told.slice(0, -1), page: told.at(-1) ?? '' };
}

const ORDERS = ['STARTED_AT_DESC', 'STARTED_AT_ASC'] as const;
const TURNS = ['intent_name', 'from_state', 'to_state'];

test.each(ORDERS)(
  'what is common is met while calls are walked in the order %s, one step a question',
  async (order) => {
    const { page } = await plansOf([1_001, 3_003], order);
    expect(page).toMatch(
      /^SEARCH c .*call_client_id_listed_at_id_index \(client_id=\? AND listed_at>\? AND listed_at<\?\)/,
    );
    for (const column of TURNS)
      expect(page).toMatch(new RegExp(`SEARCH v .*\\(client_id=\\? AND ${column}=\\? AND call_ref=\\?\\)`));
    expect(page).not.toMatch(/TEMP B-TREE|call_ref_sequence/);
  },
);

test.each(ORDERS)('a rare intent leads to its calls, whatever the order %s', async (order) => {
  const { page } = await plansOf([3], order);
  expect(page).toMatch(/SEARCH t .*COVERING INDEX .*\(client_id=\? AND intent_name=\?\)/);
  expect(page).toMatch(/SEARCH c .*\(client_id=\? AND id=\?\)/);
});

test('a rare state leads to its calls', async () => {
  const { page } = await plansOf([1_001, 3], 'STARTED_AT_DESC');
  for (const column of TURNS.slice(1))
    expect(page).toMatch(new RegExp(`SEARCH t .*COVERING INDEX .*\\(client_id=\\? AND ${column}=\\?\\)`));
  expect(page).toMatch(/SEARCH c .*\(client_id=\? AND id=\?\)/);
});

test('whether they are rare is counted in the indexes alone, and no further than until something is', async () => {
  const { counting } = await plansOf([1_001, 1_001], 'STARTED_AT_DESC');
  expect(counting).toHaveLength(2);
  for (const column of TURNS)
    expect(counting.join('\n')).toMatch(
      new RegExp(`SEARCH t .*COVERING INDEX .*\\(client_id=\\? AND ${column}=\\?\\)`),
    );
  expect((await plansOf([1_000], 'STARTED_AT_DESC')).counting).toHaveLength(1);
});
