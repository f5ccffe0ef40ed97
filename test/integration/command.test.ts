import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/persistence/open.js';
import { StoredClients } from '../../src/services/clients.js';
import { BIN } from '../support/program.js';

const folder = mkdtempSync(path.join(tmpdir(), 'talkgraph-command-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

async function ended(child: ChildProcess): Promise<Ended> {
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, errors] = await Promise.all([text(child.stdout as never), text(child.stderr as never)]);
  return { code: await exit, out, errors };
}

function talkgraph(
  args: string[],
  variables: Record<string, string> = {},
  { nodeArgs = [], cwd = folder }: { nodeArgs?: string[]; cwd?: string } = {},
): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', LOG_LEVEL: 'silent', ...variables };
  return ended(spawn(process.execPath, [...nodeArgs, BIN, ...args], { cwd, env }));
}

async function keyOf(databaseUrl: string, secret: string) {
  const database = await openDatabase({ url: databaseUrl, poolSize: 2 });
  const onError = (error: unknown) => Promise.reject(error);
  const clients = new StoredClients(database, { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError });
  const identity = await clients.authenticate(secret);
  await clients.settled();
  await database.close();
  return { clientId: identity?.client.clientId, ...identity?.key };
}

describe('the command talkgraph', () => {
  test('tells its version and its commands', async () => {
    const version = await talkgraph(['--version']);
    expect(version).toMatchObject({ code: 0 });
    expect(version.out).toMatch(/^talkgraph \d+\.\d+\.\d+\n$/);
    const help = await talkgraph(['--help']);
    expect(help).toMatchObject({ code: 0 });
    expect(help.out).toMatch(/serve.+migrate.+key/s);
  });

  test('ends with 2 and a word where it does not know the command', async () => {
    const { code, errors } = await talkgraph(['fly']);
    expect(code).toBe(2);
    expect(errors).toContain('There is no command "fly"');
  });

  test('names all wrong settings at once and ends with 1', async () => {
    const { code, errors } = await talkgraph(['serve'], {
      PORT: 'hidden',
      TIME_ZONE: 'hidden',
      WAKE_URL: 'amqp://hidden',
    });
    expect(code).toBe(1);
    expect(errors.match(/^ {2}[A-Z_]+: expected .+$/gm)).toHaveLength(3);
    expect(errors).not.toContain('hidden');
  });

  test('runs under the Node of the lock file where the running one is too old', async () => {
    const old = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.20.2"})';
    const { code, out } = await talkgraph(['--version'], {}, { nodeArgs: ['--import', old] });
    expect(code).toBe(0);
    expect(out).toMatch(/^talkgraph /);
  });

  test('migrates and says what was done', async () => {
    const DATABASE_URL = `sqlite:${path.join(folder, 'migrated.sqlite')}`;
    const first = await talkgraph(['migrate'], { DATABASE_URL });
    expect(first).toMatchObject({ code: 0, errors: '' });
    expect(first.out).toMatch(/^Applied Migration\w+\.$/m);
    const second = await talkgraph(['migrate'], { DATABASE_URL });
    expect(second.out).toBe('The database was up to date.\n');
  });

  test('makes a key, alone on stdout, and the client where it is new', async () => {
    const DATABASE_URL = `sqlite:${path.join(folder, 'keys.sqlite')}`;
    const args = ['key', '--client', '0123', '--name', 'desk', '--scopes', 'READ,WRITE'];
    const { code, out, errors } = await talkgraph(args, { DATABASE_URL });
    expect(code).toBe(0);
    expect(errors).toMatch(/^The client 0123 was not known and has been created\.\nA key of 0123 with READ, WRITE\./);
    const again = await talkgraph(args, { DATABASE_URL });
    expect(again.errors).not.toContain('created');

    expect(await keyOf(DATABASE_URL, out.trim())).toMatchObject({
      clientId: '0123',
      name: 'desk',
      scopes: ['READ', 'WRITE'],
      source: null,
      expiresAt: null,
    });
  });

  test('makes a key with an end that delivers for one source', async () => {
    const DATABASE_URL = `sqlite:${path.join(folder, 'bound.sqlite')}`;
    const args = ['key', '--client', 'acme', '--source', 'whippy', '--expires', '2999-01-31'];
    const { code, out, errors } = await talkgraph(args, { DATABASE_URL });
    expect(code).toBe(0);
    expect(errors).toContain(
      'A key of acme with WRITE for deliveries of WHIPPY alone, until 2999-01-31T00:00:00.000Z.',
    );
    const key = await keyOf(DATABASE_URL, out.trim());
    expect(key).toMatchObject({ scopes: ['WRITE'], source: 'WHIPPY', expiresAt: Date.UTC(2999, 0, 31) });
  });

  test('reads .env where it stands, and the environment over it', async () => {
    const cwd = path.join(folder, 'with-dotenv');
    mkdirSync(cwd);
    writeFileSync(path.join(cwd, '.env'), 'TIME_ZONE=Mars/Olympus\nDATABASE_URL=nonsense\n');
    const { code, errors } = await talkgraph(['migrate'], { DATABASE_URL: 'sqlite::memory:' }, { cwd });
    expect(code).toBe(1);
    expect(errors).toContain('TIME_ZONE: expected');
    expect(errors).not.toContain('DATABASE_URL');
  });

  test('says in a sentence why it cannot start', async () => {
    const unreachable = await talkgraph(['serve'], { DATABASE_URL: 'postgresql://user:hidden@127.0.0.1:1/none' });
    expect(unreachable).toMatchObject({
      code: 1,
      errors: 'The database does not answer at the address of DATABASE_URL.\n',
    });
    const file = path.join(folder, 'no-database');
    writeFileSync(file, 'This is a text of some length, and no database at all.');
    const foreign = await talkgraph(['serve'], { DATABASE_URL: `sqlite:${file}` });
    expect(foreign.code).toBe(1);
    expect(foreign.errors).toMatch(/^[^\n]*not a database[^\n]*\n$/);
  });
});
