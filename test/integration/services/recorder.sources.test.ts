import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../../src/persistence/sql.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { itemOf, type Payload, payloadOf } from '../../support/payloads.js';
import { storedCalls } from '../../support/stored.js';

const fixtures = join(import.meta.dirname, '../../fixtures/webhooks');
const whippy = (stage: string): Payload => ({
  source: 'WHIPPY',
  text: readFileSync(join(fixtures, `whippy/fixture-${stage}.json`), 'utf8'),
});
const gateway = (value: object): Payload => payloadOf('AUDIOCODES', { conversation: 'c-1', ...value });
const command = (botOperationResult: string) =>
  gateway({ type: 'event', name: 'hangup', activityParams: { botOperationResult } });

describe.each(databaseKinds)('on $name', (kind) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  let clients = 0;

  beforeAll(async () => {
    stored = await kind.create();
    const options = { queueItems: 1_000, commitItems: 50, defaultCountry: 'DE' };
    recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, options);
  });
  afterAll(() => stored.discard());

  async function callAfter(...payloads: Payload[]): Promise<object> {
    const client = clientNumber(++clients);
    for (const payload of payloads) await recorder.record(client, [itemOf(payload)]);
    const calls = await storedCalls(stored.database, client.id);
    expect(calls).toHaveLength(1);
    return calls[0] as object;
  }

  test('who a gateway says hung up wins over who it seems, and the state that was inferred stays', async () => {
    const turn = {
      transactionId: 'h',
      requestTimestamp: '2024-02-27T12:17:00Z',
      intent: { initialState: { id: 'menu', name: 'Menu', dialogName: 'main' } },
      request: { event: 'HANGUP', callMeta: { callId: 'call-1' } },
    };
    const call = await callAfter(
      payloadOf('PARLOA', turn),
      gateway({ callId: 'call-1', reason: 'Bot', reasonCode: 'bot-disconnected' }),
    );
    const primaryFirst = expect.arrayContaining([
      expect.objectContaining({ source: 'AUDIOCODES', initiator: 'BOT', initiator_basis: 'REPORTED' }),
      expect.objectContaining({ source: 'PARLOA', initiator: 'CALLER', state_key: '/main/menu' }),
    ]);
    expect(call).toMatchObject({ call_id: 'call-1', ended_by: 'BOT', outcome: 'COMPLETED', hangups: primaryFirst });
  });

  test('a command and the notice of it are two records, and the notice is primary', async () => {
    const call = await callAfter(command('success'), gateway({ reasonCode: 'client-disconnected' }));
    const { hangups } = call as { hangups: { signal: string; primary: unknown }[] };
    expect(hangups.map(({ signal, primary }) => [signal, Boolean(primary)])).toEqual([
      ['NOTICE', true],
      ['COMMAND', false],
    ]);
    expect(call).toMatchObject({ ended_by: 'CALLER', outcome: 'ABANDONED' });
  });

  test('of a result that is set many times the last one counts, and each text is kept', async () => {
    const call = await callAfter(command('success'), command('failure'));
    expect(call).toMatchObject({ hangups: [{ bot_operation_result: 'FAILURE' }] });
    const kept = await stored.database.read<{ body: string }>(sql`
      SELECT body FROM source_event WHERE client_id = ${clients} ORDER BY id`);
    expect(kept.map(({ body }) => body)).toEqual([command('success').text, command('failure').text]);
  });

  test('a transfer that was answered in a later attempt is one, in whatever order the attempts come', async () => {
    const attempts = ['failed', 'answered'].map((status) =>
      gateway({ type: 'event', name: 'transferStatus', value: { status } }),
    );
    expect(await callAfter(...attempts)).toMatchObject({ outcome: 'TRANSFERRED', status: 'OPEN' });
    expect(await callAfter(...attempts.reverse())).toMatchObject({ outcome: 'TRANSFERRED', status: 'OPEN' });
  });

  test('a result that is set before the end leaves the call open', async () => {
    const call = await callAfter(gateway({ sessionParams: { botOperationResult: 'success' } }));
    expect(call).toMatchObject({ status: 'OPEN', hangups: [] });
  });

  test('a result that is set before the end is the hang-up’s, and the last one counts', async () => {
    const set = (botOperationResult: string) => gateway({ sessionParams: { botOperationResult } });
    const end = gateway({ reason: 'Client Side', reasonCode: 'client-disconnected' });
    await callAfter(set('success'), set('failure'), end);
    const reader = new SqlReader(stored.database, { defaultCountry: 'DE' });
    const page = { list: 'all', limit: 10, backward: false, after: null, before: null };
    const { items } = (await reader.hangups(clientNumber(clients), page, {})).page;
    expect(items).toEqual([expect.objectContaining({ initiator: 'CALLER', botOperationResult: 'FAILURE' })]);
  });

  test('a session that begins after its analysis keeps all that the analysis told', async () => {
    const call = await callAfter(whippy('analyzed'), whippy('ended'), whippy('started'));
    expect(call).toMatchObject({
      channel: 'SMS',
      caller_e164: '+13237452021',
      status: 'ENDED',
      sessions: [{ lifecycle: 'ANALYZED', ended_reason: 'user_ended' }],
      messages: [{ direction: 'OUTBOUND' }, { direction: 'INBOUND', body: 'job' }],
      analyses: [
        {
          sentiment: 'NEUTRAL',
          undeclared_keys: '["How_did_the_candidate_hear_about_Express_Employment"]',
          missing_keys: '["How_did_the_candidate_hear_about_XYZ_Employment"]',
        },
      ],
    });
  });
});
