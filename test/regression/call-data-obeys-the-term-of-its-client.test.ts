import { expect, test } from '@jest/globals';
import type { Client } from '../../src/domain/client.js';
import type { CallDataRecordInput } from '../../src/domain/record.js';
import { clientByPublicId } from '../../src/persistence/queries/client.queries.js';
import { StoredClients } from '../../src/services/clients.js';
import { SqlReader } from '../../src/services/reader.js';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { removeExpired } from '../../src/services/retention.js';
import { exportLines } from '../../src/services/transfer/export.js';
import { SILENT_WAKE } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';

const DAY_MS = 86_400_000;
const ALL = { since: null, until: null, defaultCountry: 'DE' };

test.each(databaseKinds)(
  'records live as long as their client says, and 30 days at most, on $name',
  async ({ create }) => {
    const own: TestDatabase = await create();
    const { database } = own;
    const onError = (error: unknown) => {
      throw error;
    };
    const clients = new StoredClients(database, { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError });
    await clients.createClient({ clientId: 'acme' }, 'a test');
    const setTerm = async (days: number): Promise<Client> => {
      const statement = 'UPDATE client SET call_data_retention_days = ?';
      await database.manage((em) => em.getConnection().execute(statement, [days]));
      return (await clientByPublicId(database, 'acme')) as Client;
    };
    const recorder = new GroupCommitRecorder(database, SILENT_WAKE, {
      queueItems: 10,
      commitItems: 10,
      defaultCountry: 'DE',
    });
    const reader = new SqlReader(database, { defaultCountry: 'DE' });
    const now = Date.now();
    const store = async (client: Client, callId: string, ageDays: number) => {
      const said = {
        type: 'callData',
        callId,
        callerRaw: '+49',
        countryCode: null,
        fields: '{}',
        idempotent: false,
      } as const;
      const record: CallDataRecordInput = { ...said, content: null, conversationId: null };
      const content = { understood: true, records: [record] } as const;
      const receivedAt = now - ageDays * DAY_MS;
      const item = { source: 'CALL_DATA', eventType: 'callData', key: null, body: '{}', content, receivedAt } as const;
      await recorder.record(client, [item]);
    };
    const daysOf = async (client: Client, callId: string) => {
      const question = { callId, caller: '+49', countryCode: null, maximumAgeSeconds: null };
      const record = await reader.latestCallData(client, question);
      return record === null ? null : (record.expiresAt - record.storedAt) / DAY_MS;
    };
    try {
      await store(await setTerm(7), 'seven', 6);
      await store(await setTerm(90), 'ninety', 29);
      await store(await setTerm(90), 'too old', 31);
      const ninety = await setTerm(90);
      expect([await daysOf(ninety, 'seven'), await daysOf(ninety, 'ninety')]).toEqual([7, 30]);
      expect(await daysOf(ninety, 'too old')).toBeNull();
      const five = await setTerm(5);
      expect([await daysOf(five, 'seven'), await daysOf(five, 'ninety')]).toEqual([null, null]);
      // Not the job's work alone: a read never showed them, and no export did.
      expect(await Array.fromAsync(exportLines(database, { client: five, ...ALL }))).toEqual([]);
      const removed = await removeExpired(database, { now, eventsBefore: 0, batch: 10 });
      expect(removed.callData).toBe(3);
      await store(five, 'five', 4);
      expect(await daysOf(five, 'five')).toBe(5);
    } finally {
      await own.discard();
    }
  },
);
