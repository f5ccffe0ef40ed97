import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { openDatabase } from '../../../src/persistence/open.js';
import { sql } from '../../../src/persistence/sql.js';
import { type Gateway, startGateway } from '../../support/gateway.js';

const SECRETS_KEY = Buffer.alloc(32, 7).toString('base64');
const SECRET = 'a secret of the vendor';
const OTHER = 'another secret of it';
const SET = `mutation ($input: SetWebhookSecretInput!) { setWebhookSecret(input: $input) { client { clientId } } }`;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ variables: { SECRETS_KEY } });
});
afterAll(() => gateway.dispose());

const set = (input: object, key = gateway.keys.admin) => gateway.graphql(SET, { input }, key);
const BODY = JSON.stringify({ event: 'conversation_agent_session.started', data: { id: 's-1' } });
const signed = (secret: string) => createHmac('sha256', secret).update(BODY).digest('hex');
const deliver = async (headers: Record<string, string>, path = 'whippy') =>
  (await gateway.post(`/webhooks/${path}`, BODY, { authorization: `Bearer ${gateway.keys.write}`, ...headers })).status;
const storedEvents = async () => (await gateway.graphql('{ sessions { totalCount } }')).data.sessions.totalCount;

describe('with a secret set for a source', () => {
  test('a delivery that is not signed is refused and leaves nothing', async () => {
    expect((await set({ source: 'WHIPPY', secret: SECRET })).errors).toBeUndefined();
    expect(await deliver({})).toBe(401);
    expect(await deliver({ 'x-whippy-signature': signed(OTHER) })).toBe(401);
    expect(await storedEvents()).toBe(0);
    const { data } = await gateway.graphql('{ quarantine { totalCount } }', {}, gateway.keys.admin);
    expect(data.quarantine.totalCount).toBe(0);
    expect(await deliver({ 'x-whippy-signature': signed(SECRET) })).toBe(200);
    expect(await storedEvents()).toBe(1);
  });

  test('the one before it stays good while they overlap, and no longer', async () => {
    await set({ source: 'WHIPPY', secret: OTHER, overlapSeconds: 60 });
    expect(await deliver({ 'x-whippy-signature': signed(SECRET) })).toBe(200);
    expect(await deliver({ 'x-whippy-signature': signed(OTHER) })).toBe(200);
    await set({ source: 'WHIPPY', secret: OTHER });
    expect(await deliver({ 'x-whippy-signature': signed(SECRET) })).toBe(401);
    expect(await deliver({ 'x-whippy-signature': signed(OTHER) })).toBe(200);
  });

  test('Standard Webhooks are taken on every path, and other sources are free of it', async () => {
    const secret = `whsec_${Buffer.alloc(24, 3).toString('base64')}`;
    await set({ source: 'AUDIOCODES', secret });
    const at = new Date();
    const headers = {
      'webhook-id': 'm-1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign('m-1', at, BODY),
    };
    expect(await deliver(headers, 'audiocodes')).toBe(200);
    expect(await deliver({}, 'audiocodes')).toBe(401);
    expect(await deliver({}, 'parloa')).toBe(200);
  });

  test('null removes it', async () => {
    await set({ source: 'WHIPPY', secret: null });
    expect(await deliver({})).toBe(200);
  });

  test.each([
    [{ source: 'CALL_DATA', secret: SECRET }],
    [{ source: 'WHIPPY', secret: 'short' }],
    [{ source: 'WHIPPY', secret: 's'.repeat(501) }],
    [{ source: 'PARLOA', secret: 'whsec_no base64 at all' }],
    [{ source: 'WHIPPY', secret: SECRET, overlapSeconds: -1 }],
  ])('%j is refused', async (input) => {
    expect((await set(input)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  test('setting one needs ADMIN', async () => {
    const { errors } = await set({ source: 'WHIPPY', secret: SECRET }, gateway.keys.write);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test('the database holds it encrypted', async () => {
    await set({ source: 'WHIPPY', secret: SECRET });
    const database = await openDatabase({ url: gateway.databaseUrl, poolSize: 2 });
    const rows = await database.read<{ sealed: string }>(sql`SELECT sealed FROM webhook_secret`);
    const entries = await database.read(sql`SELECT details FROM audit_entry`);
    await database.close();
    expect(rows.length).toBeGreaterThan(0);
    for (const { sealed } of rows) expect(sealed).toMatch(/^v1\.[\w-]{60,}$/);
    expect(JSON.stringify([rows, entries])).not.toContain(SECRET);
    await set({ source: 'WHIPPY', secret: null });
  });
});

describe('without SECRETS_KEY', () => {
  let other: Gateway;
  beforeAll(async () => {
    other = await startGateway();
  });
  afterAll(() => other.dispose());
  const setThere = () => other.graphql(SET, { input: { source: 'WHIPPY', secret: SECRET } }, other.keys.admin);

  test('SQLite has a key in a file that is its owner’s alone, and PostgreSQL says what is missing', async () => {
    const { errors } = await setThere();
    if (other.databaseUrl.startsWith('sqlite:')) {
      const file = `${other.databaseUrl.slice('sqlite:'.length)}.key`;
      expect(errors).toBeUndefined();
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')).toHaveLength(32);
    } else {
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
      expect(errors?.[0]?.message).toContain('SECRETS_KEY');
    }
  });

  test('a gateway with SECRETS_KEY makes no file', () => {
    if (!gateway.databaseUrl.startsWith('sqlite:')) return;
    expect(existsSync(`${gateway.databaseUrl.slice('sqlite:'.length)}.key`)).toBe(false);
  });
});
