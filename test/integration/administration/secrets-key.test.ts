import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../../src/persistence/open.js';
import { sql } from '../../../src/persistence/sql.js';
import type { UnitOfWork } from '../../../src/persistence/unit-of-work.js';
import { type App, startApp } from '../../../src/server/app.js';
import { parseEnvironment } from '../../../src/server/environment.js';
import { createLogger } from '../../../src/server/logger.js';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.js';
import { BIN } from '../../support/program.js';

const [FIRST, SECOND, THIRD, WRONG] = [1, 2, 3, 4].map((byte) => Buffer.alloc(32, byte).toString('base64'));
const KEY = 'bootstrap-key-0123456789';
const SECRET = 'a secret of the vendor';
const BODY = JSON.stringify({ event: 'conversation_agent_session.started', data: { id: 's-1' } });
const CALLER = '+4915112345678';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.dispose());

type Keys = Record<string, string | undefined>;
const settings = (keys: Keys) => ({
  DATABASE_URL: database.url,
  LOG_LEVEL: 'silent',
  PORT: '0',
  FIGURES_THREADS: '0',
  BOOTSTRAP_CLIENT_ID: 'acme',
  BOOTSTRAP_API_KEY: KEY,
  ...keys,
});

async function served<T>(keys: Keys, work: (app: App) => Promise<T>): Promise<T> {
  const app = await startApp(parseEnvironment(settings(keys)), await createLogger('silent'));
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
// biome-ignore lint/suspicious/noExplicitAny: a test knows the shape of what it asked for
async function ask(app: App, query: string): Promise<any> {
  const response = await fetch(`${app.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as object;
}

/** A delivery of Whippy's, signed as it does. */
async function deliver(app: App, secret: string): Promise<number> {
  const signature = createHmac('sha256', secret).update(BODY).digest('hex');
  const signed = { ...headers, 'x-whippy-signature': signature };
  return (await fetch(`${app.url}/webhooks/whippy`, { method: 'POST', headers: signed, body: BODY })).status;
}

async function recordPrivateCall(app: App, callId: string): Promise<void> {
  const turn = {
    transactionId: `${callId}-1`,
    requestTimestamp: '2024-02-27T12:16:23.926Z',
    request: { callMeta: { callId, callerId: CALLER, isPrivacyEnabled: true } },
  };
  const response = await fetch(`${app.url}/webhooks/parloa`, { method: 'POST', headers, body: JSON.stringify([turn]) });
  expect(await response.json()).toMatchObject({ rejected: [] });
}

async function privateCalls(app: App): Promise<string[]> {
  const { data } = await ask(app, `{ calls(filter: { caller: "${CALLER}" }) { nodes { callId } } }`);
  return data.calls.nodes.map(({ callId }: { callId: string }) => callId).sort();
}

async function reseal(keys: Keys): Promise<{ code: number | null; out: string; errors: string }> {
  const env = { PATH: process.env.PATH ?? '', ...settings(keys) };
  const child = spawn(process.execPath, [BIN, 'reseal'], { env });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, errors };
}

async function unitOf(work: (unit: UnitOfWork) => Promise<unknown>): Promise<void> {
  const opened = await openDatabase({ url: database.url, poolSize: 2 });
  try {
    await opened.unitsOfWork.run(work);
  } finally {
    await opened.close();
  }
}

const damageSecrets = () =>
  unitOf((unit) => unit.execute(sql`UPDATE webhook_secret SET sealed = ${`v1.${'A'.repeat(80)}`}`));

// One after another: each begins with what the one before left in the database.
describe('the key of the gateway is changed', () => {
  test('after secrets were set and private calls recorded under the first', async () => {
    await served({ SECRETS_KEY: FIRST }, async (app) => {
      const set = `mutation { setWebhookSecret(input: { source: WHIPPY, secret: "${SECRET}" }) { client { clientId } } }`;
      expect((await ask(app, set)).errors).toBeUndefined();
      await recordPrivateCall(app, 'before');
      expect([await deliver(app, SECRET), await deliver(app, 'another one')]).toEqual([200, 401]);
    });
  });

  test('with the first as the previous one: secrets stay good, and callers are the same as before', async () => {
    await served({ SECRETS_KEY: SECOND, SECRETS_KEY_PREVIOUS: FIRST }, async (app) => {
      expect([await deliver(app, SECRET), await deliver(app, 'another one')]).toEqual([200, 401]);
      await recordPrivateCall(app, 'between');
      expect(await privateCalls(app)).toEqual(['before', 'between']);
    });
  });

  test('and the first is needed no longer once secrets were sealed anew', async () => {
    const keys = { SECRETS_KEY: SECOND, SECRETS_KEY_PREVIOUS: FIRST };
    expect(await reseal(keys)).toMatchObject({ code: 0, out: expect.stringContaining('sealed anew: 1.') });
    expect(await reseal(keys)).toMatchObject({ code: 0, out: expect.stringContaining('sealed anew: 0.') });
    await served({ SECRETS_KEY: SECOND }, async (app) => {
      expect(await deliver(app, SECRET)).toBe(200);
      await recordPrivateCall(app, 'after');
      expect(await privateCalls(app)).toEqual(['after', 'before', 'between']);
    });
  });

  test('again, to a third one', async () => {
    const keys = { SECRETS_KEY: THIRD, SECRETS_KEY_PREVIOUS: SECOND };
    expect(await reseal(keys)).toMatchObject({ code: 0, out: expect.stringContaining('sealed anew: 1.') });
    await served({ SECRETS_KEY: THIRD }, async (app) => {
      expect(await deliver(app, SECRET)).toBe(200);
      expect(await privateCalls(app)).toEqual(['after', 'before', 'between']);
    });
  });

  test('while a secret that neither key opens is told of', async () => {
    await damageSecrets();
    const { code, errors } = await reseal({ SECRETS_KEY: THIRD, SECRETS_KEY_PREVIOUS: SECOND });
    expect([code, errors]).toEqual([1, expect.stringContaining('neither key opens: 1.')]);
  });
});

describe('the key of the gateway is not changed', () => {
  test.each([
    ['a wrong key', { SECRETS_KEY: WRONG }],
    ['a wrong key before a wrong key', { SECRETS_KEY: WRONG, SECRETS_KEY_PREVIOUS: FIRST }],
  ])('by %s, which is told at the start', async (_what, keys) => {
    await expect(served(keys, async () => undefined)).rejects.toThrow(
      /SECRETS_KEY: expected the key that this database/,
    );
    const { code, errors } = await reseal(keys);
    expect([code, errors]).toEqual([1, expect.stringContaining('SECRETS_KEY_PREVIOUS')]);
    await served({ SECRETS_KEY: THIRD }, async (app) => {
      expect(await privateCalls(app)).toEqual(['after', 'before', 'between']);
    });
  });

  test('by a previous key that opens no secret, where nothing else shows that it is wrong', async () => {
    await unitOf((unit) => unit.execute(sql`DELETE FROM gateway_key`));
    const keys = { SECRETS_KEY: FIRST, SECRETS_KEY_PREVIOUS: WRONG };
    await expect(served(keys, async () => undefined)).rejects.toThrow(/SECRETS_KEY: expected/);
  });
});
