import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from '@jest/globals';
import { BIN } from '../support/program.js';

const CTRL_C = '\x03';
const CLEARED = '\r\u001b[K';
const BAR = /\[#*\.*\] \d+ %, [\d,]+ items/;
const ITEMS = 8_000;

const folder = mkdtempSync(path.join(tmpdir(), 'talkgraph-terminal-'));
const file = path.join(folder, 'turns.ndjson');
const env = { PATH: process.env.PATH ?? '', DATABASE_URL: `sqlite:${path.join(folder, 'own.sqlite')}` };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// util-linux: it runs a command on a terminal of its own. Where there is none, nothing here can be tried.
const onTerminal = spawnSync('script', ['--version']).status === 0 ? describe : describe.skip;

function turn(index: number): string {
  const call = { callId: `call-${Math.floor(index / 4)}` };
  const requestTimestamp = new Date(Date.UTC(2026, 1, 27) + index * 1_000).toISOString();
  return JSON.stringify({ transactionId: `t-${index}`, requestTimestamp, request: { text: 'Ja', callMeta: call } });
}

/** What the terminal showed, and how the command ended. `onShown` hears all that was shown so far. */
async function importOnTerminal(onShown: (shown: string, press: (key: string) => void) => void) {
  const words = [process.execPath, BIN, 'import', file, '--client', 'acme'].map((word) => `'${word}'`);
  const args = ['--quiet', '--return', '--flush', '--command', `exec ${words.join(' ')}`, '/dev/null'];
  const child = spawn('script', args, { cwd: folder, env: { ...env, TERM: 'xterm' } });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    shown += chunk;
    onShown(shown, (key) => child.stdin.write(key));
  });
  return { code: await ended, shown };
}

onTerminal('talkgraph import on a terminal', () => {
  writeFileSync(file, Array.from({ length: ITEMS }, (_, index) => turn(index)).join('\n'));

  test('shows a bar, ends at Ctrl-C with what it did, and goes on where it is started again', async () => {
    let pressed = false;
    const stopped = await importOnTerminal((shown, press) => {
      if (pressed || !BAR.test(shown)) return;
      pressed = true;
      press(CTRL_C);
    });
    expect(stopped).toMatchObject({ code: 130, shown: expect.stringMatching(BAR) });
    expect(stopped.shown).toContain(`${CLEARED}[`);
    expect(stopped.shown).toContain('Stopping: what was accepted is finished.');
    const summary = /Stopped after ([\d,]+) items .*: ([\d,]+) created, 0 duplicates, 0 revised, 0 rejected\./;
    const [, read, created] = (summary.exec(stopped.shown) ?? []).map((figure) => Number(figure.replaceAll(',', '')));
    expect(created).toBe(read);
    expect(created).toBeGreaterThan(0);
    expect(created).toBeLessThan(ITEMS);
    expect(stopped.shown).toContain('The same command goes on');

    const child = spawn(process.execPath, [BIN, 'import', file, '--client', 'acme'], { cwd: folder, env });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [errors, code] = await Promise.all([text(child.stderr), ended]);
    expect(code).toBe(0);
    const whole = /Imported 8,000 items .*: ([\d,]+) created, ([\d,]+) duplicates, 0 revised, 0 rejected\./;
    const [, rest, again] = (whole.exec(errors) ?? []).map((figure) => Number(figure.replaceAll(',', '')));
    expect(again).toBe(created);
    expect(rest).toBe(ITEMS - (created ?? 0));
    // Lines and no bar, where nobody looks.
    expect(errors).not.toContain('\r');
  }, 120_000);
});
