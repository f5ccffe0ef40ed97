import type { RecordError, SourceItem } from '../domain/record.js';
import { ENVELOPES, Source } from '../domain/source.js';
import type { AdaptedItem } from './adapted-item.js';
import type { DeliveredItem, DeliveryQuery } from './items.js';
import { PayloadError } from './reading.js';
import { audiocodesItems } from './vendors/audiocodes/adapter.js';
import { NAMED_BY } from './vendors/audiocodes/places.js';
import { parloaItem } from './vendors/parloa/adapter.js';
import { whippyItems } from './vendors/whippy/adapter.js';

/** A source that delivers by webhook. */
export interface Vendor {
  readonly source: Source;
  readonly path: string;
  /** A query parameter with which the vendor asks whether anybody is there, without a key; null for none. */
  readonly healthCheck: string | null;
  /** The header in which the vendor signs the bytes of a delivery with HMAC-SHA256; null for none of its own. */
  readonly signatureHeader: string | null;
  /** Query parameters that can name the call of an item. */
  readonly namedBy: readonly string[];
  /**
   * What an item says, at least one thing: parts that are told together are items of their own. What cannot be
   * understood is kept whole with the reason. A file has no query.
   */
  adapt(item: DeliveredItem, query?: DeliveryQuery): readonly SourceItem[];
}

/** What a vendor's adapter makes of one item; throws PayloadError where it cannot be understood. */
type Adapt = (item: DeliveredItem, query: DeliveryQuery) => readonly AdaptedItem[];

/** All of them, each with its own path. */
export const VENDORS: readonly Vendor[] = [
  {
    source: Source.PARLOA,
    path: '/webhooks/parloa',
    healthCheck: 'parloa-health-check',
    signatureHeader: null,
    namedBy: [],
    adapt: adaptWith(Source.PARLOA, 'transaction', (item) => [parloaItem(item)]),
  },
  {
    source: Source.AUDIOCODES,
    path: '/webhooks/audiocodes',
    healthCheck: null,
    signatureHeader: null,
    namedBy: NAMED_BY,
    adapt: adaptWith(Source.AUDIOCODES, 'unknown', audiocodesItems),
  },
  {
    source: Source.WHIPPY,
    path: '/webhooks/whippy',
    healthCheck: null,
    signatureHeader: 'x-whippy-signature',
    namedBy: [],
    adapt: adaptWith(Source.WHIPPY, 'unknown', whippyItems),
  },
];

/** An item for quarantine: its text as it came, and why nobody could tell what it says. */
export function notUnderstood(source: Source, eventType: string, body: string, error: RecordError): SourceItem {
  return { source, eventType, key: null, body, content: { understood: false, error } };
}

// `rejectedType` is what an item counts as that is not understood.
function adaptWith(source: Source, rejectedType: string, adapt: Adapt): Vendor['adapt'] {
  const envelope = ENVELOPES[source];
  const itemOf = (adapted: AdaptedItem): SourceItem => {
    if ('error' in adapted) return notUnderstood(source, rejectedType, adapted.body, adapted.error);
    const { records, ...understood } = adapted;
    const content = { understood: true, records } as const;
    return { source, ...understood, content, ...(envelope && { envelope }) };
  };
  return (item, query = {}) => {
    try {
      return adapt(item, query).map(itemOf);
    } catch (error) {
      if (error instanceof PayloadError) return [notUnderstood(source, rejectedType, item.text, error.toRecordError())];
      throw error;
    }
  };
}
