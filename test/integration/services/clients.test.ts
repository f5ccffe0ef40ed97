import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Database } from '../../../src/persistence/database.js';
import { ApiKeyEntity } from '../../../src/persistence/entities/api-key.entity.js';
import { ClientEntity } from '../../../src/persistence/entities/client.entity.js';
import { sql } from '../../../src/persistence/sql.js';
import { StoredClients } from '../../../src/services/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';

describe.each(databaseKinds)('clients and their keys on $name', ({ create }) => {
  let created: TestDatabase;
  let database: Database;
  let errors: unknown[];
  let clients: StoredClients;

  const clientsOn = (on: Database) =>
    new StoredClients(on, {
      timeZone: 'Europe/Berlin',
      callDataRetentionDays: 30,
      onError: (error) => void errors.push(error),
    });

  beforeAll(async () => {
    created = await create();
    database = created.database;
  });

  afterAll(() => created.discard());

  beforeEach(async () => {
    await database.manage(async (em) => {
      await em.nativeDelete(ApiKeyEntity, {});
      await em.nativeDelete(ClientEntity, {});
    });
    errors = [];
    clients = clientsOn(database);
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await clients.settled();
    expect(errors).toEqual([]);
  });

  const storedKeys = () =>
    database.read<{ secretHash: string; prefix: string; lastUsedAt: number | null }>(
      sql`SELECT secret_hash AS "secretHash", prefix, last_used_at AS "lastUsedAt" FROM api_key ORDER BY id`,
    );

  test('a client that sets nothing gets what the options say', async () => {
    const client = await clients.createClient({ clientId: 'acme' }, 'a test');
    expect(client).toEqual({
      id: expect.any(Number),
      clientId: 'acme',
      name: 'acme',
      defaultCountry: null,
      timeZone: 'Europe/Berlin',
      callDataRetentionDays: 30,
      retentionDays: null,
      privacy: [],
      deniedNames: null,
      privacyKey: null,
    });
    expect(await clients.clientById(client.id)).toEqual(client);
    expect(await clients.clientByPublicId('acme')).toEqual(client);
    expect(await clients.clientByPublicId('Acme')).toBeNull();
    expect(await clients.clientById(client.id + 1)).toBeNull();
  });

  test('a public name is given once', async () => {
    await clients.createClient({ clientId: 'acme' }, 'a test');
    const again = clients.createClient({ clientId: 'acme' }, 'a test');
    await expect(again).rejects.toMatchObject({ code: 'BAD_USER_INPUT', path: ['clientId'] });
  });

  test('a made key lets its client in, and only its hash and prefix are stored', async () => {
    const client = await clients.createClient({ clientId: 'acme', name: "Acme's \0 & Söhne\\" }, 'a test');
    expect(client.name).toBe("Acme's \\u0000 & Söhne\\");
    const { apiKey, secret } = await clients.createApiKey(
      client.id,
      { name: 'reporting', scopes: ['READ', 'WRITE', 'READ'] },
      'a test',
    );
    expect(secret).toMatch(/^tg_[\w-]{43}$/);
    expect(apiKey).toMatchObject({ name: 'reporting', scopes: ['READ', 'WRITE'], prefix: secret.slice(0, 7) });
    expect(await clients.authenticate(secret)).toEqual({ client, key: apiKey });
    expect(await clients.apiKeysById(client.id, [apiKey.id, 0])).toEqual(new Map([[apiKey.id, apiKey]]));
    const [stored] = await storedKeys();
    expect(stored?.secretHash).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(stored)).not.toContain(secret.slice(7));
  });

  test.each([
    ['an empty secret', () => ''],
    ['a secret of nobody', () => `tg_${'A'.repeat(43)}`],
    ['a secret without its last letter', (secret: string) => secret.slice(0, -1)],
    ['a secret with one letter more', (secret: string) => `${secret}A`],
    ['a very long secret', () => 'A'.repeat(1_000_000)],
  ])('%s lets nobody in', async (_name, wrong) => {
    const client = await clients.createClient({ clientId: 'acme' }, 'a test');
    const { secret } = await clients.createApiKey(client.id, { name: 'reporting', scopes: ['READ'] }, 'a test');
    expect(await clients.authenticate(wrong(secret))).toBeNull();
  });

  test.each([
    ['', ['READ'], ['input', 'name']],
    ['n'.repeat(101), ['READ'], ['input', 'name']],
    ['reporting', [], ['input', 'scopes']],
  ] as const)(
    'a key named "%s" with the scopes %j is refused with the path to what is wrong',
    async (name, scopes, path) => {
      const client = await clients.createClient({ clientId: 'acme' }, 'a test');
      const made = clients.createApiKey(client.id, { name: name, scopes: scopes }, 'a test');
      await expect(made).rejects.toMatchObject({ code: 'BAD_USER_INPUT', path });
      expect(await clients.apiKeys(client.id)).toEqual([]);
    },
  );

  test('a hundred characters are a name, whatever they are', async () => {
    const client = await clients.createClient({ clientId: 'acme' }, 'a test');
    const { apiKey } = await clients.createApiKey(
      client.id,
      { name: '☎️'.repeat(25) + '𝄞'.repeat(50), scopes: ['READ'] },
      'a test',
    );
    expect(await clients.apiKeys(client.id)).toEqual([apiKey]);
  });

  test('a revoked key lets nobody in at once, and the first revocation counts', async () => {
    const client = await clients.createClient({ clientId: 'acme' }, 'a test');
    const { apiKey, secret } = await clients.createApiKey(client.id, { name: 'reporting', scopes: ['READ'] }, 'a test');
    expect(await clients.authenticate(secret)).not.toBeNull();
    const revoked = await clients.revokeApiKey(client.id, apiKey.id, 'a test');
    expect(revoked).toMatchObject({ id: apiKey.id, revokedAt: expect.any(Number) });
    expect(await clients.authenticate(secret)).toBeNull();
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    const again = await clients.revokeApiKey(client.id, apiKey.id, 'a test');
    expect(again?.revokedAt).toBe(revoked?.revokedAt);
  });

  test("another client's key cannot be seen or revoked", async () => {
    const acme = await clients.createClient({ clientId: 'acme' }, 'a test');
    const other = await clients.createClient({ clientId: 'other' }, 'a test');
    const { apiKey, secret } = await clients.createApiKey(acme.id, { name: 'reporting', scopes: ['READ'] }, 'a test');
    expect(await clients.apiKeys(other.id)).toEqual([]);
    expect(await clients.apiKeysById(other.id, [apiKey.id])).toEqual(new Map());
    expect(await clients.revokeApiKey(other.id, apiKey.id, 'a test')).toBeNull();
    expect(await clients.authenticate(secret)).toMatchObject({ client: { clientId: 'acme' } });
  });

  test('a revocation by another process is noticed within a second', async () => {
    const client = await clients.createClient({ clientId: 'acme' }, 'a test');
    const { apiKey, secret } = await clients.createApiKey(client.id, { name: 'reporting', scopes: ['READ'] }, 'a test');
    await clients.authenticate(secret);
    await clients.settled();
    await clientsOn(await created.open()).revokeApiKey(client.id, apiKey.id, 'a test');
    const now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => now + 1_000);
    expect(await clients.authenticate(secret)).toBeNull();
  });

  test('a verified key is not looked up again while it is fresh, a wrong one is', async () => {
    const client = await clients.createClient({ clientId: 'acme' }, 'a test');
    const { secret } = await clients.createApiKey(client.id, { name: 'reporting', scopes: ['READ'] }, 'a test');
    await clients.authenticate(secret);
    const before = database.statements;
    const now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    await clients.authenticate(secret);
    expect(database.statements).toBe(before);
    await clients.authenticate('wrong');
    await clients.authenticate('wrong');
    expect(database.statements).toBe(before + 2);
  });

  test('the last use is written once a minute', async () => {
    const client = await clients.createClient({ clientId: 'acme' }, 'a test');
    const { secret } = await clients.createApiKey(client.id, { name: 'reporting', scopes: ['READ'] }, 'a test');
    const start = Date.now();
    const clock = jest.spyOn(Date, 'now');
    const uses = [0, 30_000, 59_999, 60_000];
    const written = [];
    for (const use of uses) {
      clock.mockReturnValue(start + use);
      await clients.authenticate(secret);
      await clients.settled();
      written.push((await storedKeys())[0]?.lastUsedAt);
    }
    expect(written).toEqual([start, start, start, start + 60_000]);
  });

  test('a use that cannot be written is reported and does not keep anybody out', async () => {
    const client = await clients.createClient({ clientId: 'acme' }, 'a test');
    const { secret } = await clients.createApiKey(client.id, { name: 'reporting', scopes: ['READ'] }, 'a test');
    const failure = new Error('The disk is full.');
    jest.spyOn(database, 'manage').mockRejectedValue(failure);
    expect(await clients.authenticate(secret)).not.toBeNull();
    await clients.settled();
    expect(errors.splice(0)).toEqual([failure]);
  });

  test('many keys that come at once are all let in', async () => {
    const client = await clients.createClient({ clientId: 'acme' }, 'a test');
    const names = Array.from({ length: 30 }, (_, index) => `key ${index}`);
    const made = await Promise.all(
      names.map((name) => clients.createApiKey(client.id, { name: name, scopes: ['READ'] }, 'a test')),
    );
    const identities = await Promise.all(made.map(({ secret }) => clients.authenticate(secret)));
    expect(identities.map((identity) => identity?.key.name)).toEqual(names);
    await clients.settled();
    expect((await storedKeys()).every((key) => key.lastUsedAt !== null)).toBe(true);
  });

  describe('the bootstrap key', () => {
    const bootstrap = { clientId: 'acme', secret: 'chosen-by-the-operator-1' };

    test('exists with its client after the first start and is the same after the second', async () => {
      await clients.ensureBootstrap(bootstrap);
      const first = await clients.authenticate(bootstrap.secret);
      expect(first).toMatchObject({ client: { clientId: 'acme' }, key: { scopes: ['ADMIN'], prefix: 'chos' } });
      await clients.settled();
      await clients.ensureBootstrap(bootstrap);
      expect(await clients.authenticate(bootstrap.secret)).toMatchObject({ key: { id: first?.key.id } });
      expect(await storedKeys()).toHaveLength(1);
    });

    test('is in force again after it was revoked', async () => {
      await clients.ensureBootstrap(bootstrap);
      const identity = await clients.authenticate(bootstrap.secret);
      await clients.revokeApiKey(identity?.client.id ?? 0, identity?.key.id ?? 0, 'a test');
      expect(await clients.authenticate(bootstrap.secret)).toBeNull();
      await clients.ensureBootstrap(bootstrap);
      expect(await clients.authenticate(bootstrap.secret)).toMatchObject({ key: { revokedAt: null } });
    });

    test('leaves a client that exists as it is', async () => {
      const client = await clients.createClient(
        { clientId: 'acme', name: 'Acme', timeZone: 'Europe/Zurich' },
        'a test',
      );
      const { apiKey } = await clients.createApiKey(client.id, { name: 'reporting', scopes: ['READ'] }, 'a test');
      await clients.ensureBootstrap(bootstrap);
      expect(await clients.clientByPublicId('acme')).toEqual(client);
      expect(await clients.apiKeys(client.id)).toEqual([apiKey, expect.objectContaining({ name: 'bootstrap' })]);
    });

    test('is refused where it would let in another client', async () => {
      await clients.ensureBootstrap(bootstrap);
      const other = clients.ensureBootstrap({ ...bootstrap, clientId: 'other' });
      await expect(other).rejects.toMatchObject({ code: 'BAD_USER_INPUT', path: ['secret'] });
      expect(await clients.clientByPublicId('other')).toBeNull();
    });
  });

  test('the first client comes with an ADMIN key, and only where there is none', async () => {
    const first = await clients.ensureFirstClient({ defaultCountry: 'CH' });
    expect(first).toEqual({ clientId: 'default', secret: expect.stringMatching(/^tg_[\w-]{43}$/) });
    const identity = await clients.authenticate(first?.secret ?? '');
    expect(identity).toMatchObject({
      client: { clientId: 'default', defaultCountry: 'CH' },
      key: { scopes: ['ADMIN'] },
    });
    expect(await clients.ensureFirstClient()).toBeNull();
  });
});
