import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'bin/talkgraph.cjs');
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

function talkgraph(args: string[], variables: Record<string, string> = {}, nodeArgs: string[] = []): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', LOG_LEVEL: 'silent', ...variables };
  return ended(spawn(process.execPath, [...nodeArgs, bin, ...args], { cwd: folder, env }));
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
      WAKE_URL: 'nats://hidden',
    });
    expect(code).toBe(1);
    expect(errors.match(/^ {2}[A-Z_]+: expected .+$/gm)).toHaveLength(3);
    expect(errors).not.toContain('hidden');
  });

  test('runs under the Node of the lock file where the running one is too old', async () => {
    const old = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.20.2"})';
    const { code, out } = await talkgraph(['--version'], {}, ['--import', old]);
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
});
