import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { type Server, startGateway } from '../gateway.ts';
import { ownMemoryOf } from '../machine.ts';
import { ask, startNode } from '../processes.ts';
import type { Outcome } from '../report.ts';
import type { CrowdJob, CrowdResult } from './crowd.ts';
import { GATEWAY } from './fan-out.ts';
import { QUESTION, SECRET } from './question.ts';

/** One subscriber takes nothing from its socket while so many events pass to so many others: half an hour of a core. */
const EVENTS = Number(process.env['BENCH_STALLED_EVENTS'] ?? 100_000);
const OTHERS = Number(process.env['BENCH_STALLED_OTHERS'] ?? 999);
const TOGETHER = 200;

/** One stalled socket among a thousand: the others get everything, and the memory comes back. */
export async function measureStalled(folder: string): Promise<Outcome[]> {
  const file = join(folder, 'live-stalled.sqlite');
  const gateway = await startGateway(file, GATEWAY);
  const crowd = startNode([fileURLToPath(new URL('crowd.ts', import.meta.url))], 'load', {});
  try {
    const name = 'others';
    const job: CrowdJob = { kind: 'join', name, port: gateway.port, database: `sqlite:${file}`, size: OTHERS };
    await ask(crowd, job);
    const watch: CrowdJob = { kind: 'watch', name, events: 2_000, together: TOGETHER, everyMs: 0 };
    await ask(crowd, watch);
    const before = ownMemoryOf(gateway.pid);
    const socket = await stalled(gateway);
    const { deliveries, seconds } = await ask<CrowdResult>(crowd, { ...watch, events: EVENTS });
    const after = ownMemoryOf(gateway.pid);
    const dropped = await droppedBy(gateway);
    socket.terminate();
    await ask(crowd, { kind: 'leave', name } satisfies CrowdJob);
    const rounds = Math.ceil(EVENTS / TOGETHER) * TOGETHER;
    console.log(
      `one stalled among ${OTHERS + 1}: ${deliveries} deliveries in ${seconds.toFixed(0)} s, ${dropped} dropped, ` +
        `${before.toFixed(0)} MiB before, ${after.toFixed(0)} MiB after`,
    );
    const work = 'one stalled socket';
    return [
      {
        work: `${work}: missed by others`,
        unit: '',
        figures: [],
        measured: rounds * OTHERS - deliveries,
        target: 0,
        plain: '',
      },
      { work: `${work}: memory more`, unit: '', figures: [], measured: after - before, target: 64, plain: 'MiB' },
    ];
  } finally {
    await crowd.stop();
    await gateway.stop();
  }
}

/** Subscribes and then reads nothing more, while its connection stays open. */
function stalled({ port }: Server): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${SECRET}` } }));
    });
    socket.once('message', () => {
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUESTION } }), () => {
        socket.pause();
        resolve(socket);
      });
    });
  });
}

async function droppedBy({ port }: Server): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^talkgraph_subscribers_dropped (\d+)$/m.exec(text)?.[1]);
}
