import type { RecordError, SourceItem } from '../domain/record.js';
import type { JsonText, Source } from '../domain/source.js';
import { type DeliveredItem, type DeliveryQuery, deliveryOf } from './items.js';
import { notUnderstood, VENDORS, type Vendor } from './vendors.js';

/**
 * What a vendor's adapter makes of one item, with what its address named, so that it can be read again. One that is
 * nested deeper than `depth` is not looked into.
 */
export function adaptWithin(
  depth: number,
  vendor: Vendor,
  item: DeliveredItem,
  query: DeliveryQuery,
): readonly SourceItem[] {
  const address = addressOf(vendor, query);
  const items = adapted(depth, vendor, item, query);
  return address === null ? items : items.map((one) => ({ ...one, address }));
}

/** What of the address names the call, as JSON, and nothing else of it: the query can hold a key. */
export function addressOf({ namedBy }: Vendor, query: DeliveryQuery): JsonText | null {
  const named = namedBy.filter((name) => query[name] !== undefined).map((name) => [name, query[name]]);
  return named.length === 0 ? null : JSON.stringify(Object.fromEntries(named));
}

function adapted(depth: number, vendor: Vendor, item: DeliveredItem, query: DeliveryQuery): readonly SourceItem[] {
  if (item.depth <= depth) return vendor.adapt(item, query);
  const message = `The item holds more than ${depth} objects and arrays inside each other.`;
  const error: RecordError = { code: 'TOO_DEEP', message, path: [] };
  return [notUnderstood(vendor.source, 'unknown', item.text, error)];
}

/**
 * Reads a text that a source delivered earlier as its webhook does, however many items it holds. None for a source
 * without a webhook, and for what is no JSON.
 */
export function readDelivery(
  source: Source,
  text: string,
  address: JsonText | null,
  depth: number,
  wasUnderstood = false,
): SourceItem[] {
  const vendor = VENDORS.find((known) => known.source === source);
  const delivery = vendor && deliveryOf(Buffer.from(text), Number.POSITIVE_INFINITY);
  if (!delivery?.json) return [];
  const query = address === null ? {} : (JSON.parse(address) as DeliveryQuery);
  const items = delivery.items.map((item) => ({ ...item, beside: wasUnderstood }));
  return items.flatMap((item) => adaptWithin(depth, vendor as Vendor, item, query));
}
