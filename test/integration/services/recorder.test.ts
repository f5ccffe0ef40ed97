import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from '../../../src/domain/client.js';
import type { SourceItem } from '../../../src/domain/record.js';
import { sql } from '../../../src/persistence/sql.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { storedCalls } from '../../support/stored.js';
import { turnItem } from '../../support/turns.js';

const OPTIONS = { queueItems: 1_000, commitItems: 100, defaultCountry: 'DE' };

describe.each(databaseKinds)('the recorder on $name', (kind) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  let reader: SqlReader;
  let client: Client;
  let clients = 0;

  beforeAll(async () => {
    stored = await kind.create();
    recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, OPTIONS);
    reader = new SqlReader(stored.database, { defaultCountry: 'DE' });
  });
  afterAll(() => stored.discard());
  beforeEach(() => {
    client = clientNumber(++clients);
  });

  const outcomes = async (...items: SourceItem[]) =>
    (await recorder.record(client, items)).map(({ outcome }) => outcome);
  const count = async (table: 'source_event' | 'event_log') => {
    const query = table === 'source_event' ? sql`SELECT id FROM source_event` : sql`SELECT seq FROM event_log`;
    return (await stored.database.read(sql`${query} WHERE client_id = ${client.id}`)).length;
  };

  test('the same record again is a duplicate and changes nothing', async () => {
    expect(await outcomes(turnItem('t1', { text: 'Hallo' }))).toEqual(['CREATED']);
    const before = await storedCalls(stored.database, client.id);
    expect(await outcomes(turnItem('t1', { text: 'Hallo' }))).toEqual(['DUPLICATE']);
    expect(await storedCalls(stored.database, client.id)).toEqual(before);
    expect(await count('source_event')).toBe(1);
  });

  test('the same record twice in one delivery is stored once', async () => {
    expect(await outcomes(turnItem('t1'), turnItem('t1'))).toEqual(['CREATED', 'DUPLICATE']);
  });

  test('what waits is bounded in items and in the bytes of their bodies, and what was taken is stored', async () => {
    const options = { ...OPTIONS, queueItems: 3, queueBytes: 2_000 };
    const small = new GroupCommitRecorder(stored.database, SILENT_WAKE, options);
    const padded = (id: string, length: number) => [
      { ...turnItem(id), body: JSON.stringify({ id, pad: 'x'.repeat(length) }) },
    ];
    // Larger than all that may wait, and alone.
    const first = small.record(client, padded('b1', 3_000));
    await expect(small.record(client, padded('b2', 10))).rejects.toMatchObject({ code: 'OVERLOADED' });
    await first;
    await small.drained();
    const second = [small.record(client, padded('b3', 900)), small.record(client, padded('b4', 900))];
    await expect(small.record(client, padded('b5', 900))).rejects.toMatchObject({ code: 'OVERLOADED' });
    const third = small.record(client, padded('b6', 10));
    await expect(small.record(client, padded('b7', 10))).rejects.toMatchObject({ code: 'OVERLOADED' });
    await Promise.all([...second, third]);
    expect(small.waiting).toBe(0);
    expect(await count('source_event')).toBe(4);
  });

  test('keys in another order are the same content', async () => {
    const item = turnItem('t1');
    await recorder.record(client, [{ ...item, body: '{"a": 1, "b": {"c": 2, "d": 3}}' }]);
    const [again] = await recorder.record(client, [{ ...item, body: '{"b":{"d":3,"c":2},"a":1}' }]);
    expect(again?.outcome).toBe('DUPLICATE');
    expect(again?.transactionRef).not.toBeNull();
  });

  test('other content under the same identifier revises, keeps the old payload, and null replaces nothing', async () => {
    await outcomes(turnItem('t1', { text: 'Hallo', responseTimeMs: 20 }));
    expect(await outcomes(turnItem('t1', { text: 'Hallo Welt', responseTimeMs: null }))).toEqual(['REVISED']);
    const transaction = await reader.transactionById(client.id, 't1');
    expect(transaction).toMatchObject({ text: 'Hallo Welt', responseTimeMs: 20 });
    expect(await count('source_event')).toBe(2);
    expect(await outcomes(turnItem('t1', { text: 'Hallo', responseTimeMs: 20 }))).toEqual(['DUPLICATE']);
    expect((await reader.transactionById(client.id, 't1'))?.text).toBe('Hallo Welt');
  });

  test('a payload that names two calls makes them one, and the old ids lead there', async () => {
    const named = (...names: [string, string][]) => names.map(([kind, value]) => ({ kind, value }));
    await outcomes(turnItem('t1', { identifiers: named(['callId', 'A']) }));
    await outcomes(turnItem('t2', { identifiers: named(['conversationId', 'B']) }));
    const [a, b] = [
      await reader.callByIdentifier(client.id, 'A', null),
      await reader.callByIdentifier(client.id, 'B', null),
    ];
    expect(a?.id).not.toBe(b?.id);
    await outcomes(turnItem('t3', { identifiers: named(['callId', 'A'], ['conversationId', 'B']) }));
    const calls = await reader.callsById(client.id, [a?.id ?? 0, b?.id ?? 0]);
    expect(calls.get(a?.id ?? 0)).toEqual(calls.get(b?.id ?? 0));
    expect(calls.get(a?.id ?? 0)).toMatchObject({ callId: 'A', transactionCount: 3 });
    expect(await storedCalls(stored.database, client.id)).toHaveLength(1);
  });

  test('an item that nobody understood is kept once and answered each time', async () => {
    const error = { code: 'MISSING_FIELD', message: 'transactionId is required', path: ['transactionId'] };
    const item: SourceItem = {
      source: 'PARLOA',
      eventType: 'transaction',
      key: null,
      body: '{"a":"\u0000"}',
      content: { understood: false, error },
    };
    expect(await outcomes(item, turnItem('t1'), item)).toEqual(['REJECTED', 'CREATED', 'REJECTED']);
    expect(await outcomes(item)).toEqual(['REJECTED']);
    expect(await count('source_event')).toBe(2);
  });

  test('one bad delivery does not fail the others that share its commit', async () => {
    const nameless = turnItem('bad', { identifiers: [] });
    const settled = await Promise.allSettled([
      recorder.record(client, [turnItem('t1')]),
      recorder.record(client, [nameless]),
      recorder.record(client, [turnItem('t2')]),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await reader.transactionById(client.id, 't2')).not.toBeNull();
    expect(await reader.transactionById(client.id, 'bad')).toBeNull();
  });

  test('more than the queue holds is refused whole', async () => {
    const many = Array.from({ length: 600 }, (_, i) => turnItem(`m${i}`));
    const first = recorder.record(client, many);
    await expect(recorder.record(client, many)).rejects.toMatchObject({ code: 'OVERLOADED' });
    await expect(first).resolves.toHaveLength(600);
  });

  test("another client's records are not found", async () => {
    await outcomes(turnItem('t1'));
    expect(await reader.transactionById(client.id + 1_000, 't1')).toBeNull();
    expect(await reader.callByIdentifier(client.id + 1_000, 'call-t1', null)).toBeNull();
  });

  test('the log numbers what happened without gaps', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => outcomes(turnItem(`t${i}`))));
    const rows = await stored.database.read<{ seq: number }>(
      sql`SELECT seq FROM event_log WHERE client_id = ${client.id} ORDER BY seq`,
    );
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.length).toBe(40);
  });
});
