import type { Client } from '../../domain/client.js';
import type { Recorder } from '../../domain/ports.js';
import { type RecordError, RecordOutcome, type RecordResult, type SourceItem } from '../../domain/record.js';
import type { CutValue } from './json-values.js';

/** What a reader makes of a value: its items, or why nothing can be kept of it. */
export type ReadValue =
  | { readonly items: readonly SourceItem[] }
  | { readonly refused: RecordError }
  | { readonly expired: true };

/** Where an item stands in a file, both counted from 1. */
interface Place {
  readonly item: number;
  readonly line: number;
}

/** An item that was not taken. */
export interface Rejection extends Place {
  readonly error: RecordError;
}

/** How far an import has come. */
export interface ImportSummary {
  read: number;
  created: number;
  duplicates: number;
  revised: number;
  rejected: number;
  /** CallData whose time was over. */
  expired: number;
  /** The first few. */
  readonly rejections: Rejection[];
}

/** Where an import writes and how. */
export interface ImportOptions {
  readonly recorder: Recorder;
  readonly client: Client;
  readonly read: (value: CutValue) => ReadValue;
  /** Items and bytes that are recorded together at the most. */
  readonly batchItems: number;
  readonly batchBytes: number;
  /** Batches that wait or are being written at the most; then reading waits. */
  readonly batches: number;
  /** Stops the reading; what was accepted is finished. */
  readonly signal: AbortSignal;
  readonly onProgress: (summary: ImportSummary) => void;
}

const REJECTIONS_KEPT = 10;

interface Batch {
  readonly items: SourceItem[];
  /** In step with the items. */
  readonly places: Place[];
  bytes: number;
}

/**
 * Records the values of a stream through the one write path, a few batches at a time, in their order. Everything it
 * does may be done again: what was recorded before is a duplicate. Rejects where a batch cannot be written.
 */
export async function importValues(values: AsyncIterable<CutValue>, options: ImportOptions): Promise<ImportSummary> {
  const summary = emptySummary();
  const writing = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const write = async (full: Batch) => {
    while (writing.size >= options.batches) await Promise.race(writing);
    if (failure !== undefined) throw failure.error;
    const written: Promise<void> = record(full, summary, options).then(
      () => void writing.delete(written),
      (error: unknown) => {
        failure ??= { error };
        writing.delete(written);
      },
    );
    writing.add(written);
  };
  try {
    let batch = emptyBatch();
    for await (const value of values) {
      if (options.signal.aborted) break;
      add(batch, value, summary, options);
      if (batch.items.length < options.batchItems && batch.bytes < options.batchBytes) continue;
      await write(batch);
      batch = emptyBatch();
    }
    await write(batch);
  } finally {
    await Promise.all(writing);
  }
  if (failure !== undefined) throw failure.error;
  return summary;
}

function add(batch: Batch, value: CutValue, summary: ImportSummary, { read }: ImportOptions): void {
  const said = read(value);
  const items = 'items' in said ? said.items : [];
  for (const item of items) {
    batch.items.push(item);
    batch.places.push({ item: ++summary.read, line: value.line });
    batch.bytes += item.body.length;
  }
  if (items.length > 0) return;
  const place = { item: ++summary.read, line: value.line };
  if ('expired' in said) summary.expired++;
  else if ('refused' in said) reject(summary, place, said.refused);
}

async function record(batch: Batch, summary: ImportSummary, options: ImportOptions): Promise<void> {
  if (batch.items.length === 0) return;
  const results = await options.recorder.record(options.client, batch.items);
  for (const [index, result] of results.entries()) count(summary, batch.places[index] as Place, result);
  options.onProgress(summary);
}

function count(summary: ImportSummary, place: Place, { outcome, error }: RecordResult): void {
  if (outcome === RecordOutcome.CREATED) summary.created++;
  else if (outcome === RecordOutcome.DUPLICATE) summary.duplicates++;
  else if (outcome === RecordOutcome.REVISED) summary.revised++;
  else reject(summary, place, error ?? { code: 'REJECTED', message: 'The item was not taken.', path: [] });
}

function reject(summary: ImportSummary, place: Place, error: RecordError): void {
  summary.rejected++;
  if (summary.rejections.length < REJECTIONS_KEPT) summary.rejections.push({ ...place, error });
}

function emptyBatch(): Batch {
  return { items: [], places: [], bytes: 0 };
}

function emptySummary(): ImportSummary {
  return { read: 0, created: 0, duplicates: 0, revised: 0, rejected: 0, expired: 0, rejections: [] };
}
