import type { Server } from './gateway.ts';
import type { LoadJob, LoadResult } from './load/job.ts';
import { cpuOf } from './machine.ts';
import { ask, type Running } from './processes.ts';

/** One measured stretch of one contender. */
export interface Sample {
  /** Requests or items a second. */
  readonly rate: number;
  /** CPU of the server process for one of them, user and system, in milliseconds. */
  readonly cpuMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What is measured against what; each call measures one stretch. */
export interface Contender {
  readonly name: string;
  readonly measure: (round: number) => Promise<Sample>;
}

/** The medians of all rounds. */
export interface Figures extends Sample {
  readonly name: string;
  readonly rounds: readonly Sample[];
}

/** Measures all contenders in turns, so that a machine that drifts drifts for all of them. */
export async function sideBySide(contenders: readonly Contender[], rounds: number): Promise<Figures[]> {
  const samples = contenders.map((): Sample[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { measure }] of contenders.entries()) samples[index]?.push(await measure(round));
  }
  return contenders.map(({ name }, index) => figuresOf(name, samples[index] ?? []));
}

function figuresOf(name: string, rounds: readonly Sample[]): Figures {
  const middle = (property: keyof Sample) => median(rounds.map((sample) => sample[property]));
  return {
    name,
    rate: middle('rate'),
    cpuMs: middle('cpuMs'),
    p50Ms: middle('p50Ms'),
    p99Ms: middle('p99Ms'),
    rounds,
  };
}

/** The median of the rounds' ratios of two contenders' rates: what the targets are about. */
export function ratioOf(one: Figures, other: Figures): number {
  return median(one.rounds.map(({ rate }, round) => rate / (other.rounds[round]?.rate ?? Number.NaN)));
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** Loads a server once. A request counts for `items`. */
export async function loadServer(
  load: Running,
  server: Server,
  job: Omit<LoadJob, 'port'>,
  items = 1,
): Promise<Sample> {
  const before = cpuOf(server.pid);
  const { requests, seconds, p50Ms, p99Ms } = await ask<LoadResult>(load, { ...job, port: server.port });
  const done = requests * items;
  return { rate: done / seconds, cpuMs: (cpuOf(server.pid) - before) / done, p50Ms, p99Ms };
}
