import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { memoryOf } from './machine.ts';
import { median } from './measure.ts';
import { type Running, startNode } from './processes.ts';
import type { Outcome } from './report.ts';
import { CLIENTS } from './seed.ts';

const COMMAND = fileURLToPath(new URL('../bin/talkgraph.cjs', import.meta.url));
const QUERY = '{ calls(first: 1) { nodes { callId transactions(first: 1) { nodes { text intent { name } } } } } }';
const STARTS = 7;
const POLL_EVERY_MS = 2;
const PATIENCE_MS = 30_000;
const IDLE_MS = 5_000;

/** Measures starts on a migrated database, to the first answer to a real query, and the memory that is held idle. */
export async function measureStart(file: string): Promise<Outcome[]> {
  const times: number[] = [];
  let memory = Number.NaN;
  for (let round = 0; round <= STARTS; round++) {
    const { running, ms } = await startOnce(file);
    try {
      // The first one fills the cache of compiled code, which users have from then on.
      if (round > 0) times.push(ms);
      if (round < STARTS) continue;
      await wait(IDLE_MS);
      memory = memoryOf(running.pid);
    } finally {
      await running.stop();
    }
  }
  const figures = { unit: '', figures: [] };
  return [
    {
      ...figures,
      work: `start to the first answer (median of ${STARTS})`,
      measured: median(times),
      target: 1_000,
      plain: 'ms',
    },
    { ...figures, work: 'memory after 5 s idle', measured: memory, target: 150, plain: 'MiB' },
  ];
}

async function startOnce(file: string): Promise<{ running: Running; ms: number }> {
  const port = await freePort();
  const startedAt = performance.now();
  const settings = { PORT: String(port), DATABASE_URL: `sqlite:${file}`, LOG_LEVEL: 'warn' };
  const running = startNode([COMMAND, 'serve'], null, settings);
  while (!(await answers(port))) {
    if (performance.now() - startedAt > PATIENCE_MS) throw new Error('The gateway did not answer in time.');
    await wait(POLL_EVERY_MS);
  }
  return { running, ms: performance.now() - startedAt };
}

async function answers(port: number): Promise<boolean> {
  const headers = { authorization: `Bearer ${CLIENTS[0]?.secret}`, 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify({ query: QUERY }) };
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, init).catch(() => null);
  if (response === null) return false;
  const { data } = (await response.json()) as { data?: { calls: { nodes: unknown[] } } };
  if (data?.calls.nodes.length !== 1) throw new Error('The first answer was a wrong one.');
  return true;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
