import type { EventKey } from '../domain/event-key.js';
import type { DomainRecord, RecordError } from '../domain/record.js';
import type { JsonText } from '../domain/source.js';
import type { DeliveredItem } from './items.js';
import { PayloadError } from './reading.js';

/** What a vendor's adapter makes of one item or of a part of it: records, or why nobody could tell what it says. */
export type AdaptedItem = Understood | NotUnderstood;

/** A part that is understood; by its key it is known again, within its source and type. */
export interface Understood extends EventKey {
  readonly eventType: string;
  /** The text that is kept of it. */
  readonly body: JsonText;
  readonly records: readonly DomainRecord[];
}

interface NotUnderstood {
  /** A delivery by itself, so that it can be read again. */
  readonly body: JsonText;
  readonly error: RecordError;
}

/** What `adapt` makes of a part of an item; where it cannot be understood, the part alone is rejected. */
export function adaptedOrRejected(part: DeliveredItem, adapt: (part: DeliveredItem) => AdaptedItem): AdaptedItem {
  try {
    return adapt(part);
  } catch (error) {
    if (error instanceof PayloadError) return { body: part.text, error: error.toRecordError() };
    throw error;
  }
}
