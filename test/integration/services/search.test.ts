import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CallOrder } from '../../../src/domain/call.js';
import type { CallFilter } from '../../../src/domain/filter.js';
import type { Source } from '../../../src/domain/source.js';
import { sql } from '../../../src/persistence/sql.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { indexEarlierTexts } from '../../../src/services/text-index.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { itemOf, payloadOf } from '../../support/payloads.js';

const PAGE = { list: 'all', limit: 200, backward: false, after: null, before: null };
const client = clientNumber(1);

describe.each(databaseKinds)('full text on $name', (kind) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  let reader: SqlReader;

  beforeAll(async () => {
    stored = await kind.create();
    const options = { queueItems: 10_000, commitItems: 500, defaultCountry: 'DE' };
    recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, options);
    reader = new SqlReader(stored.database, options);
  });
  afterAll(() => stored.discard());

  const tell = (source: Source, ...values: object[]) =>
    recorder.record(
      client,
      values.map((value) => itemOf(payloadOf(source, value))),
    );
  const turn = (callId: string, transactionId: string, text: string | null, response: object = {}) => ({
    transactionId,
    requestTimestamp: '2024-03-01T12:00:00Z',
    request: { text, callMeta: { callId } },
    response,
  });
  const session = (id: string, stage: 'started' | 'ended' | 'analyzed', data: object) => ({
    event: `conversation_agent_session.${stage}`,
    created_at: '2024-03-01T12:00:00Z',
    request_id: `${id}-${stage}-${JSON.stringify(data).length}`,
    data: { id, conversation_id: 'thread', started_at: '2024-03-01T12:00:00Z', ...data },
  });
  const find = async (text: string, of = client, filter: CallFilter = {}) => {
    const { page, total } = await reader.calls(of, PAGE, { ...filter, text }, CallOrder.STARTED_AT_DESC);
    expect(await total()).toBe(page.items.length);
    return page.items.map(({ callId }) => callId).sort();
  };

  test('finds utterances, prompts, messages, transcripts and summaries', async () => {
    await tell(
      'PARLOA',
      turn('c-1', 't-1', 'Wo ist meine Größe?', { prompt: '<speak>Bitte <b>warten</b> Sie</speak>' }),
    );
    await tell(
      'WHIPPY',
      session('s-1', 'analyzed', {
        chat_transcript: 'Agent: Guten Abend',
        chat_summary: 'Kunde sucht Handschuhe',
        messages: [
          { id: 'm-1', direction: 'INBOUND', created_at: '2024-03-01T12:00:00Z', body: 'Handschuhe in Rot' },
          { id: 'm-2', direction: 'OUTBOUND', created_at: '2024-03-01T12:00:01Z', body: 'Leider ausverkauft' },
        ],
      }),
    );
    expect(await find('grosse')).toEqual(['c-1']);
    expect(await find('warten meine')).toEqual(['c-1']);
    expect(await find('speak')).toEqual([]);
    expect(await find('"abend"')).toEqual(['s-1']);
    expect(await find('AUSVERK* rot')).toEqual(['s-1']);
    expect(await find('"handschuhe in rot"')).toEqual(['s-1']);
    expect(await find('"rot leider"')).toEqual([]);
    expect(await find('warten rot')).toEqual([]);
    expect(await find('warten', clientNumber(2))).toEqual([]);
  });

  test('finds what stands and no more what was revised', async () => {
    await tell('PARLOA', turn('c-2', 't-2', 'mein Passwort ist Vogelbeere'));
    expect(await find('vogelbeere')).toEqual(['c-2']);
    await tell('PARLOA', turn('c-2', 't-2', 'mein Passwort ist geheim'));
    expect(await find('vogelbeere')).toEqual([]);
    expect(await find('passwort geheim')).toEqual(['c-2']);
    const message = { id: 'm-3', direction: 'INBOUND', created_at: '2024-03-01T12:00:00Z', body: 'Hagebutte' };
    await tell('WHIPPY', session('s-2', 'ended', { chat_transcript: 'Schlehdorn', messages: [message] }));
    await tell(
      'WHIPPY',
      session('s-2', 'analyzed', {
        chat_transcript: 'Weissdorn',
        messages: [{ ...message, body: 'Holunder', updated_at: '2024-03-01T13:00:00Z' }],
      }),
    );
    expect(await find('hagebutte')).toEqual([]);
    expect(await find('schlehdorn')).toEqual([]);
    expect(await find('weissdorn holunder')).toEqual(['s-2']);
  });

  test('finds the current summary alone', async () => {
    const analysis = (summary: string, minute: number) =>
      tell('WHIPPY', {
        ...session('s-3', 'analyzed', { chat_summary: summary, sentiment: 'neutral' }),
        created_at: `2024-03-01T12:0${minute}:00Z`,
      });
    await analysis('Erstens Birne', 1);
    expect(await find('birne')).toEqual(['s-3']);
    await analysis('Zweitens Quitte', 2);
    expect(await find('birne')).toEqual([]);
    expect(await find('quitte')).toEqual(['s-3']);
  });

  test("leads to the surviving call after a merge, and to the call's own words", async () => {
    await tell('PARLOA', turn('c-4', 't-4', 'Kastanie'), turn('c-5', 't-5', 'Eichel'));
    expect(await find('kastanie eichel')).toEqual([]);
    await tell('AUDIOCODES', { conversation: 'c-4', callId: 'c-5', status: 'ringing' });
    const [merged] = await find('kastanie');
    expect(await find('kastanie eichel')).toEqual([merged]);
    const { page } = await reader.transactions(client, PAGE, { call: { text: 'eichel' } });
    expect(page.items.map(({ transactionId }) => transactionId).sort()).toEqual(['t-4', 't-5']);
    const ids = page.items.map(({ id }) => id);
    expect(await reader.matchingTransactions(client, ids, { call: { text: 'kast* eichel' } })).toEqual(new Set(ids));
    expect(await reader.matchingTransactions(client, ids, { call: { text: 'quitte' } })).toEqual(new Set());
  });

  test('finds phrases anywhere in long texts', async () => {
    const words = Array.from({ length: 3_000 }, (_, index) => `und w${index}`);
    await tell('PARLOA', turn('c-6', 't-6', words.join(' ')));
    for (const index of [0, 127, 128, 255, 256, 1_500, 2_991]) {
      const phrase = words.slice(index, index + 8).join(' ');
      expect(await find(`"${phrase}"`)).toEqual(['c-6']);
      expect(await find(`"${phrase.replace('und', 'oder')}"`)).toEqual([]);
    }
    expect(await find('"w2999"')).toEqual(['c-6']);
  });

  test('takes anything for words', async () => {
    await tell('PARLOA', turn('c-7', 't-7', 'NEAR OR first : second'));
    expect(await find('near OR first:second')).toEqual(['c-7']);
    const hostile = fc.string({ unit: fc.constantFrom(...'ab"*\'\\:&|!()<>-+^{}~,;%_ \0\ud800öß日') });
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const found = await find(text).catch((error: Error) => error.message);
        expect(Array.isArray(found) || found === 'Must hold at least one word.').toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('indexes what was recorded before there was an index', async () => {
    await tell('PARLOA', turn('c-8', 't-8', 'Sanddorn'), turn('c-9', 't-9', 'Sanddornsaft'));
    const manage = (statement: string) => stored.database.manage((em) => em.getConnection().execute(statement));
    await manage('DELETE FROM text_index');
    await manage('INSERT INTO text_unindexed (client_id, id) SELECT client_id, id FROM "transaction"');
    await manage('INSERT INTO text_unindexed (client_id, id) SELECT client_id, id FROM session_analysis');
    expect(await find('sanddorn*')).toEqual([]);
    expect(await indexEarlierTexts(stored.database, { batch: 3 })).toBeGreaterThan(6);
    expect(await find('sanddorn*')).toEqual(['c-8', 'c-9']);
    expect(await find('birne')).toEqual([]);
    expect(await find('quitte')).toEqual(['s-3']);
    expect(await stored.database.read(sql`SELECT id FROM text_unindexed`)).toEqual([]);
    expect(await indexEarlierTexts(stored.database, { batch: 3 })).toBe(0);
  });
});
