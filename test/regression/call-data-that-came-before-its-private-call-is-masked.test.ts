import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/persistence/sql.js';
import type { GroupCommitRecorder } from '../../src/services/recorder.js';
import { PERSON, PLANTED, parloaTurn } from '../support/canaries.js';
import { clientNumber } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { itemOf, payloadOf } from '../support/payloads.js';
import { recorderOver } from '../support/recorders.js';

// CallData makes no call. What came before the first turn of a private call stayed as it was, and so did what a mutation
// had delivered, whenever it came.
describe.each(databaseKinds)('CallData of a private call on $name', ({ create }) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;

  beforeAll(async () => {
    stored = await create();
    recorder = recorderOver(stored.database);
  });
  afterAll(() => stored.discard());

  const turn = () => itemOf(payloadOf('PARLOA', parloaTurn('call-1', 't-1', true)));
  const callData = (idempotent: boolean) => {
    const said = { callId: 'call-1', callerRaw: PERSON.local, content: PERSON.utterance };
    const record = {
      type: 'callData',
      ...said,
      countryCode: null,
      conversationId: null,
      fields: '{}',
      idempotent,
    } as const;
    const content = { understood: true, records: [record] } as const;
    const key = idempotent ? JSON.stringify([said.callId, said.callerRaw]) : null;
    const body = JSON.stringify({ callId: said.callId, callerId: said.callerRaw, content: said.content });
    return { source: idempotent ? 'API' : 'CALL_DATA', eventType: 'callData', key, body, content } as const;
  };
  const planted = async (client: number) => {
    const rows = [
      ...(await stored.database.read(sql`SELECT * FROM call_data WHERE client_id = ${client}`)),
      ...(await stored.database.read(sql`SELECT * FROM source_event WHERE client_id = ${client}`)),
    ];
    const text = JSON.stringify(rows);
    return PLANTED.filter((canary) => text.includes(canary));
  };

  test.each([
    ['before it', 911, false],
    ['after it', 912, true],
  ])('is masked when it comes %s, and is known when it comes again', async (_when, id, first) => {
    const client = { ...clientNumber(id), deniedNames: ['policyholder'] };
    if (first) await recorder.record(client, [turn()]);
    await recorder.record(client, [callData(true), callData(false)]);
    if (!first) {
      expect(await planted(client.id)).not.toEqual([]);
      await recorder.record(client, [turn()]);
    }
    expect(await planted(client.id)).toEqual([]);
    const [again] = await recorder.record(client, [callData(true)]);
    expect(again?.outcome).toBe('DUPLICATE');
    expect(await planted(client.id)).toEqual([]);
  });
});
