import type { SourceItem } from '../../src/domain/record.js';
import type { Source } from '../../src/domain/source.js';
import { deliveryOf } from '../../src/webhooks/items.js';
import { VENDORS } from '../../src/webhooks/vendors.js';

/** A delivered payload and whose it is. */
export interface Payload {
  readonly source: Source;
  readonly text: string;
}

/** The item that the vendor's adapter makes of a payload that says one thing. */
export function itemOf(payload: Payload): SourceItem {
  const items = itemsOf(payload);
  if (items.length !== 1) throw new Error('The payload says several things.');
  return items[0] as SourceItem;
}

/** All items of some payloads. */
export function itemsOfAll(payloads: readonly Payload[]): SourceItem[] {
  return payloads.flatMap(itemsOf);
}

/** The items that the vendor's adapter makes of a payload. */
export function itemsOf({ source, text }: Payload): readonly SourceItem[] {
  const delivery = deliveryOf(Buffer.from(text), 1_000);
  const item = delivery.json ? delivery.items[0] : undefined;
  const vendor = VENDORS.find((one) => one.source === source);
  if (item === undefined || vendor === undefined) throw new Error('The payload is one of a vendor.');
  return vendor.adapt(item);
}

/** The payload of an object; what is undefined in it is left out. */
export function payloadOf(source: Source, value: object): Payload {
  return { source, text: JSON.stringify(value) };
}
