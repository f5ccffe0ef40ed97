import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/persistence/database.js';
import { CallDataQueries } from '../../src/persistence/queries/call-data.queries.js';
import { raw, sql } from '../../src/persistence/sql.js';
import { StoredClients } from '../../src/services/clients.js';
import { GroupCommitRecorder } from '../../src/services/recorder.js';
import { previewRetention, type Removed, removeExpired } from '../../src/services/retention.js';
import { clientNumber, SILENT_WAKE } from '../support/clients.js';
import { databaseKinds, type TestDatabase } from '../support/databases.js';
import { itemOf, payloadOf } from '../support/payloads.js';

const DAY_MS = 86_400_000;
const NOTHING: Removed = { events: 0, callData: 0, calls: 0, rawPayloads: 0 };

describe.each(databaseKinds)('what has expired on $name', ({ name, create }) => {
  let own: TestDatabase;
  let database: Database;
  let client: number;

  beforeAll(async () => {
    own = await create();
    database = own.database;
    const onError = (error: unknown) => {
      throw error;
    };
    const clients = new StoredClients(database, { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError });
    client = (await clients.createClient({ clientId: 'acme' }, 'a test')).id;
  });

  afterAll(() => own.discard());

  beforeEach(async () => {
    for (const table of ['event_log', 'call_data', 'source_event']) await execute(`DELETE FROM ${table}`, []);
    await setTerm(30);
  });

  function execute(statement: string, values: unknown[]): Promise<unknown> {
    return database.manage((em) => em.getConnection().execute(statement, values));
  }

  function setTerm(days: number): Promise<unknown> {
    return execute('UPDATE client SET call_data_retention_days = ? WHERE id = ?', [days, client]);
  }

  function remove(now: number, eventsBefore: number, batch = 1_000, signal?: AbortSignal): Promise<Removed> {
    return removeExpired(database, { now, eventsBefore, batch, signal });
  }

  async function logEntries(from: number, to: number): Promise<void> {
    const insert = `INSERT INTO event_log (client_id, seq, subject, subject_ref, call_ref, "at") VALUES `;
    const rows = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const values = rows.map((seq) => `(${client}, ${seq}, 'HANGUP', ${seq}, 1, ${seq * 1_000})`);
    await execute(insert + values.join(', '), []);
  }

  async function numbersInLog(): Promise<number[]> {
    const rows = await database.read<{ seq: number }>(sql`SELECT seq FROM event_log ORDER BY seq`);
    return rows.map(({ seq }) => seq);
  }

  async function callData(...rows: { id: number; storedAt: number; expiresAt: number }[]): Promise<void> {
    const insert = `INSERT INTO call_data (client_id, id, call_id, caller_key, caller_raw, caller_kind, fields, stored_at,
      expires_at) VALUES `;
    const values = rows.map(
      ({ id, storedAt, expiresAt }) => `(${client}, ${id}, 'c', 'k', 'r', 'PHONE', '{}', ${storedAt}, ${expiresAt})`,
    );
    await execute(insert + values.join(', '), []);
  }

  async function recordsLeft(): Promise<number[]> {
    const left = await database.read<{ id: number }>(sql`SELECT id FROM call_data ORDER BY id`);
    return left.map(({ id }) => id);
  }

  test('goes from the old end of the log, and its last entry stays', async () => {
    await logEntries(1, 5);
    expect(await remove(0, 3_000)).toEqual({ ...NOTHING, events: 2, callData: 0 });
    expect(await numbersInLog()).toEqual([3, 4, 5]);
    expect(await remove(0, 99_000)).toEqual({ ...NOTHING, events: 2, callData: 0 });
    expect(await numbersInLog()).toEqual([5]);
    expect(await remove(0, 99_000)).toEqual(NOTHING);
  });

  test('goes in many steps where it is much', async () => {
    await logEntries(5, 1_205);
    const expired = Array.from({ length: 25 }, (_, id) => ({ id, storedAt: 0, expiresAt: 5 }));
    await callData(...expired, { id: 99, storedAt: 0, expiresAt: 11 });
    expect(await remove(10, 1_200_000, 10)).toEqual({ ...NOTHING, events: 1_195, callData: 25 });
    expect(await numbersInLog()).toEqual([1_200, 1_201, 1_202, 1_203, 1_204, 1_205]);
    expect(await recordsLeft()).toEqual([99]);
  });

  test('goes from the CallData records at the very instant', async () => {
    await callData(...[1, 2, 3].map((id) => ({ id, storedAt: 0, expiresAt: id * 10 })));
    expect(await remove(20, 0)).toEqual({ ...NOTHING, events: 0, callData: 2 });
    expect(await recordsLeft()).toEqual([3]);
  });

  test('goes by a term that became shorter, and never by one that became longer', async () => {
    await setTerm(2);
    await callData(
      { id: 1, storedAt: 0, expiresAt: 30 * DAY_MS },
      { id: 2, storedAt: DAY_MS, expiresAt: 31 * DAY_MS },
      { id: 3, storedAt: DAY_MS, expiresAt: 2 * DAY_MS },
      { id: 4, storedAt: DAY_MS, expiresAt: 2 * DAY_MS + 1 },
    );
    expect(await remove(2 * DAY_MS, 0)).toEqual({ ...NOTHING, events: 0, callData: 2 });
    expect(await recordsLeft()).toEqual([2, 4]);
  });

  test('is not shown, whether it is still there or not, and tells when it ends', async () => {
    const queries = new CallDataQueries(database);
    await callData({ id: 1, storedAt: 0, expiresAt: 10 * DAY_MS });
    const shown = async (now: number) => {
      const latest = await queries.latest(client, 'c', { keys: ['k'], text: null }, 0, now);
      const byId = (await queries.byId(client, [1], now)).get(1) ?? null;
      expect(byId).toEqual(latest);
      return latest?.expiresAt ?? null;
    };
    expect(await shown(10 * DAY_MS - 1)).toBe(10 * DAY_MS);
    expect(await shown(10 * DAY_MS)).toBeNull();
    await setTerm(3);
    expect(await shown(3 * DAY_MS - 1)).toBe(3 * DAY_MS);
    expect(await shown(3 * DAY_MS)).toBeNull();
    await setTerm(20);
    expect(await shown(3 * DAY_MS)).toBe(10 * DAY_MS);
    expect(await recordsLeft()).toEqual([1]);
  });

  test('goes from the names of what is in quarantine no more', async () => {
    const quarantined = (id: number, still: boolean) =>
      execute(
        `INSERT INTO source_event (client_id, id, source, event_type, event_key, content_hash, received_at, quarantined, body)
        VALUES (?, ?, 'PARLOA', 'unknown', '', ?, 0, ?, '{}')`,
        [client, id, `hash ${id}`, still],
      );
    await quarantined(7, true);
    await quarantined(8, false);
    const values = [7, 8, 9].map((id) => `(${client}, 'call', ${id}), (${client}, 'session', ${id})`);
    await execute(`INSERT INTO quarantined_name (client_id, name, source_event_ref) VALUES ${values}`, []);
    expect(await remove(0, 0, 3)).toEqual(NOTHING);
    const left = await database.read(sql`SELECT name, source_event_ref AS id FROM quarantined_name ORDER BY name`);
    expect(left).toEqual(['call', 'session'].map((name) => ({ name, id: 7 })));
  });

  test('stays where a stop was asked for', async () => {
    await callData({ id: 1, storedAt: 0, expiresAt: 10 });
    expect(await remove(20, 0, 1_000, AbortSignal.abort())).toEqual(NOTHING);
    expect(await recordsLeft()).toEqual([1]);
  });

  test('is removed by one process at a time', async () => {
    const other = await own.open();
    await callData({ id: 1, storedAt: 0, expiresAt: 10 });
    await other.unitsOfWork.run(async (unit) => {
      expect(await unit.tryLock(1)).toBe(true);
      // SQLite lets nobody else write meanwhile, and waits in this thread.
      if (name === 'PostgreSQL') expect(await remove(20, 0)).toEqual(NOTHING);
    });
    expect(await remove(20, 0)).toEqual({ ...NOTHING, events: 0, callData: 1 });
    expect(await removeExpired(other, { now: 20, eventsBefore: 0, batch: 1_000 })).toEqual(NOTHING);
  });

  test('goes from calls, their records and their deliveries, but for those that are held', async () => {
    const now = Date.UTC(2024, 5, 1);
    const own = { ...clientNumber(client), retentionDays: 30 };
    await execute('UPDATE client SET retention_days = 30 WHERE id = ?', [client]);
    const options = { queueItems: 100, commitItems: 10, defaultCountry: 'DE' };
    const recorder = new GroupCommitRecorder(database, SILENT_WAKE, options);
    const told = (callId: string, at: string) => ({
      ...itemOf(
        payloadOf('PARLOA', {
          transactionId: `turn of ${callId}`,
          requestTimestamp: at,
          intent: { name: 'Hilfe', initialState: { id: 'a' }, nextState: { id: 'b' } },
          variables: [{ id: 'v', value: 1 }],
          request: { text: 'Wort', callMeta: { callId } },
        }),
      ),
      receivedAt: Date.parse(at),
    });
    const calls = [
      told('old', '2024-03-01T12:00:00Z'),
      told('held', '2024-03-01T12:00:00Z'),
      told('young', '2024-05-20T12:00:00Z'),
    ];
    await recorder.record(own, calls);
    await execute(`UPDATE call SET held_at = 1 WHERE call_id = 'held'`, []);
    const [preview] = await previewRetention(database, { now, eventsBefore: 0 });
    expect(preview).toEqual({ ...NOTHING, clientId: 'acme', calls: 1, heldCalls: 1 });
    expect(await remove(now, 0, 10)).toEqual({ ...NOTHING, calls: 1 });
    expect(await previewRetention(database, { now, eventsBefore: 0 })).toEqual([{ ...preview, calls: 0 }]);
    for (const table of ['call', '"transaction"', 'source_event', 'variable', 'text_index', 'call_identity']) {
      const [row] = await database.read<{ count: number }>(sql`SELECT count(*) AS count FROM ${raw(table)}`);
      expect([table, row?.count]).toEqual([table, 2]);
    }
    await execute('UPDATE call SET held_at = NULL', []);
    expect(await remove(now, 0)).toEqual({ ...NOTHING, calls: 1 });
    await execute('UPDATE client SET retention_days = NULL WHERE id = ?', [client]);
    expect(await remove(now + 1_000 * DAY_MS, 0)).toEqual(NOTHING);
  });
});
