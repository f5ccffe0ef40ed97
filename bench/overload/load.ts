// The process that offers more than a gateway can serve: it answers each `OfferJob` with an `OfferResult`.
import { once } from 'node:events';
import { setImmediate as nextRound, setTimeout as wait } from 'node:timers/promises';
import { answer } from '../processes.ts';
import { LeanConnection } from './connection.ts';
import type { Latency, OfferJob, OfferResult } from './job.ts';
import { chances, deliveries, type Kind, kinds, readsOf } from './mix.ts';

const TICK_MS = 1;
/** Connections beyond what the listener's backlog takes would wait for seconds, each by itself. */
const OPENING = 50;
/** Until those that are open here have been accepted there, too. */
const ACCEPTED_MS = 200;
const BEGINNING_MS = 1_000;
const PATIENCE_MS = 10_000;

answer<OfferJob>(async (job) => {
  const offer = new Offer(job);
  await offer.opened();
  return offer.run();
});

/** One stretch of load. */
class Offer {
  readonly #job: OfferJob;
  readonly #kind = kinds();
  readonly #chance = chances(7);
  readonly #requests: Record<Kind, () => Buffer>;
  readonly #connections: LeanConnection[] = [];
  readonly #answers = new Map<string, number>();
  readonly #latencies: Record<Kind, number[]> = { webhook: [], nested: [], 'call-data': [] };
  readonly #settled: number[] = [];
  readonly #refused: number[] = [];
  readonly #lags: number[] = [];
  readonly #delivered: number[] = [];
  readonly #events = new EventTarget();
  readonly #free: LeanConnection[] = [];
  #delivery: number;
  #sent = 0;
  #pending = 0;
  #start = 0;
  #over = false;
  /** When the next request is due. */
  #due = 0;

  constructor(job: OfferJob) {
    this.#job = job;
    this.#delivery = job.firstDelivery;
    const bySecret = job.secrets.map(deliveries);
    this.#requests = {
      webhook: () => (bySecret[this.#delivery % bySecret.length] as (number: number) => Buffer)(this.#delivery++),
      nested: readsOf(job.reads.nested),
      'call-data': readsOf(job.reads.callData),
    };
  }

  async opened(): Promise<void> {
    const open = (connection: LeanConnection) => {
      this.#free.push(connection);
      this.#events.dispatchEvent(new Event('open'));
      if (this.#start > 0 && !this.#over) this.#send();
    };
    const { port, connections } = this.#job;
    while (this.#connections.length < connections) {
      this.#connections.push(new LeanConnection(port, open));
      const { length } = this.#connections;
      while (this.#free.length < length - OPENING) await once(this.#events, 'open');
    }
    while (this.#free.length < connections) await once(this.#events, 'open');
    await wait(ACCEPTED_MS);
  }

  async run(): Promise<OfferResult> {
    const { seconds } = this.#job;
    this.#start = performance.now();
    this.#due = this.#start;
    while (performance.now() - this.#start < seconds * 1_000) {
      this.#send();
      // A timer would be late by as much as an unloaded answer takes.
      await nextRound();
    }
    const ended = performance.now();
    while (this.#pending > 0 && performance.now() - ended < PATIENCE_MS) await wait(TICK_MS);
    this.#over = true;
    for (const connection of this.#connections) connection.close();
    const offered = this.#offeredBy(this.#start + seconds * 1_000);
    const unanswered = this.#pending + offered - this.#sent;
    if (unanswered > 0) this.#answers.set('none', unanswered);
    return this.#result(seconds, offered);
  }

  #send(): void {
    const { rate, seconds } = this.#job;
    const end = this.#start + seconds * 1_000;
    const now = performance.now();
    // What was due and had no connection is still sent after the end.
    while (rate === null ? now < end : this.#due <= Math.min(now, end)) {
      // The one that has been idle the longest: the gateway closes those that never ask.
      const connection = this.#free.shift();
      if (connection === undefined) return;
      const dueAt = rate === null ? now : this.#due;
      this.#sent++;
      this.#lags.push(now - dueAt);
      if (rate !== null) this.#due += this.#gapMs(rate);
      this.#ask(connection, dueAt);
    }
  }

  /** How many were sent, and those that were due and had no connection. */
  #offeredBy(end: number): number {
    const { rate } = this.#job;
    let offered = this.#sent;
    for (; rate !== null && this.#due <= end; this.#due += this.#gapMs(rate)) offered++;
    return offered;
  }

  // As callers come who do not know of each other: always the same times, exponentially apart.
  #gapMs(rate: number): number {
    return (-Math.log(1 - this.#chance()) * 1_000) / rate;
  }

  #ask(connection: LeanConnection, dueAt: number): void {
    const kind = this.#kind();
    const delivery = kind === 'webhook' ? this.#delivery : null;
    this.#pending++;
    connection.send(this.#requests[kind](), (status) => {
      this.#pending--;
      const ms = performance.now() - dueAt;
      const word = status === 0 ? 'cut' : String(status);
      this.#answers.set(word, (this.#answers.get(word) ?? 0) + 1);
      if (status >= 200 && status < 300) {
        this.#latencies[kind].push(ms);
        if (dueAt - this.#start > BEGINNING_MS) this.#settled.push(ms);
        if (delivery !== null) this.#delivered.push(delivery);
      } else this.#refused.push(ms);
      // One that was closed comes back by itself.
      if (status === 0) return;
      this.#free.push(connection);
      if (!this.#over) this.#send();
    });
  }

  #result(seconds: number, offered: number): OfferResult {
    return {
      seconds,
      offered,
      answers: Object.fromEntries(this.#answers),
      accepted: latencyOf(Object.values(this.#latencies).flat()),
      settled: latencyOf(this.#settled),
      kinds: Object.fromEntries(Object.entries(this.#latencies).map(([kind, values]) => [kind, latencyOf(values)])),
      refused: latencyOf(this.#refused),
      lag: latencyOf(this.#lags),
      delivered: this.#delivered,
      nextDelivery: this.#delivery,
    };
  }
}

function latencyOf(values: readonly number[]): Latency {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN };
}
