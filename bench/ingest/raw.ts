import { fileURLToPath } from 'node:url';
import type { Contender } from '../measure.ts';
import { ask, startNode } from '../processes.ts';

/** What the inserting process is asked: all rows of `from` that came since it was asked before, `batch` items a commit. */
export interface RawJob {
  readonly from: string;
  readonly to: string;
  readonly batch: number;
}

/** What it took. */
export interface RawResult {
  readonly items: number;
  readonly seconds: number;
  readonly cpuMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Inserts the rows that a gateway has written into another file, with prepared statements and nothing around them. */
export function rawContender(from: string, to: string, batch: number): Contender & { stop: () => Promise<void> } {
  const running = startNode([fileURLToPath(new URL('insert.ts', import.meta.url))], 'server', {});
  return {
    name: 'raw better-sqlite3 inserts',
    async measure() {
      const { items, seconds, cpuMs, p50Ms, p99Ms } = await ask<RawResult>(running, { from, to, batch });
      return { rate: items / seconds, cpuMs: cpuMs / items, p50Ms, p99Ms };
    },
    stop: () => running.stop(),
  };
}
