import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { Wake } from '../../../src/domain/ports.js';
import { MemoryWake } from '../../../src/live/wake/memory.js';
import { NatsWake } from '../../../src/live/wake/nats.js';
import { payloadsOf } from '../../../src/live/wake/payload.js';
import { PostgreSqlWake } from '../../../src/live/wake/postgresql.js';
import { type Cuttable, cuttable } from '../../support/cuttable.js';
import { natsUrl, postgresUrl } from '../../support/databases.js';

type OnError = (error: unknown) => void;
interface WakeKind {
  readonly name: string;
  open(onError: OnError): Promise<Wake>;
}

async function openPostgreSqlWake(url: string, onError: OnError): Promise<PostgreSqlWake> {
  const wake = new PostgreSqlWake({ url, onError });
  await wake.listening();
  return wake;
}

async function openNatsWake(url: string, onError: OnError): Promise<NatsWake> {
  const wake = new NatsWake({ url, onError });
  await wake.listening();
  return wake;
}

const kinds: WakeKind[] = [{ name: 'in the process', open: async (onError) => new MemoryWake(onError) }];
if (postgresUrl !== undefined) {
  const url = postgresUrl;
  kinds.push({ name: 'over PostgreSQL', open: (onError) => openPostgreSqlWake(url, onError) });
}
if (natsUrl !== undefined) {
  const url = natsUrl;
  kinds.push({ name: 'over NATS', open: (onError) => openNatsWake(url, onError) });
}

/** Resolves when all these clients were signalled. */
function hears(wake: Wake, clients: readonly number[]): Promise<void> {
  const missing = new Set(clients);
  return new Promise((resolve) => {
    wake.listen((client) => {
      missing.delete(client);
      if (missing.size === 0) resolve();
    });
  });
}

describe.each(kinds)('a wake $name', ({ open }) => {
  let wake: Wake;
  let errors: unknown[];

  beforeEach(async () => {
    errors = [];
    wake = await open((error) => void errors.push(error));
  });

  afterEach(() => wake.close());

  test('tells every listener of every client that was signalled', async () => {
    const heard = Promise.all([hears(wake, [101, 102]), hears(wake, [101, 102])]);
    wake.signal([101, 102]);
    await heard;
    expect(errors).toEqual([]);
  });

  test('does not tell within the turn of the one who signals', async () => {
    let told = false;
    wake.listen(() => {
      told = true;
    });
    const heard = hears(wake, [101]);
    wake.signal([101]);
    expect(told).toBe(false);
    await heard;
    expect(told).toBe(true);
  });

  test('tells nobody who has stopped listening', async () => {
    const told: number[] = [];
    const stop = wake.listen((client) => void told.push(client));
    stop();
    const heard = hears(wake, [101]);
    wake.signal([101]);
    await heard;
    expect(told).toEqual([]);
  });

  test('tells the others when one listener throws, and reports it', async () => {
    const failure = new Error('A listener failed.');
    wake.listen(() => {
      throw failure;
    });
    const heard = hears(wake, [101]);
    wake.signal([101]);
    await heard;
    expect(errors).toContain(failure);
  });

  test('takes signals after it was closed without a word', async () => {
    const told: number[] = [];
    wake.listen((client) => void told.push(client));
    await wake.close();
    expect(() => wake.signal([101])).not.toThrow();
    await new Promise(setImmediate);
    expect(told).toEqual([]);
  });

  test('can be closed twice', async () => {
    await wake.close();
    await expect(wake.close()).resolves.toBeUndefined();
  });
});

describe('the payloads of a notification', () => {
  test('hold every client once and stay below what PostgreSQL takes', () => {
    const clients = Array.from({ length: 5_000 }, (_, index) => 2_000_000_000 + index);
    const payloads = payloadsOf(clients);
    expect(payloads.join(',').split(',').map(Number)).toEqual(clients);
    expect(Math.max(...payloads.map((payload) => Buffer.byteLength(payload)))).toBeLessThan(8_000);
  });

  test('are none where nobody was signalled', () => {
    expect(payloadsOf([])).toEqual([]);
  });
});

if (postgresUrl !== undefined) {
  const server = new URL(postgresUrl);
  // By this name the server's list of connections tells the wake of a test.
  const application = `talkgraph-test-${randomUUID()}`;
  server.searchParams.set('application_name', application);

  describe('wakes of several processes over PostgreSQL', () => {
    let wakes: PostgreSqlWake[];
    let errors: unknown[];
    let lost: Promise<void>;

    beforeEach(async () => {
      errors = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      lost = promise;
      // The two connections are told one after the other.
      const onError = (error: unknown) => {
        if (errors.push(error) === 2) resolve();
      };
      wakes = await Promise.all([openPostgreSqlWake(server.href, onError), openPostgreSqlWake(server.href, onError)]);
    });

    afterEach(() => Promise.all(wakes.map((wake) => wake.close())));

    const wakeAt = (index: number) => wakes[index] as PostgreSqlWake;

    test('tell each other of many clients', async () => {
      const clients = Array.from({ length: 3_000 }, (_, index) => 1_000_000_000 + index);
      const heard = hears(wakeAt(1), clients);
      wakeAt(0).signal(clients);
      await heard;
      expect(errors).toEqual([]);
    });

    test('hear again after their connections were lost', async () => {
      const admin = new Client({ connectionString: postgresUrl });
      await admin.connect();
      const sql = 'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1';
      const { rowCount } = await admin.query(sql, [application]);
      await admin.end();
      expect(rowCount).toBe(2);
      await lost;
      const own = hears(wakeAt(0), [101]);
      wakeAt(0).signal([101]);
      await own;
      await Promise.all(wakes.map((wake) => wake.listening()));
      const heard = hears(wakeAt(1), [102]);
      wakeAt(0).signal([102]);
      await heard;
      expect(wakes.every((wake) => wake.connected)).toBe(true);
    });
  });
}

if (natsUrl !== undefined) {
  const server = new URL(natsUrl);

  describe('wakes of several processes over NATS', () => {
    let way: Cuttable;
    let wakes: NatsWake[];
    let errors: unknown[];
    let lost: Promise<void>;

    beforeEach(async () => {
      errors = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      lost = promise;
      const onError = (error: unknown) => {
        if (errors.push(error) === 2) resolve();
      };
      way = await cuttable(server.hostname, Number(server.port || 4222));
      const url = `nats://${way.address}`;
      wakes = await Promise.all([openNatsWake(url, onError), openNatsWake(url, onError)]);
    });

    afterEach(async () => {
      await Promise.all(wakes.map((wake) => wake.close()));
      await way.close();
    });

    const wakeAt = (index: number) => wakes[index] as NatsWake;

    test('tell each other of many clients', async () => {
      const clients = Array.from({ length: 3_000 }, (_, index) => 1_000_000_000 + index);
      const heard = hears(wakeAt(1), clients);
      wakeAt(0).signal(clients);
      await heard;
      expect(errors).toEqual([]);
    });

    test('tell what grew while their connections were lost when they are back', async () => {
      way.cut();
      await lost;
      expect(wakes.some((wake) => wake.connected)).toBe(false);
      const own = hears(wakeAt(0), [102]);
      const heard = hears(wakeAt(1), [102]);
      wakeAt(0).signal([102]);
      await own;
      way.mend();
      await wakeAt(1).listening();
      // Whoever comes back first tells nobody: the other one is told again.
      await wakeAt(0).listening();
      wakeAt(0).signal([102]);
      await heard;
      expect(wakes.every((wake) => wake.connected)).toBe(true);
    });
  });
}
