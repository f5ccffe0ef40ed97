import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../src/persistence/database.js';
import { CallDataQueries } from '../../src/persistence/queries/call-data.queries.js';
import { type Sql, sql } from '../../src/persistence/sql.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';

// The newest record was once looked for through all of a client's records, newest first: 500 times slower among a million.

let own: TestDatabase;

beforeAll(async () => {
  own = (await databaseKinds[0]?.create()) as TestDatabase;
});

afterAll(() => own.discard());

async function plansOf(ask: (queries: CallDataQueries) => Promise<unknown>): Promise<string[]> {
  const asked: Sql[] = [];
  const listener = {
    read: async (query: Sql) => {
      asked.push(query);
      return [];
    },
  };
  await ask(new CallDataQueries(listener as unknown as Database));
  const plans = asked.map((query) => own.database.read<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${query}`));
  return (await Promise.all(plans)).map((steps) => steps.map(({ detail }) => detail).join('\n'));
}

test('the newest record of a call and caller is where its own index leads, with nothing to sort', async () => {
  const plans = await plansOf((queries) => queries.latest(1, 'call', { keys: ['+491', '491'], text: '0' }, 0, 1));
  expect(plans).toHaveLength(3);
  for (const plan of plans) {
    expect(plan).toMatch(/SEARCH d .*\(client_id=\? AND call_id=\? AND caller_(?:key|raw)=\? AND stored_at>\?\)/);
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
  }
});

test('records are found by the calls that they belong to, and by their ids', async () => {
  const [byCall] = await plansOf((queries) => queries.byCall(1, [1, 2], 1));
  expect(byCall).toMatch(/SEARCH d .*\(client_id=\? AND call_id=\?\)/);
  const [byId] = await plansOf((queries) => queries.byId(1, [1, 2], 1));
  expect(byId).toMatch(/SEARCH d .*\(client_id=\? AND id=\?\)/);
});
