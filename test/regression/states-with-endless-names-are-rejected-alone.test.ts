import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { turnItem } from '../support/turns.js';

const CLIENT = clientNumber(1);
const OPTIONS = { queueItems: 100, commitItems: 100, defaultCountry: 'DE' };

// No part is longer than a name may be, but the index row of all four was: PostgreSQL refused the whole commit.
describe.each(databaseKinds)('on $name', ({ create }) => {
  let created: TestDatabase;
  let recorder: GroupCommitRecorder;

  beforeAll(async () => {
    created = await create();
    recorder = new GroupCommitRecorder(created.database, SILENT_WAKE, OPTIONS);
  });

  afterAll(() => created.discard());

  test.each(['from', 'handledBy', 'to'])(
    'an item with too much in %s is rejected, and the other one stands',
    async (place) => {
      const wide = { stateId: various(500), name: various(500), dialogName: various(500) };
      const results = await recorder.record(CLIENT, [
        turnItem(`wide ${place}`, { releaseId: various(500), [place]: wide }),
        turnItem(`plain ${place}`),
      ]);
      expect(results.map(({ outcome }) => outcome)).toEqual(['REJECTED', 'CREATED']);
      expect(results[0]?.error).toMatchObject({ code: 'STATE_TOO_LONG', path: [place] });
    },
  );

  test('an item with as much as fits is taken', async () => {
    const from = { stateId: various(300), name: various(300), dialogName: various(190) };
    const results = await recorder.record(CLIENT, [turnItem('fitting', { releaseId: 'r1', from })]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['CREATED']);
  });
});

// Characters of three bytes that do not compress.
function various(length: number): string {
  let state = length;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(0x4e00 + (state % 20_000));
  }).join('');
}
