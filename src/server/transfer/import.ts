import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { GroupCommitRecorder } from '../../services/recorder.js';
import { type ImportSummary, importValues } from '../../services/transfer/import.js';
import { valuesOf } from '../../services/transfer/json-values.js';
import type { Environment } from '../environment.js';
import { UsageError } from '../usage-error.js';
import { openFor, wakeOthers } from './gateway.js';
import { count, duration, Progress } from './progress.js';
import { valueReader } from './read-value.js';
import type { ImportUsage } from './usage.js';

const CHUNK_BYTES = 262_144;
const BATCH_ITEMS = 250;
const BATCH_BYTES = 2_097_152;
/** One is written while the next one is read. */
const BATCHES = 2;
const INTERRUPTED = 130;

/** `talkgraph import`: records what a file holds. Exit status 1 where something was rejected, 130 after Ctrl-C. */
export async function importFile(environment: Environment, usage: ImportUsage): Promise<void> {
  const input = await openInput(usage.file);
  const { database, client } = await openFor(environment, usage.clientId, true);
  const wake = wakeOthers(environment, (error) => console.error(error));
  const stop = new AbortController();
  const onSignal = () => {
    // Whoever asks twice does not want to wait.
    if (stop.signal.aborted) process.exit(INTERRUPTED);
    console.error('Stopping: what was accepted is finished.');
    stop.abort();
    input.chunks.destroy();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  const startedAt = performance.now();
  try {
    const recorder = new GroupCommitRecorder(database, wake, {
      queueItems: environment.INGEST_QUEUE_ITEMS,
      commitItems: environment.COMMIT_LIMIT_ITEMS,
      defaultCountry: environment.DEFAULT_COUNTRY,
    });
    const read = valueReader({ source: usage.source, depth: environment.BODY_MAXIMUM_DEPTH });
    const progress = new Progress(process.stderr, input.bytes);
    const standing = { bytes: 0 };
    const values = valuesOf(counted(untilStopped(input.chunks, stop.signal), standing), environment.BODY_LIMIT_BYTES);
    const summary = await importValues(values, {
      recorder,
      client,
      read,
      batchItems: BATCH_ITEMS,
      batchBytes: BATCH_BYTES,
      batches: BATCHES,
      signal: stop.signal,
      onProgress: ({ read: items }) => progress.show({ items, bytes: standing.bytes }),
    }).finally(() => progress.end());
    console.error(toldOf(summary, (performance.now() - startedAt) / 1_000, stop.signal.aborted));
    if (summary.rejected > 0) process.exitCode = 1;
    if (stop.signal.aborted) process.exitCode = INTERRUPTED;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
    await wake.close();
    await database.close();
    // An open stdin would keep the process waiting for more.
    input.chunks.destroy();
  }
}

interface Input {
  readonly chunks: ReadStream | typeof process.stdin;
  /** Null where nobody knows how many will come. */
  readonly bytes: number | null;
}

async function openInput(file: string | null): Promise<Input> {
  if (file === null) return { chunks: process.stdin, bytes: null };
  const found = await stat(file).catch((error: { code?: string }) => {
    throw new UsageError(`${file} cannot be read (${error.code ?? 'unknown'}).`);
  });
  if (found.isDirectory()) throw new UsageError(`${file} is a folder.`);
  return { chunks: createReadStream(file, { highWaterMark: CHUNK_BYTES }), bytes: found.isFile() ? found.size : null };
}

async function* untilStopped(chunks: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of chunks) yield chunk;
  } catch (error) {
    // A stream that is destroyed on purpose ends early.
    if (!signal.aborted) throw error;
  }
}

async function* counted(chunks: AsyncIterable<Buffer>, standing: { bytes: number }): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    standing.bytes += chunk.length;
    yield chunk;
  }
}

/** What people read at the end. */
function toldOf(summary: ImportSummary, seconds: number, stopped: boolean): string {
  const { read, created, duplicates, revised, rejected, expired, rejections } = summary;
  const rate = seconds > 0 ? ` in ${duration(seconds)} (${count(read / seconds)}/s)` : '';
  const lines = [
    `${stopped ? 'Stopped after' : 'Imported'} ${count(read)} items${rate}: ${count(created)} created, ` +
      `${count(duplicates)} duplicates, ${count(revised)} revised, ${count(rejected)} rejected.`,
  ];
  if (expired > 0) lines.push(`${count(expired)} CallData records had expired and were left out.`);
  for (const { item, line, error } of rejections) {
    lines.push(`  item ${item}, line ${line}: ${error.code}: ${error.message}`);
  }
  if (rejected > rejections.length) lines.push(`  … and ${count(rejected - rejections.length)} more.`);
  if (rejected > 0) lines.push('What was rejected is kept in quarantine, but for what is too large.');
  if (stopped) lines.push('The same command goes on: what was recorded is a duplicate then.');
  return lines.join('\n');
}
