import { isUtf8 } from 'node:buffer';
import { DomainError, ErrorCode } from '../domain/errors.js';
import { type ScannedValue, scanElements, scanValue } from '../domain/json-scan.js';
import type { JsonText } from '../domain/source.js';

/** One item of a delivery: its text as it came, and the value in it, where wide integers are rounded. */
export interface DeliveredItem extends ScannedValue {
  readonly value: unknown;
  /** It was taken beside others of its list when it came, so it need not say anything of what is kept here. */
  readonly beside?: boolean;
}

/** The query of the address that was delivered to; a parameter given twice is a list. */
export type DeliveryQuery = Readonly<Record<string, unknown>>;

/** A delivery taken apart, or its text where it is not JSON. */
export type Delivery =
  | { readonly json: true; readonly items: readonly DeliveredItem[] }
  | { readonly json: false; readonly text: JsonText };

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Takes a body apart: an array into its elements, anything else into one item. The body is parsed once as a
 * whole, and each item's text is a slice of it. Bytes that are no UTF-8 are replaced in the text that is kept.
 * Throws PAYLOAD_TOO_LARGE for more than `batchItems`.
 */
export function deliveryOf(body: Buffer, batchItems: number): Delivery {
  const decoded = body.toString('utf8');
  const text = decoded.startsWith(BYTE_ORDER_MARK) ? decoded.slice(1) : decoded;
  if (!isUtf8(body)) return { json: false, text };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { json: false, text };
  }
  if (!Array.isArray(value)) return { json: true, items: [{ ...scanValue(text), value }] };
  if (value.length > batchItems) {
    throw new DomainError(ErrorCode.PAYLOAD_TOO_LARGE, `A delivery may hold at most ${batchItems} items.`);
  }
  const elements = scanElements(text);
  return { json: true, items: elements.map((element, index) => itemOf(element, value[index])) };
}

function itemOf(scanned: ScannedValue, value: unknown): DeliveredItem {
  return { text: scanned.text, depth: scanned.depth, wideIntegers: scanned.wideIntegers, value };
}
