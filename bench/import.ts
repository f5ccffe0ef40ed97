import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuOf, PINNED } from './machine.ts';
import { webhookBody } from './payloads/bodies.ts';
import { TURNS_PER_CALL } from './payloads/conversation.ts';
import type { Outcome } from './report.ts';

const COMMAND = fileURLToPath(new URL('../bin/talkgraph.cjs', import.meta.url));
const MOST_MEMORY_MIB = 400;
const LOOK_EVERY_MS = 200;

/** Transactions that are imported. */
export const IMPORTED = Number(process.env.BENCH_IMPORT_TRANSACTIONS ?? 1_000_000);

/** Imports transactions from a pipe into an empty database: how many a second, and how much memory at the most. */
export async function measureImport(folder: string): Promise<Outcome[]> {
  const env = { ...process.env, NODE_ENV: 'production', DATABASE_URL: `sqlite:${join(folder, 'import.sqlite')}` };
  const node = [process.execPath, COMMAND, 'import', '-', '--client', 'bench', '--source', 'parloa'];
  const [command, ...args] = PINNED ? ['taskset', '-c', '0', ...node] : node;
  const start = performance.now();
  const child = spawn(command as string, args, { env, stdio: ['pipe', 'inherit', 'inherit'] });
  const peak = { memoryMiB: 0, cpuMs: 0 };
  const look = () => {
    peak.memoryMiB = Math.max(peak.memoryMiB, peakMemoryOf(child.pid as number));
    peak.cpuMs = Math.max(peak.cpuMs, cpuOf(child.pid as number) || 0);
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  const ended = once(child, 'exit');
  for (let call = 0; call < IMPORTED / TURNS_PER_CALL; call++) {
    const turns = Array.from({ length: TURNS_PER_CALL }, (_, turn) => ({ call, turn }));
    if (!child.stdin.write(`${webhookBody(turns)}\n`)) await once(child.stdin, 'drain');
  }
  child.stdin.end();
  const [code] = await ended;
  clearInterval(looking);
  if (code !== 0) throw new Error(`The import ended with ${code}.`);
  const seconds = (performance.now() - start) / 1_000;
  const rate = IMPORTED / seconds;
  const nothing = { p50Ms: Number.NaN, p99Ms: Number.NaN };
  const figures = { name: 'import', rate, cpuMs: peak.cpuMs / IMPORTED, ...nothing, rounds: [] };
  const work = `import of ${IMPORTED.toLocaleString('en')} transactions: peak memory`;
  const memory = { measured: peak.memoryMiB, target: MOST_MEMORY_MIB, plain: 'MiB' };
  return [{ work, unit: 'transactions', figures: [figures], ...memory }];
}

/** The most memory that a process has had resident so far, in MiB; 0 where the system does not tell. */
function peakMemoryOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
