import { hash } from 'node:crypto';
import type { DomainRecord, SourceItem } from '../../domain/record.js';
import type { Instant } from '../../domain/source.js';
import type { Dialect } from '../../persistence/orm.js';
import { storedText } from '../../persistence/stored-text.js';
import { stateProblem } from './state-size.js';

/** An item as it waits to be recorded. */
export interface ReceivedItem {
  readonly item: SourceItem;
  /** SHA-256 of the item's text, base64url. */
  readonly contentHash: string;
  readonly receivedAt: Instant;
}

/** Takes an item in, its texts as the database will give them back. One that no row could hold is not understood. */
export function receive(item: SourceItem, receivedAt: Instant, dialect: Dialect): ReceivedItem {
  const contentHash = hash('sha256', textOf(item), 'base64url');
  const held = ODD_CHARACTER.test(item.body) ? asStored(item, dialect) : item;
  return { item: holdable(held), contentHash, receivedAt };
}

function holdable(item: SourceItem): SourceItem {
  const error = item.content.understood ? stateProblem(item.content.records) : null;
  return error === null ? item : { ...item, key: null, content: { understood: false, error } };
}

// JSON writes NUL and half a surrogate pair as escapes; a whole pair may be written so, too.
const ODD_CHARACTER = /\\u(?:0000|d[89a-f])/i;

function asStored(item: SourceItem, dialect: Dialect): SourceItem {
  const { key, content } = item;
  if (!content.understood) return item;
  // CallData keeps such texts exactly, in a column of their own.
  const records = content.records.map((record) =>
    record.type === 'callData' ? record : (textsAsStored(record, dialect) as DomainRecord),
  );
  return { ...item, key: key === null ? null : storedText(key, dialect), content: { ...content, records } };
}

function textsAsStored(value: unknown, dialect: Dialect): unknown {
  if (typeof value === 'string') return storedText(value, dialect);
  if (Array.isArray(value)) return value.map((element) => textsAsStored(element, dialect));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, textsAsStored(field, dialect)]));
}

// The same words under another address can be about another call.
function textOf({ body, address }: SourceItem): string {
  return address ? `${body}\n${address}` : body;
}
