import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Server, startGateway, startScript } from '../gateway.ts';
import { cpuOf, ownMemoryOf } from '../machine.ts';
import { type Contender, type Figures, median, type Sample, sideBySide } from '../measure.ts';
import { ask, type Running, startNode } from '../processes.ts';
import type { Outcome } from '../report.ts';
import type { CrowdJob, CrowdResult } from './crowd.ts';
import { CLIENT, SECRET } from './question.ts';

const ROUNDS = 3;
const DELIVERIES = 120_000;
const TOGETHER = 8;
const SIZES = (process.env['BENCH_LIVE_SIZES'] ?? '100,1000,5000').split(',').map(Number);
const READY_TEXT = 400;

/** The settings of a gateway that many subscribe to, read by its poll alone since another process writes. */
export const GATEWAY = {
  BOOTSTRAP_CLIENT_ID: CLIENT,
  BOOTSTRAP_API_KEY: SECRET,
  SOCKETS_PER_KEY: '20000',
  SOCKETS_LIMIT: '20000',
  EVENT_POLL_INTERVAL_MS: '10',
};

/** Everybody is sent everything: the gateway beside a broadcast of a ready text, and beside graphql-ws as it comes. */
export async function measureFanOut(folder: string): Promise<Outcome[]> {
  const crowd = startNode([fileURLToPath(new URL('crowd.ts', import.meta.url))], 'load', {});
  try {
    const outcomes: Outcome[] = [];
    for (const size of SIZES) outcomes.push(...(await beside(crowd, folder, size)));
    outcomes.push(await steady(crowd, folder));
    return outcomes;
  } finally {
    await crowd.stop();
  }
}

async function beside(crowd: Running, folder: string, size: number): Promise<Outcome[]> {
  const file = join(folder, `live-${size}.sqlite`);
  const gateway = await startGateway(file, GATEWAY);
  const servers: Server[] = [gateway];
  try {
    await joined(crowd, 'warm', gateway, `sqlite:${file}`, 50);
    await ask(crowd, { kind: 'watch', name: 'warm', events: 200, together: TOGETHER, everyMs: 0 } satisfies CrowdJob);
    const { text } = await ask<CrowdResult>(crowd, { kind: 'watch', name: 'warm', events: 8, together: 8, everyMs: 0 });
    await ask(crowd, { kind: 'leave', name: 'warm' } satisfies CrowdJob);
    const payload = JSON.stringify((JSON.parse(text) as { payload: object }).payload);
    if (payload.length > READY_TEXT + 200) throw new Error('The message is longer than it should be.');
    const before = ownMemoryOf(gateway.pid);
    await joined(crowd, 'ours', gateway, `sqlite:${file}`, size);
    const memoryKb = ((ownMemoryOf(gateway.pid) - before) * 1_024) / size;
    for (const mode of ['raw', 'stock'] as const) {
      const server = await startScript('live/rival.ts', [mode, payload]);
      servers.push(server);
      await joined(crowd, mode, server, null, size);
    }
    const contenders = (['ours', 'raw', 'stock'] as const).map((name, index): Contender => {
      return { name, measure: () => watched(crowd, servers[index] as Server, name, size) };
    });
    const [ours, raw, stock] = (await sideBySide(contenders, ROUNDS)) as [Figures, Figures, Figures];
    for (const { name } of contenders) await ask(crowd, { kind: 'leave', name } satisfies CrowdJob);
    const work = `fan-out to ${size.toLocaleString('en')}`;
    const named = (figures: Figures, name: string) => ({ ...figures, name });
    return [
      { work, unit: 'deliveries', figures: [ours, named(raw, 'raw ws')], measured: cpuRatio(raw, ours), target: 0.8 },
      {
        work,
        unit: 'deliveries',
        figures: [ours, named(stock, 'graphql-ws')],
        measured: cpuRatio(stock, ours),
        target: 4,
      },
      {
        work: `${work}: p99 to raw`,
        unit: '',
        figures: [],
        measured: (ours.p99Ms / raw.p99Ms) * 100,
        target: 130,
        plain: '%',
      },
      { work: `${work}: memory each`, unit: '', figures: [], measured: memoryKb, target: 20, plain: 'kB' },
    ];
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** How long after its commit an event is with everybody, at a steady pace. */
async function steady(crowd: Running, folder: string): Promise<Outcome> {
  const file = join(folder, 'live-steady.sqlite');
  const gateway = await startGateway(file, GATEWAY);
  try {
    await joined(crowd, 'steady', gateway, `sqlite:${file}`, 1_000);
    const job = { kind: 'watch', name: 'steady', events: 500, together: 1, everyMs: 20 } satisfies CrowdJob;
    const before = cpuOf(gateway.pid);
    const { deliveries, seconds, p50Ms, p99Ms } = await ask<CrowdResult>(crowd, job);
    await ask(crowd, { kind: 'leave', name: 'steady' } satisfies CrowdJob);
    const cpuMs = (cpuOf(gateway.pid) - before) / deliveries;
    const sample: Sample = { rate: deliveries / seconds, cpuMs, p50Ms, p99Ms };
    const figures = [{ ...sample, name: 'ours', rounds: [sample] }];
    return {
      work: 'commit to push, 50 a second, 1,000',
      unit: 'deliveries',
      figures,
      measured: p99Ms,
      target: 100,
      plain: 'ms',
    };
  } finally {
    await gateway.stop();
  }
}

function joined(crowd: Running, name: string, { port }: Server, database: string | null, size: number) {
  return ask(crowd, { kind: 'join', name, port, database, size } satisfies CrowdJob);
}

async function watched(crowd: Running, server: Server, name: string, size: number): Promise<Sample> {
  const events = Math.max(TOGETHER, Math.ceil(DELIVERIES / size / TOGETHER) * TOGETHER);
  const before = cpuOf(server.pid);
  const job = { kind: 'watch', name, events, together: TOGETHER, everyMs: 0 } satisfies CrowdJob;
  const { deliveries, seconds } = await ask<CrowdResult>(crowd, job);
  const cpuMs = (cpuOf(server.pid) - before) / deliveries;
  const single = { ...job, events: Math.max(3, Math.ceil(30_000 / size)), together: 1 };
  const { p50Ms, spreadP99Ms } = await ask<CrowdResult>(crowd, single);
  return { rate: deliveries / seconds, cpuMs, p50Ms, p99Ms: spreadP99Ms };
}

function cpuRatio(other: Figures, ours: Figures): number {
  return median(ours.rounds.map(({ cpuMs }, round) => (other.rounds[round]?.cpuMs ?? Number.NaN) / cpuMs));
}
