import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from '../../../src/domain/client.js';
import { raw, sql } from '../../../src/persistence/sql.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { audiocodesHangup, PERSON, PLANTED, parloaTurn, whippyEvent } from '../../support/canaries.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { itemOf, payloadOf } from '../../support/payloads.js';

const TABLES = [
  'transaction',
  'hangup',
  'gateway_notice',
  'agent_session',
  'message',
  'session_analysis',
  'call',
  'call_data',
  'variable',
  'source_event',
];
const OPTIONS = { queueItems: 1_000, commitItems: 100, defaultCountry: 'DE' };

describe.each(databaseKinds)('a call that turns out to be private on $name', ({ create }) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  let clients = 100;
  const freshClient = () => ({ ...clientNumber(++clients), deniedNames: ['policyholder'] });
  let client: Client = freshClient();

  beforeAll(async () => {
    stored = await create();
    recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, OPTIONS);
  });
  afterAll(() => stored.discard());
  beforeEach(() => {
    client = freshClient();
  });

  const turn = (id: string, flag: boolean | undefined, text?: string) => {
    const payload = parloaTurn('call-1', id, flag);
    return itemOf(
      payloadOf('PARLOA', text === undefined ? payload : { ...payload, request: { ...payload.request, text } }),
    );
  };
  const hangup = () => itemOf(payloadOf('AUDIOCODES', audiocodesHangup('call-1')));
  const session = (stage: 'started' | 'analyzed') => {
    const { data, ...envelope } = whippyEvent(stage, 'call-1');
    return itemOf(payloadOf('WHIPPY', { ...envelope, data }));
  };
  const callData = () =>
    ({
      source: 'CALL_DATA',
      eventType: 'callData',
      key: null,
      body: '{}',
      content: {
        understood: true,
        records: [
          {
            type: 'callData',
            callId: 'call-1',
            callerRaw: PERSON.local,
            countryCode: null,
            content: PERSON.utterance,
            conversationId: null,
            fields: '{"queue":"pets"}',
            idempotent: false,
          },
        ],
      },
    }) as const;
  const texts = async () => {
    const found: string[] = [];
    for (const table of TABLES) {
      const read = await stored.database.read(sql`SELECT * FROM ${raw(`"${table}"`)} WHERE client_id = ${client.id}`);
      found.push(JSON.stringify(read));
    }
    return found.join('\n');
  };
  const planted = (text: string) => PLANTED.filter((canary) => text.includes(canary));

  test('loses what came before without saying so, of every source', async () => {
    await recorder.record(client, [turn('t-1', undefined), hangup(), session('started'), callData()]);
    expect(planted(await texts())).not.toEqual([]);
    const [result] = await recorder.record(client, [turn('t-2', true)]);
    expect(result?.outcome).toBe('CREATED');
    expect(planted(await texts())).toEqual([]);
    await recorder.record(client, [turn('t-3', false), session('analyzed'), callData()]);
    expect(planted(await texts())).toEqual([]);
  });

  test('knows again what came before, and what comes after, whatever it says of itself', async () => {
    await recorder.record(client, [turn('t-1', undefined), hangup()]);
    await recorder.record(client, [turn('t-2', true)]);
    await recorder.record(client, [turn('t-3', false)]);
    const again = await recorder.record(client, [
      turn('t-1', undefined),
      hangup(),
      turn('t-2', true),
      turn('t-3', false),
    ]);
    expect(again.map(({ outcome }) => outcome)).toEqual(['DUPLICATE', 'DUPLICATE', 'DUPLICATE', 'DUPLICATE']);
    const revised = await recorder.record(client, [turn('t-1', undefined, 'another text')]);
    expect(revised[0]?.outcome).toBe('REVISED');
    expect(await texts()).not.toContain('another text');
  });

  test('is stored the same in whatever order it came', async () => {
    const items = () => [turn('t-1', undefined), hangup(), turn('t-2', true), session('started')];
    const orders = [
      [0, 1, 2, 3],
      [2, 0, 1, 3],
      [3, 1, 2, 0],
    ];
    const kept: unknown[] = [];
    for (const order of orders) {
      client = freshClient();
      const all = items();
      for (const place of order) await recorder.record(client, [all[place] as ReturnType<typeof turn>]);
      const turns =
        await stored.database.read(sql`SELECT transaction_id, sequence, kind, text, prompt, slots, variables, user_context_id, error_count, error_steps
        FROM "transaction" WHERE client_id = ${client.id} ORDER BY transaction_id`);
      const events = await stored.database.read(sql`SELECT source, event_type, event_key, body FROM source_event
        WHERE client_id = ${client.id} ORDER BY source, event_key`);
      kept.push({ turns, events });
    }
    expect(kept[1]).toEqual(kept[0]);
    expect(kept[2]).toEqual(kept[0]);
  });

  test('makes the calls private that are linked to it', async () => {
    const other = parloaTurn('call-2', 't-9', undefined);
    await recorder.record(client, [turn('t-1', true), itemOf(payloadOf('PARLOA', other))]);
    expect(planted(await texts())).not.toEqual([]);
    const bridge = { ...parloaTurn('call-2', 't-8', undefined), conversationId: 'call-1' };
    await recorder.record(client, [itemOf(payloadOf('PARLOA', bridge))]);
    expect(planted(await texts())).toEqual([]);
  });

  test('is found by the number, and another client’s number is another', async () => {
    await recorder.record(client, [turn('t-1', true)]);
    const reader = new SqlReader(stored.database, OPTIONS);
    const request = { list: 'calls', limit: 10, backward: false, after: null, before: null };
    const found = await reader.calls(client, request, { caller: PERSON.local }, 'STARTED_AT_DESC');
    expect(found.page.items.map(({ callId }) => callId)).toEqual(['call-1']);
    const keyed = await stored.database.read<{ key: string }>(
      sql`SELECT caller_raw AS key FROM call WHERE client_id = ${client.id}`,
    );
    expect(keyed[0]?.key).toMatch(/^redacted:phone:[\w-]{43}$/);
  });

  test('keeps CallData as it is where its client says so', async () => {
    client = { ...freshClient(), privacy: [{ source: 'CALL_DATA', enabled: false }] };
    await recorder.record(client, [turn('t-1', true), callData()]);
    expect(await texts()).toContain(PERSON.utterance);
  });
});
