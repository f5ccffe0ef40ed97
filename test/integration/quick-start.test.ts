import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.js';
import { type Program, ROOT, startProgram } from '../support/program.js';
import { subscribers } from '../support/until.js';

const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```sh\n([^`]+)```/g)].map(([, block]) => block ?? '');
const [commands = '', variables = '', postTurn = '', readCall = '', follow = '', postHangup = '', callData = ''] =
  blocks;

let database: FreshDatabase;
let program: Program;
let key: string;

beforeAll(async () => {
  database = await freshDatabase();
  program = await startProgram({ DATABASE_URL: database.url });
  key = /API key of the client default: (\S+)/.exec(program.lines.join('\n'))?.[1] ?? '';
});

afterAll(async () => {
  await program.dispose();
  await database.dispose();
});

function shell(block: string) {
  const env = { PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`, TALKGRAPH: program.url, KEY: key };
  return spawn('bash', ['-c', `set -e; ${block}`], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function answers(block: string): Promise<unknown[]> {
  const out = await text(shell(block).stdout);
  return out
    .replaceAll('}{', '}\n{')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe('the quick start of the README', () => {
  test('has its steps in their order', () => {
    expect(blocks).toHaveLength(7);
    expect(commands).toMatch(/^npm ci && npm start .*\nnpm ci && npm test /);
    expect(variables).toMatch(/^export TALKGRAPH=http:\/\/127\.0\.0\.1:4000 KEY=\S+\n$/);
  });

  test('begins with a key that is printed once, and a link to the page that carries it', () => {
    expect(key).not.toBe('');
    const shown = program.lines.filter((line) => line.includes(key));
    expect(shown.filter((line) => !line.includes('/#key='))).toHaveLength(1);
    expect(shown).toHaveLength(2);
  });

  test('records a turn', async () => {
    expect(await answers(postTurn)).toEqual([{ received: 1, created: 1, duplicates: 0, revised: 0, rejected: [] }]);
  });

  test('reads the call as a graph', async () => {
    const [answer] = await answers(readCall);
    expect(answer).toMatchObject({
      data: {
        call: {
          status: 'ENDED',
          endedBy: 'BOT',
          turnCount: 1,
          transactions: {
            nodes: [
              {
                text: 'Nein danke',
                intent: { name: 'Nein', confidence: 0.999983549118042 },
                transition: { from: { name: 'Nachfrage weiteres Anliegen' }, to: null, terminal: true },
              },
            ],
          },
        },
      },
    });
    expect(JSON.stringify(answer)).toContain('"sourceId":"-4300620255518597600"');
  });

  test('sees a hang-up arrive on an open subscription', async () => {
    const following = shell(follow.trimEnd().replace(/^node/, 'exec node'));
    const lines = createInterface({ input: following.stdout })[Symbol.asyncIterator]();
    try {
      await subscribers(program.url, 1);
      expect(await answers(postHangup)).toMatchObject([{ created: 1 }]);
      const { value } = await lines.next();
      expect(JSON.parse(String(value))).toMatchObject({
        hangupRecorded: {
          hangup: { call: { callId: 'xxx' }, initiator: 'CALLER', state: { name: 'Conversation start' } },
        },
      });
    } finally {
      following.kill();
    }
  });

  test('stores and fetches a CallData record', async () => {
    const [stored, fetched] = await answers(callData);
    expect(stored).toEqual({ choice: 'success', output: {} });
    expect(fetched).toMatchObject({ caller: '+111111111', callid: '145644644ff', content: 'Postman tests' });
  });
});
