import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CallOrder } from '../../../src/domain/call.js';
import type { ReadDelivery } from '../../../src/domain/ports.js';
import type { SourceItem } from '../../../src/domain/record.js';
import type { Database } from '../../../src/persistence/database.js';
import { raw, sql } from '../../../src/persistence/sql.js';
import { SqlErasure } from '../../../src/services/erasure.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { readDelivery } from '../../../src/webhooks/read-delivery.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { itemOf, itemsOf, payloadOf } from '../../support/payloads.js';

const PAGE = { list: 'all', limit: 200, backward: false, after: null, before: null };
const NUMBER = '+4917670919361';
const client = clientNumber(1);

/** What is planted: no other text of the test holds it. */
const CANARIES = ['17670919361', '1767 0919361', '176/70919361', 'Zaunkoenig', 'zaunkoenig', 'Z\\u0061unkoenig'];

const turn = (id: string, callId: string, callerId: string | null, over: object = {}) =>
  itemOf(
    payloadOf('PARLOA', {
      transactionId: id,
      requestTimestamp: `2024-03-01T12:00:0${id.length}Z`,
      responseTime: 12,
      intent: { name: 'Hilfe', initialState: { id: 'a', name: 'Start' }, nextState: { id: 'b', name: 'Menu' } },
      variables: [{ id: 'who', value: 'Zaunkoenig' }],
      meta: { errors: { occurrences: 1, affectedSteps: ['Zaunkoenig'] } },
      request: {
        text: 'Hier ist Zaunkoenig',
        slots: { name: 'Zaunkoenig' },
        callMeta: { callId, callerId },
        intent: { name: 'Hilfe', confidence: 0.5 },
      },
      response: { prompt: '<speak>Guten Tag, Zaunkoenig</speak>', reprompt: 'Zaunkoenig?' },
      ...over,
    }),
  );
const whippy = (stage: string, over: object = {}) =>
  itemOf(
    payloadOf('WHIPPY', {
      event: `conversation_agent_session.${stage}`,
      created_at: '2024-03-01T12:00:00Z',
      request_id: `r-${stage}`,
      data: {
        id: 'session-1',
        conversation_id: 'thread',
        started_at: '2024-03-01T12:00:00Z',
        ended_at: stage === 'started' ? null : '2024-03-01T12:01:00Z',
        chat_transcript: 'User: Zaunkoenig',
        chat_summary: stage === 'analyzed' ? 'Zaunkoenig klagt' : null,
        user_sentiment: stage === 'analyzed' ? 'negative' : null,
        custom_analysis_data: stage === 'analyzed' ? { name: 'Zaunkoenig', Zaunkoenig: 1 } : null,
        messages: [
          ...[
            { id: 'm-1', direction: 'INBOUND', created_at: '2024-03-01T12:00:01Z', from: NUMBER, to: '+13237452021' },
          ],
          ...[
            { id: 'm-2', direction: 'OUTBOUND', created_at: '2024-03-01T12:00:02Z', from: '+13237452021', to: NUMBER },
          ],
        ].map((message) => ({ ...message, body: 'Zaunkoenig schreibt' })),
        ...over,
      },
    }),
  );
const audiocodes = (value: object) => itemOf(payloadOf('AUDIOCODES', value));
const callData = (callId: string, callerRaw: string, idempotent: boolean): SourceItem => {
  const body = JSON.stringify({ callId, callerId: callerRaw, content: 'Zaunkoenig' });
  const said = { content: 'Zaunkoenig', conversationId: 'Zaunkoenig', fields: '{"who":"Zaunkoenig"}' };
  const record = { type: 'callData', callId, callerRaw, countryCode: null, ...said, idempotent } as const;
  const key = idempotent ? JSON.stringify([callId, callerRaw]) : null;
  return { source: 'API', eventType: 'callData', key, body, content: { understood: true, records: [record] } };
};
const quarantined = (body: string): SourceItem => {
  const error = { code: 'NOT_JSON', message: 'Is no JSON.', path: [] };
  return { source: 'PARLOA', eventType: 'unknown', key: null, body, content: { understood: false, error } };
};

/** All that is told of the person, whose number comes in many forms. */
const told = (): SourceItem[] => [
  turn('t1', 'call-1', '0176 70919361'),
  turn('t2', 'call-1', NUMBER, { response: { prompt: 'Zaunkoenig, anders' } }),
  turn('t2', 'call-1', NUMBER),
  turn('t3', 'call-2', '004917670919361'),
  turn('h1', 'call-1', '4917670919361', { request: { event: 'HANGUP', callMeta: { callId: 'call-1' } } }),
  audiocodes({
    type: 'event',
    name: 'start',
    conversation: 'gate-1',
    parameters: { caller: 'sip:+4917670919361@sip.example' },
  }),
  audiocodes({
    ...{ type: 'event', name: 'hangup', conversation: 'gate-1' },
    activityParams: {
      hangupReason: 'Zaunkoenig will nicht',
      hangupSipHeaders: [{ name: 'X-Who', value: 'Zaunkoenig' }],
      botOperationResult: 'success',
      botOperationData: { who: 'Zaunkoenig' },
    },
  }),
  ...itemsOf(
    payloadOf('AUDIOCODES', {
      conversation: 'gate-1',
      activities: [
        { type: 'message', text: 'Bis dann, Zaunkoenig' },
        { type: 'event', name: 'hangup', id: 'a-2' },
      ],
    }),
  ),
  audiocodes({ conversation: 'gate-1', reason: 'Zaunkoenig', reasonCode: 'client-disconnected' }),
  audiocodes({
    ...{ conversation: 'gate-1', callingEntity: { phoneNumber: NUMBER } },
    ...{ setupTime: '2024-03-01T12:00:00Z', endTime: '2024-03-01T12:02:00Z', terminationDescription: 'Zaunkoenig' },
  }),
  ...['started', 'ended', 'analyzed'].map((stage) => whippy(stage)),
  whippy('analyzed', { chat_summary: 'Zaunkoenig klagt sehr' }),
  callData('call-1', '0176/70919361', false),
  callData('session-1', 'Zaunkoenig', false),
  callData('nowhere', NUMBER, true),
  quarantined('{"caller": "+49 (0) 1767 0919361", "text": "Zaunkoenig'),
  quarantined('{"transactionId": 7, "callId": "call-2", "text": "Z\\u0061unkoenig"}'),
];
const others = (): SourceItem[] => [
  turn('t9', 'other', '+4917670919362', {
    request: { text: 'bleibt', callMeta: { callId: 'other', callerId: '+4930123456' } },
    response: {},
    variables: [],
    meta: {},
  }),
  {
    ...callData('other', '+4930123456', false),
    content: {
      understood: true,
      records: [
        {
          type: 'callData',
          callId: 'other',
          callerRaw: '+4930123456',
          countryCode: null,
          content: 'bleibt',
          conversationId: null,
          fields: '{}',
          idempotent: false,
        },
      ],
    },
  },
];

describe.each(databaseKinds)('an erased caller on $name', (kind) => {
  let stored: TestDatabase;
  let database: Database;
  let recorder: GroupCommitRecorder;
  let reader: SqlReader;
  let erasure: SqlErasure;

  beforeAll(async () => {
    stored = await kind.create();
    database = stored.database;
    const options = { queueItems: 10_000, commitItems: 500, defaultCountry: 'DE' };
    recorder = new GroupCommitRecorder(database, SILENT_WAKE, options);
    reader = new SqlReader(database, options);
    const read = (...[source, text, address, wasUnderstood]: Parameters<ReadDelivery>) =>
      readDelivery(source, text, address, 100, wasUnderstood);
    erasure = new SqlErasure(database, { defaultCountry: 'DE', read, wake: SILENT_WAKE });
    for (const item of told()) await recorder.record(client, [item]);
    await recorder.record(client, others());
  });
  afterAll(() => stored.discard());

  const erase = (caller: string, dryRun = false) =>
    erasure.eraseCaller(client, { caller, countryCode: null, dryRun }, 'key 1');
  const found = async () => {
    const copy = await everything(stored);
    return CANARIES.filter((canary) => copy.includes(canary));
  };
  const counts = async () => ({
    calls: (await reader.calls(client, PAGE, {}, CallOrder.STARTED_AT_ASC)).page.items.map(
      ({ caller: _, ...call }) => ({ ...call }),
    ),
    hangups: (await reader.hangups(client, PAGE, { primaryOnly: false })).page.items.map((row) => ({
      ...{ state: row.state?.key, reasonCode: row.reasonCode, initiator: row.initiator, primary: row.primary },
    })),
    moves: await Promise.all(
      (await reader.stateTransitions(client, PAGE, {})).page.items.map(({ transactionId, transition, intent }) => ({
        ...{ transactionId, from: transition?.from?.key, to: transition?.to?.key, intent: intent?.name },
      })),
    ),
  });

  test('was there before, and is counted by a dry run', async () => {
    expect(await found()).toEqual(expect.arrayContaining(['17670919361', 'Zaunkoenig', 'zaunkoenig']));
    const before = await erase('0176 709 193 61', true);
    expect(before).toMatchObject({
      calls: 4,
      transactions: 4,
      sessions: 1,
      messages: 2,
      callDataRecords: 3,
      heldCalls: 0,
    });
    expect(before.rawPayloads).toBeGreaterThanOrEqual(16);
    expect(await found()).toEqual(expect.arrayContaining(['17670919361', 'Zaunkoenig']));
  });

  test('is nowhere afterwards, and every count stays', async () => {
    const before = await counts();
    const promised = await erase('+49 176 70919361', true);
    expect(await erase('017670919361')).toEqual(promised);
    expect(await found()).toEqual([]);
    expect(await counts()).toEqual(before);
    const { page } = await reader.calls(client, PAGE, { text: 'bleibt' }, CallOrder.STARTED_AT_ASC);
    expect(page.items.map(({ callId }) => callId)).toEqual(['other']);
    expect(page.items[0]?.caller).toMatchObject({ redacted: false });
    const one = await reader.callByIdentifier(client.id, 'call-1', null);
    expect(one?.caller).toEqual({ raw: null, e164: null, kind: 'PHONE', redacted: true });
    expect(await database.read(sql`SELECT content FROM call_data WHERE call_id = 'other'`)).toEqual([
      { content: 'bleibt' },
    ]);
    const log = await database.read<{ change: string }>(sql`SELECT change FROM event_log WHERE change = 'ERASED'`);
    expect(log).toHaveLength(4);
    expect((await erase(NUMBER)).calls).toBe(0);
  });

  test('does not come back with what comes again, or late', async () => {
    const before = await counts();
    for (const item of told()) {
      if (!item.content.understood || item.key === null) continue;
      const [result] = await recorder.record(client, [item]);
      if (item.eventType !== 'callData') expect(result?.outcome).toBe('DUPLICATE');
    }
    await recorder.record(
      client,
      told().filter((item) => !item.content.understood),
    );
    expect(await counts()).toEqual(before);
    await recorder.record(client, [turn('t33', 'call-2', NUMBER)]);
    await recorder.record(client, [turn('t2', 'call-1', NUMBER, { responseTime: 13 })]);
    await recorder.record(client, [callData('call-1', NUMBER, false), callData('gate-1', NUMBER, true)]);
    await recorder.record(client, [
      whippy('analyzed', { chat_summary: 'Zaunkoenig spaet', user_sentiment: 'positive' }),
    ]);
    const odd = quarantined('{"callId": "call-2", "text": "Zaunkoenig, spaet und unverstanden"');
    expect((await recorder.record(client, [odd])).map(({ outcome }) => outcome)).toEqual(['REJECTED']);
    const left = (await everything(stored)).match(/.{60}(?:17670919361|[Zz]aunkoenig).{20}/gs);
    // What names nobody's call is kept as it came: the person may have called again.
    expect(left?.filter((text) => !text.includes('nowhere')) ?? []).toEqual([]);
    const call = await reader.callByIdentifier(client.id, 'call-2', null);
    expect(call).toMatchObject({ turnCount: 2, caller: { raw: null, redacted: true } });
  });

  test('does not come back with a call that turns out to be the same', async () => {
    await recorder.record(client, [turn('t77', 'late-7', NUMBER)]);
    await recorder.record(client, [audiocodes({ conversation: 'late-7', callId: 'call-2', status: 'ringing' })]);
    await database.scrub();
    const left = (await everything(stored)).match(/.{60}(?:17670919361|[Zz]aunkoenig).{20}/gs);
    expect(left?.filter((text) => !text.includes('nowhere')) ?? []).toEqual([]);
  });

  test('is kept where a legal hold says so, and told', async () => {
    const other = '+4930765432';
    await recorder.record(client, [turn('t55', 'held-1', other), turn('t66', 'free-1', other)]);
    expect(await erasure.setLegalHold(client, 'held-1', true, 'key 1')).not.toBeNull();
    expect(await erasure.setLegalHold(client, 'no such call', true, 'key 1')).toBeNull();
    expect(await erase(other)).toMatchObject({ calls: 1, heldCalls: 1, transactions: 1, rawPayloads: 1 });
    expect(await reader.callByIdentifier(client.id, 'held-1', null)).toMatchObject({ caller: { e164: other } });
    expect(await reader.callByIdentifier(client.id, 'free-1', null)).toMatchObject({ caller: { raw: null } });
    await recorder.record(client, [turn('t555', 'held-1', other)]);
    expect(
      (await reader.calls(client, PAGE, { text: 'zaunkoenig' }, CallOrder.STARTED_AT_ASC)).page.items,
    ).toHaveLength(1);
    await erasure.setLegalHold(client, 'held-1', false, 'key 1');
    expect(await erase(other)).toMatchObject({ calls: 1, heldCalls: 0, transactions: 2, rawPayloads: 2 });
  });

  test.each(['anonymous', '', '12', 'x'.repeat(300)])('is nobody called %j', async (caller) => {
    await expect(erase(caller)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', 'caller'] });
  });
});

/** All bytes that the database holds: SQLite's files, and every row of every table of PostgreSQL as text. */
async function everything({ url, database }: TestDatabase): Promise<string> {
  if (url.startsWith('sqlite:')) {
    const file = url.slice('sqlite:'.length);
    return [file, `${file}-wal`].map((name) => readFileSync(name, 'latin1')).join('\n');
  }
  const tables = await database.read<{ name: string }>(
    sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await database.read<{ text: string }>(sql`SELECT x::text AS text FROM ${raw(`"${name}"`)} x`);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}
