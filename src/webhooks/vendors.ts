import type { RecordError, SourceItem } from '../domain/record.js';
import { Source } from '../domain/source.js';
import type { DeliveredItem } from './items.js';
import { PayloadError } from './reading.js';
import { parloaRecords } from './vendors/parloa/adapter.js';

/** A source that delivers by webhook. */
export interface Vendor {
  readonly source: Source;
  readonly path: string;
  /** A query parameter with which the vendor asks whether anybody is there, without a key; null for none. */
  readonly healthCheck: string | null;
  /** What an item says; one that cannot be understood is kept whole with the reason. */
  adapt(item: DeliveredItem): SourceItem;
}

/** All of them, each with its own path. */
export const VENDORS: readonly Vendor[] = [
  { source: Source.PARLOA, path: '/webhooks/parloa', healthCheck: 'parloa-health-check', adapt: adaptParloa },
];

/** An item for quarantine: its text as it came, and why nobody could tell what it says. */
export function notUnderstood(source: Source, eventType: string, body: string, error: RecordError): SourceItem {
  return { source, eventType, key: null, body, content: { understood: false, error } };
}

function adaptParloa(item: DeliveredItem): SourceItem {
  const source = Source.PARLOA;
  const eventType = 'transaction';
  try {
    const { key, records } = parloaRecords(item);
    return { source, eventType, key, body: item.text, content: { understood: true, records } };
  } catch (error) {
    if (error instanceof PayloadError) return notUnderstood(source, eventType, item.text, error.toRecordError());
    throw error;
  }
}
