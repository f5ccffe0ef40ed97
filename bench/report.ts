import type { Figures } from './measure.ts';

/** One line of the table: what was measured, against what, and what it must reach. */
export interface Outcome {
  readonly work: string;
  /** What the rate counts. */
  readonly unit: string;
  /** Ours first; then what it is compared with, where there is something. */
  readonly figures: readonly Figures[];
  /** The ratio, or the plain figure where nothing is compared. */
  readonly measured: number;
  readonly target: number;
  /** For plain figures, of which less is better. */
  readonly plain?: string;
}

/** The outcomes as a Markdown table. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const head = [
    'work',
    'against',
    '/s',
    'its /s',
    'CPU each',
    'its CPU',
    'p50 · p99 ms',
    'its p50 · p99',
    'by CPU',
    'reached',
    'target',
    '',
  ];
  const rows = [head, head.map(() => '---'), ...outcomes.map(rowOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => {
    const filler = row[0] === '---' ? '-' : ' ';
    return `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(' | ')} |`;
  };
  return rows.map(line).join('\n');
}

/** Whether a target is met. */
export function isMet({ measured, target, plain }: Outcome): boolean {
  return plain === undefined ? measured >= target : measured <= target;
}

function rowOf(outcome: Outcome): string[] {
  const [own, other] = outcome.figures;
  const byCpu = (other?.cpuMs ?? Number.NaN) / (own?.cpuMs ?? Number.NaN);
  return [
    `${outcome.work}`,
    other?.name ?? '–',
    rate(own),
    rate(other),
    cpu(own),
    cpu(other),
    latency(own),
    latency(other),
    Number.isNaN(byCpu) ? '' : wordOf(byCpu, outcome),
    wordOf(outcome.measured, outcome),
    `${outcome.plain === undefined ? '≥' : '≤'} ${wordOf(outcome.target, outcome)}`,
    isMet(outcome) ? 'met' : 'missed',
  ];
}

function wordOf(value: number, { plain, target }: Outcome): string {
  if (plain !== undefined) return `${Math.round(value)} ${plain}`;
  return target > 1 ? `${value.toFixed(1)} ×` : `${Math.round(value * 100)} %`;
}

const rate = (figures: Figures | undefined) =>
  figures === undefined ? '' : Math.round(figures.rate).toLocaleString('en');

function cpu(figures: Figures | undefined): string {
  if (figures === undefined || Number.isNaN(figures.cpuMs)) return '';
  return figures.cpuMs >= 0.5 ? `${figures.cpuMs.toFixed(2)} ms` : `${Math.round(figures.cpuMs * 1_000)} µs`;
}

function latency(figures: Figures | undefined): string {
  return figures === undefined || Number.isNaN(figures.p50Ms)
    ? ''
    : `${short(figures.p50Ms)} · ${short(figures.p99Ms)}`;
}

const short = (ms: number) => (ms >= 10 ? Math.round(ms).toString() : ms.toFixed(1));
