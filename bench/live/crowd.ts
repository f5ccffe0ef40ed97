// The process of the subscribers. They only count what they are sent: what is measured is the server.
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import { answer } from '../processes.ts';
import { hangupsInto } from './hangups.ts';
import { QUESTION, SECRET } from './question.ts';

/** What the crowd is asked to do. */
export type CrowdJob =
  | {
      readonly kind: 'join';
      readonly name: string;
      readonly port: number;
      readonly database: string | null;
      readonly size: number;
    }
  | {
      readonly kind: 'watch';
      readonly name: string;
      readonly events: number;
      readonly together: number;
      readonly everyMs: number;
    }
  | { readonly kind: 'leave'; readonly name: string };

/** What came of it. */
export interface CrowdResult {
  readonly deliveries: number;
  readonly seconds: number;
  /** From the moment an event was durable, or the rival was told of it, to each delivery. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** From an event's first delivery to each of its deliveries. */
  readonly spreadP99Ms: number;
  /** A delivered payload. */
  readonly text: string;
}

class Crowd {
  readonly sockets: WebSocket[] = [];
  received = 0;
  expected = 0;
  text = '';
  firstAt = 0;
  times: number[] = [];
  resolve: () => void = () => undefined;
  readonly fire: (count: number) => Promise<void>;

  constructor(fire: (count: number) => Promise<void>) {
    this.fire = fire;
  }

  take(message: Buffer): void {
    if (this.received === 0) this.firstAt = performance.now();
    if (this.text === '') this.text = String(message);
    if (message.includes('"type":"error"')) throw new Error(String(message));
    this.times.push(performance.now());
    if (++this.received === this.expected) this.resolve();
  }

  /** Fires and waits until everybody has everything. */
  async round(count: number): Promise<{ durable: number; first: number; times: number[] }> {
    this.received = 0;
    this.times = [];
    this.expected = count * this.sockets.length;
    const all = new Promise<void>((resolve) => {
      this.resolve = resolve;
    });
    await this.fire(count);
    const durable = performance.now();
    await all;
    return { durable, first: this.firstAt, times: this.times };
  }
}

const crowds = new Map<string, Crowd>();

answer<CrowdJob>(async (job) => {
  if (job.kind === 'join') return join(job);
  const crowd = crowds.get(job.name) as Crowd;
  if (job.kind === 'watch') return watch(crowd, job);
  for (const socket of crowd.sockets) socket.terminate();
  crowds.delete(job.name);
  return {};
});

async function join({ name, port, database, size }: Extract<CrowdJob, { kind: 'join' }>): Promise<object> {
  const fire = database === null ? firing(port) : await hangupsInto(database);
  const crowd = new Crowd(fire);
  crowds.set(name, crowd);
  for (let begun = 0; begun < size; begun += 100) {
    const group = Array.from({ length: Math.min(100, size - begun) }, () => subscriber(port, crowd));
    crowd.sockets.push(...(await Promise.all(group)));
  }
  // Subscribing has no answer: everybody has joined when everybody is told.
  await pause(1_000);
  await crowd.round(1);
  return {};
}

function firing(port: number) {
  return async (count: number) => void (await (await fetch(`http://127.0.0.1:${port}/?count=${count}`)).text());
}

function subscriber(port: number, crowd: Crowd): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${SECRET}` } }));
    });
    socket.once('message', () => {
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUESTION } }));
      socket.on('message', (message: Buffer) => crowd.take(message));
      resolve(socket);
    });
  });
}

async function watch(
  crowd: Crowd,
  { events, together, everyMs }: Extract<CrowdJob, { kind: 'watch' }>,
): Promise<CrowdResult> {
  const delays: number[] = [];
  const spreads: number[] = [];
  const start = performance.now();
  for (let event = 0; event < events; event += together) {
    const began = performance.now();
    const { durable, first, times } = await crowd.round(together);
    for (const time of times) {
      delays.push(Math.max(0, time - durable));
      spreads.push(time - first);
    }
    const rest = everyMs - (performance.now() - began);
    if (rest > 0) await pause(rest);
  }
  const seconds = (performance.now() - start) / 1_000;
  const { text } = crowd;
  return {
    deliveries: delays.length,
    seconds,
    p50Ms: quantile(delays, 0.5),
    p99Ms: quantile(delays, 0.99),
    spreadP99Ms: quantile(spreads, 0.99),
    text,
  };
}

function quantile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}
