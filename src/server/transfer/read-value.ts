import { isUtf8 } from 'node:buffer';
import { DomainError } from '../../domain/errors.js';
import { scanValue } from '../../domain/json-scan.js';
import type { RecordError, SourceItem } from '../../domain/record.js';
import { type JsonText, Source } from '../../domain/source.js';
import { recordedItem } from '../../graphql/recorded.js';
import type { ReadValue } from '../../services/transfer/import.js';
import type { CutValue } from '../../services/transfer/json-values.js';
import { LineType } from '../../services/transfer/lines.js';
import { type Delivered, isLine, readLine } from '../../services/transfer/read-line.js';
import type { DeliveredItem, DeliveryQuery } from '../../webhooks/items.js';
import { notUnderstood, VENDORS } from '../../webhooks/vendors.js';
import { ImportSource } from './usage.js';

const SOURCES: Readonly<Record<ImportSource, Source>> = {
  parloa: Source.PARLOA,
  audiocodes: Source.AUDIOCODES,
  whippy: Source.WHIPPY,
  talkgraph: Source.API,
};

/** How values are read. */
export interface ReadOptions {
  /** Null: each value is recognised by itself. */
  readonly source: ImportSource | null;
  /** Objects and arrays inside each other, of one value. */
  readonly depth: number;
}

/** Reads the values of a file as the webhooks and the mutations would read them. */
export function valueReader({ source, depth }: ReadOptions): (value: CutValue) => ReadValue {
  return ({ bytes, whole }) => {
    if (bytes === null)
      return { refused: { code: 'TOO_LARGE', message: 'The item is larger than allowed.', path: [] } };
    const text = bytes.toString('utf8');
    const keep = (code: string, message: string) =>
      taken(notUnderstood(source === null ? Source.API : SOURCES[source], 'unknown', text, error(code, message)));
    const parsed = whole && isUtf8(bytes) ? parse(text) : null;
    if (parsed === null) return keep('NOT_JSON', 'The item is not JSON.');
    const item = { ...scanValue(text), value: parsed.value };
    // A line holds a delivery one level deeper.
    if (item.depth > (isLine(item.value) ? depth + 1 : depth))
      return keep('TOO_DEEP', `The item holds more than ${depth} objects and arrays inside each other.`);
    const recognised = source ?? recognise(item.value);
    if (recognised === ImportSource.TALKGRAPH) return lineValue(item);
    if (recognised !== null) return { items: adapt(SOURCES[recognised], item, {}) };
    // AudioCodes has no mark of its own, so what its adapter understands is its.
    const items = adapt(Source.AUDIOCODES, item, {});
    if (items.some(({ content }) => content.understood)) return { items };
    return keep('UNKNOWN_SOURCE', 'No source has items like this one; --source says whose it is.');
  };
}

function taken(item: SourceItem): ReadValue {
  return { items: [item] };
}

function parse(text: JsonText): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function recognise(value: unknown): ImportSource | null {
  if (typeof value !== 'object' || value === null) return null;
  if (isLine(value)) return ImportSource.TALKGRAPH;
  const { transactionId, request, response, event } = value as Readonly<Record<string, unknown>>;
  const spoken = request !== undefined || response !== undefined;
  if (spoken && (transactionId !== undefined || (request !== undefined && response !== undefined))) {
    return ImportSource.PARLOA;
  }
  return typeof event === 'string' && event.startsWith('conversation_agent_session') ? ImportSource.WHIPPY : null;
}

function lineValue(item: DeliveredItem): ReadValue {
  try {
    const line = readLine(item.text, item.value);
    if (line.type === LineType.CALL_DATA) return line.expiresAt <= Date.now() ? { expired: true } : taken(line.item);
    return { items: deliveredItems(line) };
  } catch (thrown) {
    if (!(thrown instanceof DomainError)) throw thrown;
    const message = [thrown.path.join('.'), thrown.message].filter((part) => part !== '').join(': ');
    return taken(notUnderstood(Source.API, 'unknown', item.text, error('INVALID_LINE', message)));
  }
}

function deliveredItems({ source, eventType, key, receivedAt, address, body }: Delivered): readonly SourceItem[] {
  const parsed = parse(body);
  if (parsed === null) return [notUnderstood(source, 'unknown', body, error('NOT_JSON', 'The item is not JSON.'))];
  // Only what was understood is exported, if only as one of a list.
  const delivered = { ...scanValue(body), value: parsed.value, beside: true };
  const items = source === Source.API ? [recordedItem(eventType, body)] : adapt(source, delivered, queryOf(address));
  const understood = items.filter(({ content }) => content.understood);
  return items.map((item) => {
    if (!item.content.understood) return { ...item, address };
    // A delivery of several things was kept under one key before each of them was an item.
    return { ...item, ...(understood.length === 1 && { eventType, key, body }), address, receivedAt };
  });
}

function queryOf(address: JsonText | null): DeliveryQuery {
  return address === null ? {} : (JSON.parse(address) as DeliveryQuery);
}

function adapt(source: Source, item: DeliveredItem, query: DeliveryQuery): readonly SourceItem[] {
  const vendor = VENDORS.find((one) => one.source === source);
  if (vendor !== undefined) return vendor.adapt(item, query);
  return [notUnderstood(source, 'unknown', item.text, error('UNKNOWN_SOURCE', 'Nothing is delivered by this source.'))];
}

function error(code: string, message: string): RecordError {
  return { code, message, path: [] };
}
