import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Call } from '../../../src/domain/call.js';
import { pageRequest } from '../../../src/domain/page.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { turnItem } from '../../support/turns.js';
import { CLIENT } from '../../unit/graphql/rows.js';

const START = Date.parse('2024-02-27T12:00:00Z');
const TURNS = { short: 2, exact: 3, long: 5 };

describe.each(databaseKinds)('The first pages of the turns of several calls on $name', (kind) => {
  let stored: TestDatabase;
  let pagesOf: (args: { first?: number; last?: number }) => Promise<Record<string, object>>;

  beforeAll(async () => {
    stored = await kind.create();
    const options = { queueItems: 1_000, commitItems: 100, defaultCountry: 'DE' };
    const recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, options);
    const reader = new SqlReader(stored.database, options);
    const items = Object.entries(TURNS).flatMap(([call, turns]) =>
      Array.from({ length: turns }, (_, turn) => {
        const identifiers = [{ kind: 'callId', value: call }];
        return turnItem(`${call}-${turn + 1}`, { identifiers, requestTimestamp: START + turn });
      }),
    );
    await recorder.record(CLIENT, items);
    const found = Object.keys(TURNS).map((call) => reader.callByIdentifier(CLIENT.id, call, null));
    const calls = (await Promise.all(found)) as Call[];

    pagesOf = async (args) => {
      const request = pageRequest(args, 'Call.transactions');
      const pages = await reader.transactionsByCall(CLIENT.id, { calls, request, fields: null });
      const shown = calls.map(({ id, callId }) => {
        const { items, hasNextPage, hasPreviousPage } = pages.get(id) ?? { items: [] };
        return [callId, { turns: items.map(({ sequence }) => sequence), hasNextPage, hasPreviousPage }];
      });
      return Object.fromEntries(shown);
    };
  });

  afterAll(() => stored.discard());

  test('say from the start whether more follows', async () => {
    expect(await pagesOf({ first: 3 })).toEqual({
      short: { turns: [1, 2], hasNextPage: false, hasPreviousPage: false },
      exact: { turns: [1, 2, 3], hasNextPage: false, hasPreviousPage: false },
      long: { turns: [1, 2, 3], hasNextPage: true, hasPreviousPage: false },
    });
  });

  test('say from the end whether more precedes', async () => {
    expect(await pagesOf({ last: 3 })).toEqual({
      short: { turns: [1, 2], hasNextPage: false, hasPreviousPage: false },
      exact: { turns: [1, 2, 3], hasNextPage: false, hasPreviousPage: false },
      long: { turns: [3, 4, 5], hasNextPage: false, hasPreviousPage: true },
    });
  });
});
