import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReadDelivery } from '../../../src/domain/ports.js';
import type { SourceItem } from '../../../src/domain/record.js';
import { SqlReader } from '../../../src/services/reader.js';
import type { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { QuarantineReplay } from '../../../src/services/replay.js';
import { readDelivery } from '../../../src/webhooks/read-delivery.js';
import { clientNumber } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { recorderOver } from '../../support/recorders.js';
import { turnItem } from '../../support/turns.js';

const PAGE = { list: 'all', limit: 10, backward: false, after: null, before: null };
const TURN =
  '{"transactionId":"t-1","requestTimestamp":"2024-02-27T12:16:23.926Z","request":{"callMeta":{"callId":"c"}}}';
const error = { code: 'INVALID_ITEM', message: 'Nobody knew it.', path: [] };

const unknown = (source: SourceItem['source'], body: string): SourceItem => ({
  source,
  eventType: 'unknown',
  key: null,
  body,
  content: { understood: false, error },
});

describe.each(databaseKinds)('a replay on $name', (kind) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  let reader: SqlReader;
  let clients = 0;

  beforeAll(async () => {
    stored = await kind.create();
    recorder = recorderOver(stored.database);
    reader = new SqlReader(stored.database, { defaultCountry: 'DE' });
  });
  afterAll(() => stored.discard());

  const replaying = (read: ReadDelivery) => new QuarantineReplay(stored.database, recorder, read);
  const waiting = async (client: number) => (await reader.quarantine(client, PAGE, null)).page.items;

  test('brings in what is understood by now, once, and leaves the rest', async () => {
    const client = clientNumber(++clients);
    await recorder.record(client, [unknown('PARLOA', '"a turn"'), unknown('PARLOA', '"nonsense"')]);
    const ids = (await waiting(client.id)).map(({ id }) => id);
    const read: ReadDelivery = (_source, text) => (text === '"a turn"' ? [turnItem('t1')] : [unknown('PARLOA', text)]);
    expect(await replaying(read).replay(client, [...ids, 999_999], 'a test')).toEqual({
      applied: 1,
      stillQuarantined: 1,
    });
    expect(await reader.transactionById(client.id, 't1')).toMatchObject({ transactionId: 't1' });
    expect(await waiting(client.id)).toMatchObject([{ body: '"nonsense"' }]);
    expect(await replaying(read).replay(client, ids, 'a test')).toEqual({ applied: 0, stillQuarantined: 1 });
  });

  test('knows what the address named', async () => {
    const client = clientNumber(++clients);
    const body = '{"type":"event","name":"hangup"}';
    const item = (conversation: string) => ({
      ...unknown('AUDIOCODES', body),
      address: JSON.stringify({ conversation }),
    });
    await recorder.record(client, [item('c-1'), item('c-2')]);
    const ids = (await waiting(client.id)).map(({ id }) => id);
    const read: ReadDelivery = (source, text, address) => readDelivery(source, text, address, 64);
    expect(await replaying(read).replay(client, ids, 'a test')).toEqual({ applied: 2, stillQuarantined: 0 });
    expect(await reader.callByIdentifier(client.id, 'c-2', 'AUDIOCODES')).toMatchObject({ status: 'ENDED' });
  });

  test('reads as the webhooks do, and nothing of sources without one', async () => {
    const client = clientNumber(++clients);
    await recorder.record(client, [unknown('PARLOA', TURN), unknown('API', TURN), unknown('PARLOA', '{')]);
    const ids = (await waiting(client.id)).map(({ id }) => id);
    const read: ReadDelivery = (source, text, address) => readDelivery(source, text, address, 64);
    expect(await replaying(read).replay(client, ids, 'a test')).toEqual({ applied: 1, stillQuarantined: 2 });
    expect(await reader.callByIdentifier(client.id, 'c', null)).toMatchObject({ callId: 'c' });
    expect(readDelivery('PARLOA', `[${TURN},${TURN}]`, null, 64)).toHaveLength(2);
    expect(readDelivery('PARLOA', TURN, null, 1)).toMatchObject([{ content: { error: { code: 'TOO_DEEP' } } }]);
  });
});
