import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeCursor, pageRequest } from '../../src/domain/page.js';
import { SqlReader } from '../../src/services/reader.js';
import { clientNumber } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';

const LIST = 'calls STARTED_AT_DESC';
const CLIENT = clientNumber(1);
const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test.each([
  ['x', 1],
  [null, 1],
  [1, 'a'],
  [1.5, 2],
  [1e300, 1],
  [1, 1e300],
])('a cursor of %j and %j is no cursor', (...keyset) => {
  expect(() => pageRequest({ after: cursorOf([...keyset, LIST]) }, LIST)).toThrow('Not a cursor of this list');
});

// PostgreSQL has types: an empty list was one of bigint, and a cursor's number had to fit its column.
describe.each(databaseKinds)('on $name', ({ create }) => {
  let created: TestDatabase;
  let reader: SqlReader;

  beforeAll(async () => {
    created = await create();
    reader = new SqlReader(created.database, { defaultCountry: 'DE' });
  });

  afterAll(() => created.discard());

  test.each(['STARTED_AT_DESC', 'DURATION_DESC', 'TURNS_DESC'] as const)(
    'a number that is too wide for %s is after or before everything',
    async (order) => {
      const after = encodeCursor(LIST, [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
      const listing = await reader.calls(CLIENT, pageRequest({ after }, LIST), {}, order);
      expect(listing.page.items).toEqual([]);
    },
  );

  test.each([{ intent: [] }, { outcome: [] }, { visitedState: [] }, { reasonCode: [] }, { sentiment: [] }])(
    'calls filtered by %j are none',
    async (filter) => {
      const listing = await reader.calls(CLIENT, pageRequest({}, LIST), filter, 'STARTED_AT_DESC');
      expect(listing.page.items).toEqual([]);
      expect(await listing.total()).toBe(0);
    },
  );
});
