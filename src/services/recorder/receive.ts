import { hash } from 'node:crypto';
import { MASK } from '../../domain/privacy.js';
import type { DomainRecord, SourceItem } from '../../domain/record.js';
import type { Instant } from '../../domain/source.js';
import type { Dialect } from '../../persistence/orm.js';
import { storedText } from '../../persistence/stored-text.js';
import type { ClientPrivacy } from '../privacy/client-privacy.js';
import { stateProblem } from './state-size.js';

/** An item as it waits to be recorded. */
export interface ReceivedItem {
  readonly item: SourceItem;
  /** SHA-256 of the item's text, base64url; of a private one keyed. */
  readonly contentHash: string;
  readonly receivedAt: Instant;
  /** Whether the person was taken out of it already. */
  readonly isPrivate: boolean;
}

/** Takes an item in, its texts as the database will give them back. One that no row could hold is not understood. */
export function receive(item: SourceItem, receivedAt: Instant, dialect: Dialect, privacy: ClientPrivacy): ReceivedItem {
  const held = privacy.withStoredKeys(holdable(ODD_CHARACTER.test(item.body) ? asStored(item, dialect) : item));
  if (privacy.isPrivate(held)) return receivePrivately({ item: held, receivedAt }, privacy);
  return { item: held, contentHash: hash('sha256', textOf(item), 'base64url'), receivedAt, isPrivate: false };
}

/** An item without the person, before anything of it is written. */
export function receivePrivately(
  { item, receivedAt }: Pick<ReceivedItem, 'item' | 'receivedAt'>,
  privacy: ClientPrivacy,
): ReceivedItem {
  const contentHash = privacy.hashOf(item.source, item.body, item.address);
  return { item: privacy.redact(item), contentHash, receivedAt, isPrivate: true };
}

function holdable(item: SourceItem): SourceItem {
  if (!item.content.understood) return item;
  const { records } = item.content;
  const error = records.some(isNamedByMask) ? REDACTED : stateProblem(records);
  return error === null ? item : { ...item, key: null, content: { understood: false, error } };
}

// What was masked in quarantine names no call, and all of them would be one.
const REDACTED = { code: 'REDACTED', message: 'What names the call was redacted.', path: [] };

function isNamedByMask(record: DomainRecord): boolean {
  return record.type !== 'callData' && record.identifiers.some(({ value }) => value === MASK);
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
