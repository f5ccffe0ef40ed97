import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/persistence/open.js';
import { sql } from '../../src/persistence/sql.js';
import { previewRetention, removeExpired } from '../../src/services/retention.js';
import { type Gateway, startGateway } from '../support/gateway.js';

// The row of a call that went on in another kept its own hold, which nothing could lift: it stayed, and was counted.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const HOLD = 'mutation ($input: SetLegalHoldInput!) { setLegalHold(input: $input) { call { heldAt } } }';

const asAdmin = (query: string, input?: object) => gateway.graphql(query, { input }, gateway.keys.admin);
const turn = (callId: string) => ({
  transactionId: `turn of ${callId}`,
  requestTimestamp: '2024-03-01T12:00:00Z',
  request: { callMeta: { callId } },
});

test('of calls that are linked the hold of any is the hold of all, and is lifted from all', async () => {
  await gateway.post('/webhooks/parloa', [turn('one'), turn('other')]);
  for (const callId of ['one', 'other']) await asAdmin(HOLD, { callId, hold: true });
  await asAdmin('mutation { linkCalls(input: { callIds: ["one", "other"] }) { call { callId } } }');
  await asAdmin('mutation { updateClient(input: { retentionDays: 1 }) { client { retentionDays } } }');
  expect((await asAdmin(HOLD, { callId: 'other', hold: false })).data.setLegalHold.call).toEqual({ heldAt: null });
  const environment = { now: Date.now(), eventsBefore: 0 };
  const database = await openDatabase({ url: gateway.databaseUrl, poolSize: 1, mapped: false });
  try {
    const [preview] = await previewRetention(database, environment);
    expect(preview).toMatchObject({ calls: 1, heldCalls: 0 });
    await removeExpired(database, { ...environment, batch: 100 });
    expect(await database.read(sql`SELECT id FROM call`)).toEqual([]);
  } finally {
    await database.close();
  }
});
