// `npm run bench`: everything, or `npm run bench -- reads ingest call-data import live overload start` for parts of it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureCallData } from './call-data.ts';
import { measureImport } from './import.ts';
import { measureIngest } from './ingest/ingest.ts';
import { measureLive } from './live/live.ts';
import { describeMachine } from './machine.ts';
import { measureOverload } from './overload/overload.ts';
import { measureReads } from './reads/reads.ts';
import { type Outcome, tableOf } from './report.ts';
import { CALLS_PER_CLIENT, seed } from './seed.ts';
import { measureStart } from './start.ts';

const PARTS = ['reads', 'ingest', 'call-data', 'import', 'live', 'overload', 'start'] as const;
type Part = (typeof PARTS)[number];

const RESULTS = fileURLToPath(new URL('results', import.meta.url));

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((part) => !PARTS.includes(part as Part));
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. The parts are ${PARTS.join(', ')}.`);
  const parts = PARTS.filter((part) => wanted.length === 0 || wanted.includes(part));
  mkdirSync(RESULTS, { recursive: true });
  const folder = mkdtempSync(join(RESULTS, 'run-'));
  process.once('SIGINT', () => process.exit(130));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

  const machine = describeMachine();
  console.log(machine.join('\n'));
  const outcomes = await measure(parts, folder);
  console.log(`\n${tableOf(outcomes)}`);
  const at = new Date().toISOString();
  const file = join(RESULTS, `${at.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ at, machine, outcomes }, null, 2)}\n`);
  console.log(`\nAll rounds are in ${file}.`);
}

async function measure(parts: readonly Part[], folder: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const seeded = join(folder, 'seeded.sqlite');
  if (parts.includes('reads') || parts.includes('start')) {
    await timed('storing 50,000 transactions', () => seed(seeded, CALLS_PER_CLIENT));
  }
  if (parts.includes('reads')) outcomes.push(...(await timed('reads', () => measureReads(seeded))));
  if (parts.includes('ingest')) outcomes.push(...(await timed('ingest', () => measureIngest(folder))));
  if (parts.includes('call-data')) outcomes.push(...(await timed('call-data', () => measureCallData(folder))));
  if (parts.includes('import')) outcomes.push(...(await timed('import', () => measureImport(folder))));
  if (parts.includes('live')) outcomes.push(...(await timed('live', () => measureLive(folder))));
  if (parts.includes('overload')) outcomes.push(...(await timed('overload', () => measureOverload(folder))));
  if (parts.includes('start')) outcomes.push(...(await timed('start', () => measureStart(seeded))));
  return outcomes;
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - start) / 1_000).toFixed(1)} s`);
  return result;
}

await main(process.argv.slice(2));
process.exit(0);
