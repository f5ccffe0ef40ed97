import type { OfferResult } from './job.ts';

/** A stretch of load and what the gateway's process took meanwhile. */
export interface Stretch {
  readonly name: string;
  readonly result: OfferResult;
  /** MiB, over the time. */
  readonly memory: readonly number[];
  /** CPU of the process, of one core. */
  readonly cpuShare: number;
}

const HEAD = [
  'load',
  'offered/s',
  'served/s',
  '503/s',
  '429/s',
  'other',
  'p50 · p95 · p99 · max ms',
  'p99 after 1 s',
  'webhook p99',
  'CallData p99',
  'nested p99',
  '503 p50 · p99',
  'sent late p99',
  'CPU',
  'memory MiB, first · peak · last',
];

/** Prints all stretches as a Markdown table. */
export function printStretches(stretches: readonly Stretch[]): void {
  const rows = [HEAD, HEAD.map(() => '---'), ...stretches.map(rowOf)];
  console.log(rows.map((row) => `| ${row.join(' | ')} |`).join('\n'));
}

function rowOf({ name, result, memory, cpuShare }: Stretch): string[] {
  const { answers, accepted, refused, lag, seconds, offered, kinds } = result;
  const { 200: served = 0, 503: overloaded = 0, 429: limited = 0, ...other } = answers;
  const second = (count: number) => Math.round(count / seconds).toLocaleString('en');
  const p99 = (kind: string) => ms(kinds[kind]?.p99);
  return [
    name,
    second(offered),
    second(served),
    second(overloaded),
    second(limited),
    Object.entries(other)
      .map(([word, count]) => `${word}: ${count}`)
      .join(', ') || '–',
    `${ms(accepted.p50)} · ${ms(accepted.p95)} · ${ms(accepted.p99)} · ${ms(accepted.max)}`,
    ms(result.settled.p99),
    p99('webhook'),
    p99('call-data'),
    p99('nested'),
    `${ms(refused.p50)} · ${ms(refused.p99)}`,
    ms(lag.p99),
    `${Math.round(cpuShare * 100)} %`,
    [memory[0], Math.max(...memory), memory.at(-1)].map((value) => Math.round(value ?? Number.NaN)).join(' · '),
  ];
}

// What is no number comes from the other process as null.
function ms(value: number | null | undefined): string {
  if (value == null) return '–';
  return value >= 10 ? Math.round(value).toString() : value.toFixed(1);
}
