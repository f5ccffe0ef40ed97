import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type Server, startGateway } from '../gateway.ts';
import { cpuOf, ownMemoryOf } from '../machine.ts';
import { ask, type Running, startNode } from '../processes.ts';
import { NESTED } from '../reads/documents.ts';
import { waysOf } from '../reads/reads.ts';
import type { Outcome } from '../report.ts';
import { CLIENTS, seed } from '../seed.ts';
import type { OfferJob, OfferResult, Reads } from './job.ts';
import { transactionIdOf } from './mix.ts';
import { printStretches, type Stretch } from './table.ts';

const CALLS_PER_CLIENT = 200;
const CALL_DATA_RECORDS = 200;
const WARM_UP_SECONDS = 4;
const CAPACITY_SECONDS = 4;
const CALM_SECONDS = 8;
const RATED_SECONDS = 4;
/** How long five times of what is served is offered. */
const OVERLOAD_SECONDS = Number(process.env['BENCH_OVERLOAD_SECONDS'] ?? 30);
const TIMES = Number(process.env['BENCH_OVERLOAD_TIMES'] ?? 5);
/** Of what is served: the load at which nothing waits. */
const CALM_SHARE = 0.25;
const BUSY_CONNECTIONS = 32;
const OVERLOAD_CONNECTIONS = 1_000;
/** A second without a refusal, and it is over. */
const RECOVERY_MS = 1_500;
const MEMORY_EVERY_MS = 200;
const MOST_MEMORY_MIB = 512;

type Plan = Pick<OfferJob, 'seconds' | 'connections' | 'rate'>;

/** Offers five times of what is served and looks at what becomes of it. */
export async function measureOverload(folder: string): Promise<Outcome[]> {
  const file = join(folder, 'overload.sqlite');
  await seed(file, CALLS_PER_CLIENT);
  const load = startNode([join(import.meta.dirname, 'load.ts')], 'load', {});
  const delivered: number[] = [];
  try {
    const server = await startGateway(file);
    const bench = new Bench(file, load, server, delivered);
    await bench.storeCallData();
    await bench.offer('warm-up', { seconds: WARM_UP_SECONDS, connections: BUSY_CONNECTIONS, rate: null });
    const busy = await bench.offer('served', { seconds: CAPACITY_SECONDS, connections: BUSY_CONNECTIONS, rate: null });
    const served = busy.accepted.count / busy.seconds;
    const calmly = { seconds: CALM_SECONDS, connections: OVERLOAD_CONNECTIONS, rate: served * CALM_SHARE };
    const plan = { connections: OVERLOAD_CONNECTIONS, rate: served * TIMES };
    const before = await bench.offer(`${CALM_SHARE * 100} % of it`, calmly);
    const over = await bench.offer(`${TIMES} × that`, { ...plan, seconds: OVERLOAD_SECONDS });
    await wait(RECOVERY_MS);
    const after = await bench.offer('and then', calmly);
    await server.stop();
    await rated(bench, { ...plan, seconds: RATED_SECONDS });
    printStretches(bench.stretches);
    return outcomesOf(before, over, after, bench.peak, lostOf(file, delivered));
  } finally {
    await load.stop();
  }
}

/** The same once more, with rates that allow all keys together half of what is served. */
async function rated(bench: Bench, plan: Plan & { readonly rate: number }): Promise<void> {
  const points = Math.ceil(plan.rate / TIMES / 2 / CLIENTS.length);
  const server = await startGateway(bench.file, { RATE_WINDOW_SECONDS: '1', RATE_KEY_POINTS: String(points) });
  bench.server = server;
  await bench.offer(`${TIMES} ×, rates`, plan);
  await server.stop();
}

class Bench {
  readonly stretches: Stretch[] = [];
  readonly file: string;
  server: Server;
  #delivery = 0;
  readonly #load: Running;
  readonly #delivered: number[];
  readonly #reads: Reads;

  constructor(file: string, load: Running, server: Server, delivered: number[]) {
    this.file = file;
    this.server = server;
    this.#load = load;
    this.#delivered = delivered;
    const secret = CLIENTS[0]?.secret ?? '';
    const callData = Array.from({ length: CALL_DATA_RECORDS }, (_, index) => {
      const question = new URLSearchParams({ ...callDataOf(index), timeLimit: '86400' });
      const key = `code=${secret}&clientId=${CLIENTS[0]?.name}`;
      return { path: `/api/CallData?${key}&${question}`, secret, body: '' };
    });
    this.#reads = { nested: waysOf(file, NESTED).graphql, callData };
  }

  /** The most memory that was held in any stretch, in MiB. */
  get peak(): number {
    return Math.max(...this.stretches.flatMap(({ memory }) => memory));
  }

  async storeCallData(): Promise<void> {
    const [client] = CLIENTS;
    const url = `http://127.0.0.1:${this.server.port}/api/CallData?code=${client?.secret}&clientId=${client?.name}`;
    for (let index = 0; index < CALL_DATA_RECORDS; index++) {
      const { callid, caller: callerid } = callDataOf(index);
      const input = { callid, callerid, content: 'The caller wants to move an appointment. '.repeat(7) };
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ input }) });
      const { choice } = (await answer.json()) as { choice: string };
      if (choice !== 'success') throw new Error('A record was not taken.');
    }
  }

  /** One stretch of load, with the memory of the gateway over its time. */
  async offer(name: string, plan: Plan): Promise<OfferResult> {
    const { pid, port } = this.server;
    const memory: number[] = [ownMemoryOf(pid)];
    const watch = setInterval(() => memory.push(ownMemoryOf(pid)), MEMORY_EVERY_MS);
    const before = cpuOf(pid);
    const secrets = CLIENTS.map(({ secret }) => secret);
    const job: OfferJob = { ...plan, port, secrets, firstDelivery: this.#delivery, reads: this.#reads };
    const result = await ask<OfferResult>(this.#load, job);
    clearInterval(watch);
    memory.push(ownMemoryOf(pid));
    this.#delivery = result.nextDelivery;
    for (const number of result.delivered) this.#delivered.push(number);
    this.stretches.push({ name, result, memory, cpuShare: (cpuOf(pid) - before) / 1_000 / result.seconds });
    return result;
  }
}

const callDataOf = (index: number) => ({ callid: `overload-${index}`, caller: `+49151${10_000_000 + index}` });

/** Deliveries that were answered with 2xx and are not in the database. */
function lostOf(file: string, delivered: readonly number[]): number {
  const database = new Database(file, { readonly: true });
  const ids = database.prepare(`SELECT transaction_id FROM "transaction" WHERE transaction_id LIKE 'overload-%'`);
  const stored = new Set(ids.pluck().all());
  database.close();
  return delivered.filter((number) => !stored.has(transactionIdOf(number))).length;
}

function outcomesOf(before: OfferResult, over: OfferResult, after: OfferResult, peak: number, lost: number): Outcome[] {
  const plain = { unit: '', figures: [] };
  const good = new Set(['200', '503', '429']);
  const odd = Object.entries(over.answers).filter(([answer]) => !good.has(answer));
  // A machine that drifts drifts for both.
  const unloaded = (before.accepted.p99 + after.accepted.p99) / 2;
  const ratio = (over.accepted.p99 / unloaded) * 100;
  const late = after.offered - after.accepted.count;
  return [
    {
      ...plain,
      work: `${TIMES} × for ${OVERLOAD_SECONDS} s: p99 of the accepted, of the unloaded one`,
      measured: ratio,
      target: 200,
      plain: '%',
    },
    {
      ...plain,
      work: 'memory at its peak, without mapped pages',
      measured: peak,
      target: MOST_MEMORY_MIB,
      plain: 'MiB',
    },
    { ...plain, work: 'accepted and lost', measured: lost, target: 0, plain: 'deliveries' },
    {
      ...plain,
      work: 'neither answered with 200 nor refused with 503 or 429',
      measured: odd.reduce((sum, [, count]) => sum + count, 0),
      target: 0,
      plain: 'requests',
    },
    { ...plain, work: 'refused once it is over', measured: late, target: 0, plain: 'requests' },
  ];
}
