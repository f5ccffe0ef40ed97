import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReadDelivery } from '../../src/domain/ports.js';
import type { SourceItem } from '../../src/domain/record.js';
import { type Sql, sql } from '../../src/persistence/sql.js';
import { SqlErasure } from '../../src/services/erasure.js';
import { SqlReader } from '../../src/services/reader.js';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { readDelivery } from '../../src/webhooks/read-delivery.js';
import { clientNumber, SILENT_WAKE } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { itemOf, itemsOf, payloadOf } from '../support/payloads.js';

const CANARY = 'Zaunkoenig';
const NUMBER = '+4917670919361';
const OPTIONS = { queueItems: 1_000, commitItems: 100, defaultCountry: 'DE' };

const turn = (callId: string) =>
  itemOf(
    payloadOf('PARLOA', {
      transactionId: `t-of-${callId}`,
      requestTimestamp: '2024-03-01T12:00:00Z',
      request: { callMeta: { callId, callerId: NUMBER } },
    }),
  );
const gateway = (value: object) => itemsOf(payloadOf('AUDIOCODES', value));
const told = (conversation: string): SourceItem[] => {
  const transfer = { conversation, type: 'event', name: 'transferStatus' };
  const setting = { sessionParams: { botOperationResult: 'success', botOperationData: { plz: '8000' } } };
  return [
    ...gateway({ ...transfer, value: { status: 'failed', reasonCode: `an ${CANARY}` } }),
    ...gateway({ ...transfer, value: { status: 'failed', reasonCode: 'busy' } }),
    ...gateway({
      ...transfer,
      timestamp: '2024-03-01T12:00:05Z',
      value: { status: 'failed', reasonCode: CANARY.repeat(5) },
    }),
    ...gateway({ conversation, status: `bei ${CANARY}` }),
    ...gateway({ conversation, type: 'event', id: `von ${CANARY}`, ...setting }),
    ...gateway({ conversation, type: 'event', id: 'a-1', ...setting }),
    ...gateway({
      conversation,
      activities: [
        { type: 'message', text: CANARY },
        { type: 'event', name: 'hangup' },
      ],
    }),
  ];
};

// What a gateway calls a reason can be any text, and stood in the keys of its records whatever was erased.
describe.each(databaseKinds)('a free word in a key on $name', ({ create }) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  let erasure: SqlErasure;

  beforeAll(async () => {
    stored = await create();
    recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, OPTIONS);
    const read = (...[source, text, address, understood]: Parameters<ReadDelivery>) =>
      readDelivery(source, text, address, 100, understood);
    erasure = new SqlErasure(stored.database, { defaultCountry: 'DE', read, wake: SILENT_WAKE });
  });
  afterAll(() => stored.discard());

  const keys = async (client: number) => {
    const read = (from: Sql) => stored.database.read<{ key: string }>(from);
    const rows = [
      ...(await read(sql`SELECT event_key AS key FROM source_event WHERE client_id = ${client} ORDER BY id`)),
      ...(await read(sql`SELECT event_key AS key FROM gateway_notice WHERE client_id = ${client} ORDER BY id`)),
    ];
    return rows.map(({ key }) => key);
  };
  const outcomes = async (client: ReturnType<typeof clientNumber>, items: readonly SourceItem[]) =>
    (await recorder.record(client, items)).map(({ outcome }) => outcome);

  /** Writes the keys as versions before this one did. */
  async function asBefore(client: number, items: readonly SourceItem[]): Promise<void> {
    const write = async (table: 'source_event' | 'gateway_notice', now: readonly string[], then: readonly string[]) => {
      for (const [index, key] of now.entries()) {
        const to = then[index];
        await stored.database.unitsOfWork.run((unit) =>
          unit.execute(
            table === 'source_event'
              ? sql`UPDATE source_event SET event_key = ${to} WHERE client_id = ${client} AND event_key = ${key} AND source = 'AUDIOCODES'`
              : sql`UPDATE gateway_notice SET event_key = ${to} WHERE client_id = ${client} AND event_key = ${key}`,
          ),
        );
      }
    };
    const events = await stored.database.read<{ key: string }>(
      sql`SELECT event_key AS key FROM source_event WHERE client_id = ${client} AND source = 'AUDIOCODES' ORDER BY id`,
    );
    await write(
      'source_event',
      events.map(({ key }) => key),
      items.map(({ key }) => key ?? ''),
    );
    const notices = await stored.database.read<{ key: string }>(
      sql`SELECT event_key AS key FROM gateway_notice WHERE client_id = ${client} ORDER BY id`,
    );
    const records = items.flatMap(({ content }) => (content.understood ? content.records : []));
    const named = records.flatMap((one) => (one.type === 'notice' && one.key !== null ? [one.key] : []));
    await write(
      'gateway_notice',
      notices.map(({ key }) => key),
      named,
    );
  }

  test('is a keyed hash, and what was stored before is known and loses it when it is erased', async () => {
    const client = clientNumber(901);
    await recorder.record(client, [turn('c-1'), ...told('c-1')]);
    const hidden = await keys(client.id);
    expect(hidden.join('\n')).not.toContain(CANARY);
    await asBefore(client.id, told('c-1'));
    expect((await keys(client.id)).join('\n')).toContain(CANARY);
    expect(new Set(await outcomes(client, told('c-1')))).toEqual(new Set(['DUPLICATE']));

    const reader = new SqlReader(stored.database, { defaultCountry: 'DE' });
    const call = await reader.callByIdentifier(client.id, 'c-1', null);
    const notices = async () => (await reader.noticesByCall(client.id, [call?.id ?? 0])).get(call?.id ?? 0);
    const before = await notices();
    await erasure.eraseCaller(client, { caller: NUMBER, countryCode: null, dryRun: false }, 'key 1');
    expect(await keys(client.id)).toEqual(hidden);
    expect(new Set(await outcomes(client, told('c-1')))).toEqual(new Set(['DUPLICATE']));
    expect(await keys(client.id)).toEqual(hidden);
    const after = await notices();
    expect(after?.transfers.map(({ reasonCode }) => reasonCode)).toEqual(
      before?.transfers.map(({ reasonCode }) => reasonCode),
    );
    expect(after?.botOperations).toHaveLength(before?.botOperations.length ?? -1);
  });

  test('stands under its new key once the same is told anew, or its call turns out to be private', async () => {
    const client = clientNumber(902);
    await recorder.record(client, [turn('c-2'), ...told('c-2')]);
    const hidden = await keys(client.id);
    await asBefore(client.id, told('c-2'));
    const again = told('c-2').map((item) => ({ ...item, body: item.body.replace('{', '{"more":true,') }));
    expect(new Set(await outcomes(client, again))).toEqual(new Set(['REVISED']));
    const notices = async () => (await keys(client.id)).filter((key) => /^(?:transferStatus|callStatus)\//.test(key));
    expect((await notices()).sort()).toEqual(
      hidden.filter((key) => /^(?:transferStatus|callStatus)\//.test(key)).sort(),
    );
    const third = clientNumber(903);
    await recorder.record(third, [turn('c-2'), ...told('c-2')]);
    await asBefore(third.id, told('c-2'));
    const flagged = { callId: 'c-2', isPrivacyEnabled: true };
    const said = { transactionId: 'private', requestTimestamp: '2024-03-01T12:00:01Z', request: { callMeta: flagged } };
    await recorder.record(third, [itemOf(payloadOf('PARLOA', said))]);
    expect((await keys(third.id)).join('\n')).not.toContain(CANARY);
    expect(new Set(await outcomes(third, told('c-2')))).toEqual(new Set(['DUPLICATE']));
  });
});
