import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pageRequest } from '../../src/domain/page.js';
import { SqlReader } from '../../src/services/reader.js';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { turnItem } from '../support/turns.js';

const CLIENT = clientNumber(1);

// The question's keys were put in order, the stored value's were not: only objects with sorted keys were ever found.
describe.each(databaseKinds)('on $name', ({ create }) => {
  let created: TestDatabase;

  beforeAll(async () => {
    created = await create();
  });

  afterAll(() => created.discard());

  test.each([
    ['{"b":1,"a":[{"d":1,"c":2}]}', '{ "a": [{ "c": 2, "d": 1 }], "b": 1 }'],
    ['{"b":1,"a":[{"d":1,"c":2}]}', '{"b":1,"a":[{"d":1,"c":2}]}'],
    ['12345678901234567890', '12345678901234567890'],
  ])('a call whose variable is %s is found by %s', async (value, equals) => {
    const recorder = new GroupCommitRecorder(created.database, SILENT_WAKE, {
      queueItems: 100,
      commitItems: 100,
      defaultCountry: 'DE',
    });
    const reader = new SqlReader(created.database, { defaultCountry: 'DE' });
    await recorder.record(CLIENT, [turnItem('turn', { variables: [{ id: 'order', name: null, value }] })]);

    const filter = { variable: { name: 'order', equals } };
    const { page } = await reader.calls(CLIENT, pageRequest({}, 'calls STARTED_AT_DESC'), filter, 'STARTED_AT_DESC');
    expect(page.items.map(({ callId }) => callId)).toEqual(['call-turn']);
  });
});
