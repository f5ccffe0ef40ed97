import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { turnItem } from '../support/turns.js';

const CLIENT = clientNumber(1);
const OPTIONS = { queueItems: 100, commitItems: 100, defaultCountry: 'DE' };

// The stored text was not read where another item of the batch had its hash, so a mere change of order counted as
// a revision.
describe.each(databaseKinds)('on $name', ({ create }) => {
  let created: TestDatabase;
  let recorder: GroupCommitRecorder;

  beforeAll(async () => {
    created = await create();
    recorder = new GroupCommitRecorder(created.database, SILENT_WAKE, OPTIONS);
  });

  afterAll(() => created.discard());

  test('an item beside its own copy with other key order is known', async () => {
    const item = turnItem('turn');
    const reversed = Object.fromEntries(Object.entries(JSON.parse(item.body)).reverse());
    await recorder.record(CLIENT, [item]);

    const results = await recorder.record(CLIENT, [item, { ...item, body: JSON.stringify(reversed) }]);
    expect(results.map((result) => result.outcome)).toEqual(['DUPLICATE', 'DUPLICATE']);
  });
});
