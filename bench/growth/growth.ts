// `npm run bench:growth`: or `npm run bench:growth -- 10000 100000` for some sizes, `-- sqlite` for one database.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuOf, describeMachine } from '../machine.ts';
import { median } from '../measure.ts';
import { ask, lineOf, type Running, startNode } from '../processes.ts';
import { type Plan, plansOf } from './plans.ts';
import { type GrowthQuestion, QUESTIONS } from './questions.ts';
import { SECRET, seededPostgreSql, seededSqlite } from './seed.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const KINDS = ['sqlite', 'postgresql'] as const;
type Kind = (typeof KINDS)[number];

const POSTGRES = process.env['BENCH_POSTGRES_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
const ROUNDS = 30;
const RESULTS = fileURLToPath(new URL('../results', import.meta.url));
const COMMAND = fileURLToPath(new URL('../../bin/talkgraph.cjs', import.meta.url));
const LOOP_DELAY = new URL('loop-delay.ts', import.meta.url).href;

interface Timing {
  readonly question: string;
  readonly firstMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
}

interface Measured {
  readonly kind: Kind;
  readonly size: number;
  readonly timings: readonly Timing[];
  readonly loopP99Ms: number;
  readonly loopMaximumMs: number;
}

async function measure(kind: Kind, size: number): Promise<Measured> {
  const url = kind === 'sqlite' ? await seededSqlite(size) : await seededPostgreSql(POSTGRES, size);
  const env = { PORT: '0', LOG_LEVEL: 'warn', DATABASE_URL: url };
  const server = startNode(['--import', LOOP_DELAY, COMMAND, 'serve'], null, env);
  try {
    const port = Number(await lineOf(server, /^Talkgraph is at http:[^ ]*:(\d+),/));
    const timings: Timing[] = [];
    for (const question of QUESTIONS) timings.push(await timesOf(server, port, question));
    const loop = await delayWhileCounting(server, port);
    return { kind, size, timings, loopP99Ms: loop.p99Ms, loopMaximumMs: loop.maxMs };
  } finally {
    await server.stop();
  }
}

async function timesOf(server: Running, port: number, question: GrowthQuestion): Promise<Timing> {
  const firstMs = await timed(port, question);
  const before = cpuOf(server.pid);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(port, question));
  const cpuMs = (cpuOf(server.pid) - before) / ROUNDS;
  times.sort((one, other) => one - other);
  const p99Ms = times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
  return { question: question.name, firstMs, p50Ms: median(times), p99Ms, cpuMs };
}

async function timed(port: number, { query, variables }: GrowthQuestion): Promise<number> {
  const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ query, variables });
  const start = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
  const text = await answer.text();
  const ms = performance.now() - start;
  if (!answer.ok || text.includes('"errors":[{"message"')) throw new Error(`${answer.status} ${text.slice(0, 500)}`);
  return ms;
}

/** How long the server's event loop is held up while it counts figures, one question after the other. */
async function delayWhileCounting(server: Running, port: number): Promise<{ p99Ms: number; maxMs: number }> {
  const figures = QUESTIONS.filter(({ query }) => /conversationGraph|metrics/.test(query));
  await ask(server, 'reset' as never);
  for (let round = 0; round < 5; round++) for (const question of figures) await timed(port, question);
  return ask(server, 'tell' as never);
}

function tableOf(kind: Kind, measured: readonly Measured[]): string {
  const sizes = measured.map(({ size }) => size.toLocaleString('en'));
  const head = [
    'question',
    ...sizes.map((size) => `${size}: p50 · p99 ms`),
    'CPU',
    'first time',
    'growth',
    'target',
    '',
  ];
  const rows = QUESTIONS.map((question, index) => {
    const timings = measured.map(({ timings }) => timings[index] as Timing);
    const [least, most] = [timings[0] as Timing, timings.at(-1) as Timing];
    const growth = most.p50Ms / least.p50Ms;
    const { target } = question;
    const met = 'ms' in target ? most.p50Ms <= target.ms : growth <= target.times;
    return [
      question.name,
      ...timings.map(({ p50Ms, p99Ms }) => `${short(p50Ms)} · ${short(p99Ms)}`),
      `${short(most.cpuMs)} ms`,
      `${short(most.firstMs)} ms`,
      `${growth.toFixed(1)} ×`,
      'ms' in target ? `≤ ${target.ms} ms` : `≤ ${target.times} ×`,
      met ? 'met' : 'missed',
    ];
  });
  const last = measured.at(-1) as Measured;
  const loop = measured.map(
    ({ loopP99Ms, loopMaximumMs }) => `${short(loopP99Ms)}, at the most ${short(loopMaximumMs)}`,
  );
  rows.push([
    'event-loop delay p99 meanwhile',
    ...loop,
    '',
    '',
    '',
    '≤ 20 ms',
    last.loopP99Ms <= 20 ? 'met' : 'missed',
  ]);
  return [`### ${kind}`, '', ...[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`)].join(
    '\n',
  );
}

const short = (ms: number) => (ms >= 10 ? Math.round(ms).toString() : ms.toFixed(1));

function planText(kind: Kind, plans: readonly Plan[]): string {
  const told = plans.map(({ statement, plan }) => `\`\`\`\n${statement}\n\n${plan.join('\n')}\n\`\`\``);
  return [`### Plans, ${kind}`, ...told].join('\n\n');
}

async function main(words: readonly string[]): Promise<void> {
  const given = words.filter((word) => /^\d+$/.test(word)).map(Number);
  const sizes = given.length > 0 ? given.sort((one, other) => one - other) : SIZES;
  const kinds = KINDS.filter((kind) => words.includes(kind) || !KINDS.some((one) => words.includes(one)));
  const machine = describeMachine();
  console.log(machine.join('\n'));
  mkdirSync(RESULTS, { recursive: true });
  const all: Measured[] = [];
  const texts: string[] = [];
  for (const kind of kinds) {
    const measured: Measured[] = [];
    for (const size of sizes) {
      const start = performance.now();
      measured.push(await measure(kind, size));
      console.error(`${kind}, ${size} transactions: ${((performance.now() - start) / 1_000).toFixed(1)} s`);
    }
    all.push(...measured);
    texts.push(tableOf(kind, measured));
    console.log(`\n${texts.at(-1)}`);
    const largest = sizes.at(-1) as number;
    const url = kind === 'sqlite' ? await seededSqlite(largest) : await seededPostgreSql(POSTGRES, largest);
    texts.push(planText(kind, await plansOf(url)));
  }
  const at = new Date().toISOString().replaceAll(':', '-');
  writeFileSync(join(RESULTS, `growth-${at}.json`), `${JSON.stringify({ machine, all }, null, 2)}\n`);
  writeFileSync(join(RESULTS, `growth-${at}.md`), `${texts.join('\n\n')}\n`);
  console.log(`\nThe tables with the plans are in bench/results/growth-${at}.md.`);
}

await main(process.argv.slice(2));
process.exit(0);
