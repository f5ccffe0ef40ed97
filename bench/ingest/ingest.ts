import { join } from 'node:path';
import { startGateway, startLoad } from '../gateway.ts';
import type { RecordRequests } from '../load/job.ts';
import { type Contender, type Figures, loadServer, ratioOf, sideBySide } from '../measure.ts';
import type { Running } from '../processes.ts';
import type { Outcome } from '../report.ts';
import { CLIENTS, seed } from '../seed.ts';
import { rawContender } from './raw.ts';
import { holdEqualRows } from './rows.ts';

const ROUNDS = 11;
const WARM_UP_CALLS = 320;
const [ONE, OTHER] = CLIENTS.map(({ secret }) => secret) as [string, string];

/** A way in which calls are recorded: each round sends new ones. */
interface Way {
  readonly name: string;
  readonly file: string;
  readonly env?: Record<string, string>;
  readonly kind: RecordRequests['kind'];
  readonly secret: string;
  readonly batch: number;
  readonly connections: number;
  /** Calls of a round, ten items each. */
  readonly calls: number;
}

/** Measures what is recorded a second, in items. */
export async function measureIngest(folder: string): Promise<Outcome[]> {
  const load = startLoad();
  try {
    return [
      await sharedCommits(folder, load),
      await againstRaw(folder, load),
      await mutationAgainstWebhook(folder, load),
    ];
  } finally {
    await load.stop();
  }
}

async function sharedCommits(folder: string, load: Running): Promise<Outcome> {
  const way = { kind: 'webhook', secret: ONE, batch: 1, connections: 64, calls: 192 } as const;
  const shared: Way = { ...way, name: 'talkgraph', file: join(folder, 'shared.sqlite') };
  const file = join(folder, 'each.sqlite');
  const each: Way = { ...way, name: 'one commit a request', file, env: { COMMIT_LIMIT_ITEMS: '1' } };
  const figures = await between(load, shared, each);
  return outcome('webhook, 1 item a request, 64 connections', figures, 4);
}

async function mutationAgainstWebhook(folder: string, load: Running): Promise<Outcome> {
  const way = { batch: 10, connections: 16, calls: 256 } as const;
  const mutation: Way = {
    ...way,
    name: 'talkgraph',
    kind: 'mutation',
    secret: ONE,
    file: join(folder, 'mutation.sqlite'),
  };
  const webhook: Way = {
    ...way,
    name: 'webhook, 10 items',
    kind: 'webhook',
    secret: OTHER,
    file: join(folder, 'webhook.sqlite'),
  };
  return outcome('recordTransactions, 10 items, 16 connections', await between(load, mutation, webhook), 0.45);
}

async function between(load: Running, one: Way, other: Way): Promise<Figures[]> {
  const [first, second] = [await contender(load, one), await contender(load, other)];
  try {
    holdEqualRows(one.file, other.file);
    return await sideBySide([first, second], ROUNDS);
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
}

// Commits of exactly the items of a request, so that both write commits of the same size.
async function againstRaw(folder: string, load: Running): Promise<Outcome> {
  const env = { COMMIT_LIMIT_ITEMS: '100' };
  const file = join(folder, 'batches.sqlite');
  const batch = 100;
  const way: Way = { name: 'talkgraph', file, env, kind: 'webhook', secret: ONE, batch, connections: 4, calls: 400 };
  const copy = join(folder, 'raw.sqlite');
  await seed(copy, 0);
  const first = await contender(load, way);
  const raw = rawContender(file, copy, batch);
  try {
    await raw.measure(-1);
    holdEqualRows(file, copy);
    return outcome('webhook, 100 items a request, 4 connections', await sideBySide([first, raw], ROUNDS), 0.4);
  } finally {
    await Promise.all([first.stop(), raw.stop()]);
  }
}

async function contender(load: Running, way: Way): Promise<Contender & { stop: () => Promise<void> }> {
  await seed(way.file, 0);
  const server = await startGateway(way.file, way.env);
  const { kind, secret, batch, connections } = way;
  const run = (firstCall: number, calls: number) =>
    loadServer(load, server, { connections, requests: { kind, secret, firstCall, calls, batch } }, batch);
  await run(0, WARM_UP_CALLS);
  return {
    name: way.name,
    measure: (round) => run(WARM_UP_CALLS + round * way.calls, way.calls),
    stop: () => server.stop(),
  };
}

function outcome(work: string, figures: Figures[], target: number): Outcome {
  const [own, other] = figures as [Figures, Figures];
  return { work, unit: 'items', figures, measured: ratioOf(own, other), target };
}
