import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/persistence/sql.js';
import type { GroupCommitRecorder } from '../../src/services/recorder.js';
import { PERSON, parloaTurn } from '../support/canaries.js';
import { clientNumber } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { itemsOf, payloadOf } from '../support/payloads.js';
import { recorderOver } from '../support/recorders.js';

// The target of a transfer was kept whole, and can be somebody's number.
describe.each(databaseKinds)('where a private call was transferred to on $name', ({ create }) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  const client = clientNumber(301);

  beforeAll(async () => {
    stored = await create();
    recorder = recorderOver(stored.database);
  });
  afterAll(() => stored.discard());

  const turn = (call: string) => itemsOf(payloadOf('PARLOA', parloaTurn(call, `t-of-${call}`, true)));
  const transfer = (conversation: string) =>
    itemsOf(
      payloadOf('AUDIOCODES', {
        ...{ conversation, type: 'event', name: 'transferStatus' },
        activityParams: { transferTarget: `tel:${PERSON.number}` },
        value: { status: 'answered' },
      }),
    );

  test('is masked whether the call was private before or turned out to be', async () => {
    await recorder.record(client, turn('before'));
    await recorder.record(client, [...transfer('before'), ...transfer('after')]);
    await recorder.record(client, turn('after'));
    const rows = await stored.database.read<{ target: string; answered: boolean | number }>(
      sql`SELECT transfer_target AS target, transfer_answered AS answered FROM gateway_notice
        WHERE client_id = ${client.id}`,
    );
    expect(rows.map(({ target, answered }) => [target, Boolean(answered)])).toEqual([
      ['[redacted]', true],
      ['[redacted]', true],
    ]);
  });
});
