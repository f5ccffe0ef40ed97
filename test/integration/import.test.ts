import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../src/persistence/open.js';
import { sql } from '../../src/persistence/sql.js';
import { DemoPath, trafficOf } from '../../src/server/demo/traffic.js';
import { startGateway } from '../support/gateway.js';
import { BIN } from '../support/program.js';
import { storedCalls } from '../support/stored.js';
import { until } from '../support/until.js';

/** Whole programs are started, some one after the other: on a busy machine that takes its time. */
const PROGRAMS_MS = 180_000;

/** One for all: the same is stored the same. */
const SECRETS_KEY = '0123456789abcdef'.repeat(4);

const folder = mkdtempSync(path.join(tmpdir(), 'talkgraph-import-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const urlOf = (name: string) => `sqlite:${path.join(folder, `${name}.sqlite`)}`;

function start(args: string[], variables: Record<string, string>) {
  const env = { PATH: process.env.PATH ?? '', LOG_LEVEL: 'silent', SECRETS_KEY, ...variables };
  return spawn(process.execPath, [BIN, ...args], { cwd: folder, env });
}

async function talkgraph(args: string[], database: string, input = '', variables: Record<string, string> = {}) {
  const child = start(args, { DATABASE_URL: urlOf(database), ...variables });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end(input);
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exit, out, errors };
}

const traffic = trafficOf({
  seed: 1,
  startedAt: Date.parse('2026-03-02T08:00:00Z'),
  callsPerMinute: 60,
  languages: ['en'],
});
const bodies = [...traffic.take(400)]
  .flatMap((call) => call.deliveries)
  .filter((delivery) => delivery.path !== DemoPath.CALL_DATA)
  .map((delivery) => delivery.body);

async function stored(name: string): Promise<object[]> {
  const database = await openDatabase({ url: urlOf(name), poolSize: 2 });
  try {
    const client = await database.readOne<{ id: number }>(sql`SELECT id FROM client`);
    return await storedCalls(database, client?.id ?? 0);
  } finally {
    await database.close();
  }
}

describe('talkgraph import', () => {
  const file = path.join(folder, 'traffic.ndjson');
  writeFileSync(file, bodies.join('\n'));

  test(
    'that is killed in the middle and started again ends with what one run ends with',
    async () => {
      const whole = await talkgraph(['import', file, '--client', 'acme'], 'whole');
      expect(whole).toMatchObject({ code: 0, out: '' });
      expect(whole.errors).toMatch(/Imported [\d,]+ items .* 0 rejected\./);

      const child = start(['import', '-', '--client', 'acme'], { DATABASE_URL: urlOf('killed') });
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.stdin.once('error', () => undefined);
      // It has more to come, so it is in the middle whenever it is killed.
      child.stdin.write(bodies.slice(0, 1_500).join('\n'));
      await committed('killed');
      child.kill('SIGKILL');
      await closed;
      const again = await talkgraph(['import', file], 'killed');
      expect(again.code).toBe(0);
      expect(again.errors).not.toMatch(/ 0 duplicates/);
      expect(await stored('killed')).toEqual(await stored('whole'));

      const third = await talkgraph(['import', file, '--source', 'talkgraph'], 'killed');
      expect(third.code).toBe(1);
    },
    PROGRAMS_MS,
  );

  test(
    'says what was rejected and where, keeps it in quarantine and ends with 1',
    async () => {
      const input = `${bodies[0]}\n{"nobody": "knows"}\n{"transactionId": 1, "request": {}}\n`;
      const { code, errors } = await talkgraph(['import', '-', '--client', 'acme'], 'rejected', input);
      expect(code).toBe(1);
      expect(errors).toMatch(/line 2: UNKNOWN_SOURCE: /);
      expect(errors).toMatch(/line 3: [A-Z_]+: /);
      const database = await openDatabase({ url: urlOf('rejected'), poolSize: 2 });
      const kept = await database.read<{ body: string }>(
        sql`SELECT body FROM source_event WHERE quarantined = ${true}`,
      );
      await database.close();
      expect(kept.map(({ body }) => body)).toContain('{"nobody": "knows"}');
    },
    PROGRAMS_MS,
  );

  test(
    'ends with 2 where the command makes no sense',
    async () => {
      for (const args of [
        ['import'],
        ['import', 'nowhere.ndjson'],
        ['import', '-', '--source', 'fax'],
        ['export', 'x'],
      ]) {
        expect((await talkgraph(args, 'usage')).code).toBe(2);
      }
      // Nobody could say whose records they are.
      expect((await talkgraph(['import', '-'], 'usage')).code).toBe(2);
      expect((await talkgraph(['export', '--client', 'stranger'], 'usage')).code).toBe(2);
    },
    PROGRAMS_MS,
  );

  test(
    'takes what export wrote',
    async () => {
      const output = path.join(folder, 'export.ndjson');
      expect(await talkgraph(['export', '--client', 'acme', '--output', output], 'whole')).toMatchObject({
        code: 0,
        out: '',
      });
      expect(await talkgraph(['import', output, '--client', 'acme'], 'copy')).toMatchObject({ code: 0 });
      const { out } = await talkgraph(['export'], 'copy');
      expect(out).toBe(readFileSync(output, 'utf8'));
    },
    PROGRAMS_MS,
  );
});

describe('talkgraph demo', () => {
  test(
    'sends to a running gateway until its time is over',
    async () => {
      const gateway = await startGateway();
      const args = [
        'demo',
        '--url',
        gateway.url,
        '--key',
        gateway.keys.write,
        '--rate',
        '600',
        '--seed',
        '1',
        '--duration',
        '2',
      ];
      const { code, out } = await talkgraph(args, 'unused');
      const { data } = await gateway.graphql(
        '{ calls(first: 1) { totalCount } quarantine(first: 1) { totalCount } }',
        {},
        gateway.keys.admin,
      );
      await gateway.dispose();
      expect({ code, out }).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Sent \d+ deliveries, \d+ created/m),
      });
      expect(data.calls.totalCount).toBeGreaterThan(3);
      expect(data.quarantine.totalCount).toBe(0);
    },
    PROGRAMS_MS,
  );

  test(
    'says what to do where there is no key and where no gateway answers',
    async () => {
      expect(await talkgraph(['demo'], 'unused')).toMatchObject({ code: 1, errors: expect.stringContaining('--key') });
      const nobody = await talkgraph(['demo', '--url', 'http://127.0.0.1:1', '--key', 'k'], 'unused');
      expect(nobody).toMatchObject({ code: 1, errors: expect.stringContaining('No gateway answers') });
    },
    PROGRAMS_MS,
  );
});

/** Resolves when something of the import is durable. */
async function committed(name: string): Promise<void> {
  const file = path.join(folder, `${name}.sqlite`);
  await until(async () => {
    if (!existsSync(file)) return false;
    const reader = new Sqlite(file, { readonly: true });
    try {
      const made = reader.prepare("SELECT 1 FROM sqlite_master WHERE name = 'source_event'").get() !== undefined;
      return made && reader.prepare('SELECT 1 FROM source_event LIMIT 1').get() !== undefined;
    } finally {
      reader.close();
    }
  });
}
