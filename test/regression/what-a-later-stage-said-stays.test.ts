import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SourceItem } from '../../src/domain/record.js';
import { SqlReader } from '../../src/services/reader.js';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { readDelivery } from '../../src/webhooks/read-delivery.js';
import { clientNumber, SILENT_WAKE } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';

const CLIENT = clientNumber(1);
let stored: TestDatabase;
let recorder: GroupCommitRecorder;
let reader: SqlReader;

beforeAll(async () => {
  stored = (await databaseKinds[0]?.create()) as TestDatabase;
  recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, {
    queueItems: 100,
    commitItems: 10,
    defaultCountry: 'DE',
  });
  reader = new SqlReader(stored.database, { defaultCountry: 'DE' });
});
afterAll(() => stored.discard());

function delivery(id: string, event: string, said: object, deliveryStatus: string): readonly SourceItem[] {
  const payload = {
    event: `conversation_agent_session.${event}`,
    data: {
      id,
      started_at: '2025-08-19T06:40:45Z',
      messages: [
        {
          id: 'm',
          direction: 'INBOUND',
          created_at: '2025-08-19T06:40:46Z',
          updated_at: '2025-08-19T06:40:47Z',
          delivery_status: deliveryStatus,
        },
      ],
      ...said,
    },
  };
  return readDelivery('WHIPPY', JSON.stringify(payload), null, 64);
}

// An equal time of change let the version of an earlier stage that came late stand.
test('a message of an earlier stage that comes late takes nothing back', async () => {
  await recorder.record(CLIENT, delivery('s-1', 'ended', {}, 'delivered'));
  await recorder.record(CLIENT, delivery('s-1', 'started', {}, 'queued'));
  const session = await reader.sessionById(CLIENT.id, 's-1');
  const page = { list: 'all', limit: 5, backward: false, after: null, before: null };
  const messages = await reader.messagesOf(CLIENT.id, 'session', [session?.id ?? 0], page);
  expect(messages.get(session?.id ?? 0)?.items).toEqual([expect.objectContaining({ deliveryStatus: 'delivered' })]);
});

// Each revision was made of its own delivery alone, so nulls wiped what was known.
test('an analysis that says nothing takes nothing back, and other key order is no revision', async () => {
  const told = { chat_summary: 'sum', user_sentiment: 'positive', custom_analysis_data: { a: 1, b: 2 } };
  await recorder.record(CLIENT, delivery('s-2', 'analyzed', told, 'sent'));
  await recorder.record(CLIENT, delivery('s-2', 'analyzed', { ...told, custom_analysis_data: { b: 2, a: 1 } }, 'read'));
  await recorder.record(CLIENT, delivery('s-2', 'analyzed', { chat_summary: null }, 'sent'));
  const session = await reader.sessionById(CLIENT.id, 's-2');
  const analyses = await reader.analysesBySession(CLIENT.id, [session?.id ?? 0]);
  expect(analyses.get(session?.id ?? 0)).toMatchObject({ revision: 1, summary: 'sum', sentiment: 'POSITIVE' });
});
