import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ErrorCode } from '../../src/domain/errors.js';
import { migrate } from '../../src/persistence/migrations.js';
import { openDatabase } from '../../src/persistence/open.js';
import type { ThreadDesk as Desk, ThreadDeskOptions } from '../../src/services/insights/thread-desk.js';
import { clientNumber } from '../support/clients.js';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.js';
import { storeLongCalls } from '../support/long-calls.js';
import { ROOT, startProgram } from '../support/program.js';

const KEY = 'figures-key-0123456789';
const CALLS = 1_000;
const TURNS = 300;
const GRAPH = { figure: 'conversationGraph', minimumCount: 1 } as const;

let database: FreshDatabase;
let ThreadDesk: typeof Desk;

beforeAll(async () => {
  // Threads run the built program.
  const require = createRequire(import.meta.url);
  (require(path.join(ROOT, 'bin/build.cjs')) as { ensureBuilt(root: string): void }).ensureBuilt(ROOT);
  ({ ThreadDesk } = await import(path.join(ROOT, 'dist/services/insights/thread-desk.js')));
  database = await freshDatabase();
  const opened = await openDatabase({ url: database.url, poolSize: 2 });
  await migrate(opened);
  await storeLongCalls(opened, { client: 1, calls: CALLS, turns: TURNS });
  await opened.close();
}, 120_000);

afterAll(() => database.dispose());

async function withDesk(options: Partial<ThreadDeskOptions>, use: (desk: Desk) => Promise<void>): Promise<void> {
  const usual = { threads: 1, waiting: 5, timeoutMs: 60_000, defaultCountry: 'DE', keep: () => undefined };
  const desk = new ThreadDesk({ ...usual, url: database.url, ...options });
  try {
    await use(desk);
  } finally {
    await desk.close();
  }
}

describe('Figures on a thread', () => {
  const client = clientNumber(1);

  test('are counted there, and what was counted of a day is handed back to be kept', async () => {
    const kept: string[] = [];
    await withDesk({ keep: ({ kind }) => kept.push(kind) }, async (desk) => {
      const graph = await desk.ask(client, {}, GRAPH, null);
      expect([graph.callCount, graph.transitionCount]).toEqual([CALLS, CALLS * TURNS]);
      expect(kept).toEqual(['GRAPH']);
      // The same thread has it in memory now.
      expect(await desk.ask(client, {}, GRAPH, null)).toEqual(graph);
      expect(kept).toHaveLength(1);
    });
  });

  test('end with TIMEOUT after the time limit, and the next question is answered', async () => {
    await withDesk({ timeoutMs: 1 }, async (desk) => {
      await expect(desk.ask(client, {}, GRAPH, null)).rejects.toMatchObject({ code: ErrorCode.TIMEOUT });
    });
    await withDesk({}, async (desk) => {
      const leaving = new AbortController();
      const asked = desk.ask(client, { minimumTurns: 0 }, GRAPH, leaving.signal);
      leaving.abort(new Error('left'));
      await expect(asked).rejects.toThrow('left');
      expect((await desk.ask(client, {}, GRAPH, null)).callCount).toBe(CALLS);
    });
  });

  test('are refused with OVERLOADED where too many questions wait, and who leaves makes room', async () => {
    await withDesk({ waiting: 1 }, async (desk) => {
      const leaving = new AbortController();
      const first = desk.ask(client, {}, GRAPH, null);
      const second = desk.ask(client, {}, GRAPH, leaving.signal);
      await expect(desk.ask(client, {}, GRAPH, null)).rejects.toMatchObject({ code: ErrorCode.OVERLOADED });
      leaving.abort(new Error('left'));
      await expect(second).rejects.toThrow('left');
      const third = desk.ask(client, {}, GRAPH, null);
      expect(await third).toEqual(await first);
    });
  });

  test('tell what is wrong with a question as they do elsewhere', async () => {
    await withDesk({}, async (desk) => {
      const question = { figure: 'metrics', groupBy: null, interval: null, timeZone: 'Nowhere' } as const;
      const wrong = { code: ErrorCode.BAD_USER_INPUT, path: ['timeZone'] };
      await expect(desk.ask(client, {}, question, null)).rejects.toMatchObject(wrong);
    });
  });

  test('leave nobody waiting when they are interrupted', async () => {
    await withDesk({}, async (desk) => {
      const asked = [desk.ask(client, {}, GRAPH, null), desk.ask(client, {}, GRAPH, null)];
      const settled = Promise.allSettled(asked);
      await desk.close();
      for (const { status } of await settled) expect(status).toBe('rejected');
    });
  });
});

test('While figures are counted, CallData answers as before', async () => {
  const bootstrap = { BOOTSTRAP_CLIENT_ID: 'client-1', BOOTSTRAP_API_KEY: KEY };
  const program = await startProgram({ DATABASE_URL: database.url, ...bootstrap });
  try {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    // A filter that all calls pass: nothing that was counted before helps.
    const query = '{ conversationGraph(filter: { minimumTurns: 0 }) { callCount } }';
    let counted = false;
    const counting = fetch(`${program.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) }).then(
      async (answer) => {
        counted = true;
        return answer.json();
      },
    );
    const address = `${program.url}/api/CallData?clientId=client-1&callid=none&caller=%2B4930123456&code=${KEY}`;
    let answered = 0;
    while (!counted) {
      const answer = await fetch(address);
      expect(await answer.json()).toEqual({ error: 'no result found' });
      answered++;
    }
    expect(await counting).toEqual({ data: { conversationGraph: { callCount: CALLS } } });
    expect(answered).toBeGreaterThan(10);
  } finally {
    await program.dispose();
  }
}, 60_000);
