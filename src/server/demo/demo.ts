import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../environment.js';
import { DemoTarget } from './target.js';
import { DemoTargetError } from './target-error.js';
import { type DemoCall, type DemoDelivery, trafficOf } from './traffic.js';
import type { DemoUsage } from './usage.js';

/** `talkgraph demo`: sends plausible traffic to a gateway in real time, by its public API, until it is stopped. */
export async function runDemo(environment: Environment, usage: DemoUsage): Promise<void> {
  const key = usage.key ?? environment.BOOTSTRAP_API_KEY;
  if (key === undefined) {
    throw new DemoTargetError(
      'A key is needed: give the one that the first start printed with --key, set BOOTSTRAP_API_KEY in .env, ' +
        'or make one with `talkgraph key --client ID --scopes WRITE`.',
    );
  }
  const target = await DemoTarget.open(usage.url ?? `http://127.0.0.1:${environment.PORT}`, key);
  const seed = usage.seed ?? Math.floor(Math.random() * 0x1_0000_0000);
  console.log(`Sending ${usage.callsPerMinute} calls a minute to ${target.url} (--seed ${seed}). Ctrl-C ends it.`);
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal);
  const seconds = usage.durationSeconds;
  // Not unref'ed: it is what ends the demo.
  const timer = seconds === null ? undefined : setTimeout(onSignal, seconds * 1_000);
  try {
    const { callsPerMinute, languages } = usage;
    await send(trafficOf({ seed, startedAt: Date.now(), callsPerMinute, languages }), target, stop.signal);
  } finally {
    clearTimeout(timer);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  }
  console.log(`Sent ${target.told()}.`);
}

const TOLD_EVERY_MS = 10_000;

/** Sends each delivery when its time has come; deliveries of many calls are on their way at once. */
async function send(calls: Iterator<DemoCall>, target: DemoTarget, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const waiting: DemoDelivery[] = [];
  let toldAt = startedAt;
  let next = calls.next();
  while (!signal.aborted && target.failure === null) {
    const elapsed = performance.now() - startedAt;
    for (; next.done !== true && next.value.atMs <= elapsed; next = calls.next())
      waiting.push(...next.value.deliveries);
    waiting.sort((one, other) => other.atMs - one.atMs);
    for (let last = waiting.at(-1); last !== undefined && last.atMs <= elapsed; last = waiting.at(-1)) {
      waiting.pop();
      await target.send(last);
    }
    if (performance.now() - toldAt >= TOLD_EVERY_MS) {
      toldAt = performance.now();
      console.log(target.told());
    }
    const wakeAt = Math.min(
      waiting.at(-1)?.atMs ?? Number.POSITIVE_INFINITY,
      next.done === true ? Number.POSITIVE_INFINITY : next.value.atMs,
    );
    await sleep(Math.max(1, Math.min(wakeAt - (performance.now() - startedAt), 1_000)), undefined, { signal }).catch(
      ignoreStop,
    );
  }
  await target.settled();
  if (target.failure !== null) throw target.failure;
}

function ignoreStop(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
}
