import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/persistence/database.js';
import { migrate } from '../../src/persistence/migrations.js';
import { openDatabase } from '../../src/persistence/open.js';
import { sql } from '../../src/persistence/sql.js';
import { StoredClients } from '../../src/services/clients.js';
import { removeExpired } from '../../src/services/retention.js';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.js';

let fresh: FreshDatabase;
let database: Database;
let client: number;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase({ url: fresh.url, poolSize: 2 });
  await migrate(database);
  const onError = (error: unknown) => {
    throw error;
  };
  const clients = new StoredClients(database, { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError });
  client = (await clients.createClient({ clientId: 'acme' })).id;
});

afterAll(async () => {
  await database.close();
  await fresh.dispose();
});

function execute(statement: string, values: unknown[]): Promise<unknown> {
  return database.manage((em) => em.getConnection().execute(statement, values));
}

async function logEntries(from: number, to: number): Promise<void> {
  const rows = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  for (const seq of rows) {
    const statement = `INSERT INTO event_log (client_id, seq, subject, subject_ref, call_ref, "at") VALUES (?, ?, ?, ?, ?, ?)`;
    await execute(statement, [client, seq, 'HANGUP', seq, 1, seq * 1_000]);
  }
}

async function numbersInLog(): Promise<number[]> {
  const rows = await database.read<{ seq: number }>(sql`SELECT seq FROM event_log ORDER BY seq`);
  return rows.map(({ seq }) => seq);
}

describe('what has expired', () => {
  test('goes from the old end of the log, and its last entry stays', async () => {
    await logEntries(1, 5);
    expect(await removeExpired(database, 0, 3_000)).toEqual({ events: 2, callData: 0 });
    expect(await numbersInLog()).toEqual([3, 4, 5]);
    expect(await removeExpired(database, 0, 99_000)).toEqual({ events: 2, callData: 0 });
    expect(await numbersInLog()).toEqual([5]);
    expect(await removeExpired(database, 0, 99_000)).toEqual({ events: 0, callData: 0 });
  });

  test('goes in many steps where it is much', async () => {
    await logEntries(6, 1_205);
    expect(await removeExpired(database, 0, 1_200_000)).toEqual({ events: 1_195, callData: 0 });
    expect(await numbersInLog()).toEqual([1_200, 1_201, 1_202, 1_203, 1_204, 1_205]);
  });

  test('goes from the CallData records at the very instant', async () => {
    const statement = `INSERT INTO call_data (client_id, id, call_id, caller_key, caller_raw, caller_kind, fields, stored_at,
      expires_at) VALUES (?, ?, 'c', 'k', 'r', 'PHONE', '{}', 0, ?)`;
    for (const id of [1, 2, 3]) await execute(statement, [client, id, id * 10]);
    expect(await removeExpired(database, 20, 0)).toEqual({ events: 0, callData: 2 });
    const left = await database.read<{ id: number }>(sql`SELECT id FROM call_data`);
    expect(left.map(({ id }) => id)).toEqual([3]);
  });
});
