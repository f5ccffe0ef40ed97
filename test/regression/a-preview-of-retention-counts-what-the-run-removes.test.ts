import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StoredClients } from '../../src/services/clients.js';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { previewRetention, removeExpired } from '../../src/services/retention.js';
import { SILENT_WAKE } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { itemsOf } from '../support/payloads.js';

// The deliveries of calls that would be removed were counted beside the calls, unlike by the run itself.

describe.each(databaseKinds)('a preview of retention on $name', ({ create }) => {
  let stored: TestDatabase;

  beforeAll(async () => {
    stored = await create();
  });
  afterAll(() => stored.discard());

  test('has the numbers of the run, and nothing afterwards', async () => {
    const { database } = stored;
    const onError = (error: unknown) => {
      throw error;
    };
    const key = { privacyKeyOf: () => 'a key of the tests' };
    const clients = new StoredClients(database, { key, timeZone: 'UTC', callDataRetentionDays: 30, onError });
    const client = await clients.createClient({ clientId: 'acme', retentionDays: 30 }, 'a test');
    const options = { queueItems: 100, commitItems: 10, defaultCountry: 'DE' };
    const recorder = new GroupCommitRecorder(database, SILENT_WAKE, options);
    const [now, then] = [Date.UTC(2024, 5, 1), Date.UTC(2024, 2, 1)];
    const turn = (callId: string, at: number, receivedAt: number) => {
      const said = { transactionId: callId, requestTimestamp: new Date(at).toISOString() };
      const text = JSON.stringify({ ...said, request: { callMeta: { callId } } });
      return itemsOf({ source: 'PARLOA', text }).map((item) => ({ ...item, receivedAt }));
    };
    const broken = itemsOf({ source: 'PARLOA', text: '{}' }).map((item) => ({ ...item, receivedAt: then }));
    await recorder.record(client, [
      ...turn('old', then, then),
      ...turn('old, told lately', then, now),
      ...turn('young, told early', now, then),
      ...broken,
    ]);
    const [preview] = await previewRetention(database, { now, eventsBefore: 0 });
    expect(preview).toMatchObject({ calls: 2, rawPayloads: 2, heldCalls: 0 });
    const { clientId: _, heldCalls: __, ...counted } = preview as NonNullable<typeof preview>;
    expect(await removeExpired(database, { now, eventsBefore: 0, batch: 10 })).toEqual(counted);
    const [left] = await previewRetention(database, { now, eventsBefore: 0 });
    expect(left).toMatchObject({ calls: 0, rawPayloads: 0 });
  });
});
