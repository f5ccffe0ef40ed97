import { afterEach, describe, expect, test } from '@jest/globals';
import { migrate } from '../../src/persistence/migrations.js';
import { openDatabase } from '../../src/persistence/open.js';
import { type App, startApp } from '../../src/server/app.js';
import { parseEnvironment } from '../../src/server/environment.js';
import { createLogger } from '../../src/server/logger.js';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.js';

const KEY = 'bootstrap-key-0123456789';
const apps: App[] = [];
const databases: FreshDatabase[] = [];

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  for (const database of databases.splice(0)) await database.dispose();
});

async function database(): Promise<FreshDatabase> {
  const fresh = await freshDatabase();
  databases.push(fresh);
  return fresh;
}

async function start(url: string, variables: Record<string, string> = {}): Promise<App> {
  const environment = parseEnvironment({ PORT: '0', DATABASE_URL: url, LOG_LEVEL: 'silent', ...variables });
  const app = await startApp(environment, await createLogger('silent'));
  apps.push(app);
  return app;
}

async function ask(app: App, key: string, query: string): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const response = await fetch(`${app.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return { status: response.status, body: await response.json() };
}

const KEYS_OF_VIEWER = '{ viewer { clientId apiKeys { name scopes } } }';

describe('a first start', () => {
  test('makes a client with a key that may do everything', async () => {
    const app = await start((await database()).url);
    expect(app.firstKey).toMatchObject({ clientId: 'default' });
    const { body } = await ask(app, app.firstKey?.secret ?? '', KEYS_OF_VIEWER);
    expect(body).toMatchObject({ data: { viewer: { clientId: 'default', apiKeys: [{ scopes: ['ADMIN'] }] } } });
  });

  test('is the only one that does', async () => {
    const { url } = await database();
    await (await start(url)).close();
    expect((await start(url)).firstKey).toBeNull();
  });
});

describe('the bootstrap settings', () => {
  const bootstrap = { BOOTSTRAP_CLIENT_ID: 'acme', BOOTSTRAP_API_KEY: KEY };

  test('make their client and its ADMIN key, and no other', async () => {
    const app = await start((await database()).url, bootstrap);
    expect(app.firstKey).toBeNull();
    const { body } = await ask(app, KEY, KEYS_OF_VIEWER);
    expect(body).toMatchObject({ data: { viewer: { clientId: 'acme', apiKeys: [{ scopes: ['ADMIN'] }] } } });
  });

  test('change nothing when they come again', async () => {
    const { url } = await database();
    const first = await start(url, bootstrap);
    const before = await ask(first, KEY, '{ viewer { id apiKeys { id createdAt } } }');
    await first.close();
    const again = await start(url, bootstrap);
    expect(await ask(again, KEY, '{ viewer { id apiKeys { id createdAt } } }')).toEqual(before);
  });
});

describe('a start that cannot serve', () => {
  test('stops with a clear word where the database is newer than the program', async () => {
    const { url } = await database();
    const newer = await openDatabase({ url, poolSize: 2 });
    await migrate(newer);
    const row =
      "INSERT INTO migration (name, executed_at) VALUES ('Migration29990101000000_later.js', CURRENT_TIMESTAMP)";
    await newer.manage((em) => em.getConnection().execute(row));
    await newer.close();
    await expect(start(url)).rejects.toThrow(/database is newer than this program.*Migration29990101000000_later/);
  });

  test('leaves nothing open where its port is taken', async () => {
    const first = await start((await database()).url);
    const { url } = await database();
    const variables = { PORT: new URL(first.url).port };
    await expect(start(url, variables)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(start(url)).resolves.toMatchObject({ firstKey: null });
  });
});
