import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SourceItem } from '../../src/domain/record.js';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { itemOf, payloadOf } from '../support/payloads.js';

const REVISIONS = 1_000;
let stored: TestDatabase;
let recorder: GroupCommitRecorder;

beforeAll(async () => {
  stored = (await databaseKinds[0]?.create()) as TestDatabase;
  const options = { queueItems: 10_000, commitItems: 5_000, defaultCountry: 'DE' };
  recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, options);
});
afterAll(() => stored.discard());

// Each text was put in canonical order for each comparison: minutes for what a bot may well send.
test('an item that is revised a thousand times is recorded in seconds, and known again in another order of keys', async () => {
  const steps = Array.from({ length: 200 }, (_, step) => ({ step, said: `something of some length at step ${step}` }));
  const revision = (index: number, last: object = {}): SourceItem =>
    itemOf(
      payloadOf('AUDIOCODES', {
        ...last,
        type: 'event',
        name: 'hangup',
        conversation: 'c',
        activityParams: { botOperationData: { index, steps } },
      }),
    );
  const client = clientNumber(1);
  const items = Array.from({ length: REVISIONS }, (_, index) => revision(index));
  const results = await recorder.record(client, items);
  expect(results.filter(({ outcome }) => outcome === 'REVISED')).toHaveLength(REVISIONS - 1);
  const [again] = await recorder.record(client, [revision(0, { activityParams: null, conversation: null })]);
  expect(again?.outcome).toBe('DUPLICATE');
}, 20_000);
