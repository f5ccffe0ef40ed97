import { canonicalJson } from '../../domain/json.js';
import { isPrivateHash } from '../../domain/privacy.js';
import type { SourceEventEntity } from '../../persistence/entities/source-event.entity.js';
import type { ReceivedItem } from './receive.js';
import type { Recording } from './recording.js';

/** What the inbox makes of an item. */
export type Verdict =
  | { readonly known: true }
  | { readonly known: false; readonly sourceEventRef: number; readonly revises: boolean };

/** What tells one delivery from another. */
const IDENTITY = ['client', 'source', 'eventType', 'eventKey', 'contentHash'] as const;

/** Whether two rows are the same delivery. */
export function isSameDelivery(one: SourceEventEntity, other: SourceEventEntity): boolean {
  return IDENTITY.every((property) => one[property] === other[property]);
}

/** Whether the same delivery is stored already. */
export async function isStored({ unit, tables }: Recording, row: SourceEventEntity): Promise<boolean> {
  const key = IDENTITY.map((property) => row[property]);
  return (await unit.find(tables.sourceEvent, ['id'], IDENTITY, [key])).length > 0;
}

interface Delivery {
  readonly id: number;
  readonly contentHash: string;
  readonly body: string | null;
}

/**
 * Tells new items from those that came before, and keeps the text of the new ones. The same text is the same item;
 * under the same key so is text that differs in the order of keys, in white space or in its envelope alone.
 */
export async function sortInbox(recording: Recording, received: readonly ReceivedItem[]): Promise<Verdict[]> {
  const seen = await earlierDeliveries(recording, received);
  const canonical = remembering(canonicalJson);
  return received.map((one) => {
    if (!hasInbox(one)) return { known: false, sourceEventRef: 0, revises: false };
    const [key = '', ...former] = inboxKeys(one);
    const earlier = [key, ...former].flatMap((name) => seen.get(name) ?? []);
    if (earlier.some((delivery) => isSame(delivery, one, canonical))) return { known: true };
    const row = sourceEventRow(recording, one);
    recording.writes.sourceEvents.push(row);
    seen.set(key, [...(seen.get(key) ?? []), row]);
    return { known: false, sourceEventRef: row.id, revises: earlier.length > 0 };
  });
}

// A CallData record is its own text: each POST stands for itself.
function hasInbox({ item }: ReceivedItem): boolean {
  return item.key !== null || !item.content.understood;
}

type Canonical = (text: string, without: readonly string[]) => string;

// A retry has an envelope of its own, which is not what it says.
function isSame(delivery: Delivery, { item, contentHash, isPrivate }: ReceivedItem, canonical: Canonical): boolean {
  if (delivery.contentHash === contentHash) return true;
  // Of private content no text is kept that could be compared, and its hash regards neither envelope nor order.
  if (isPrivate || isPrivateHash(delivery.contentHash)) return false;
  if (!item.content.understood || delivery.body === null) return false;
  const { body, envelope = [] } = item;
  return canonical(delivery.body, envelope) === canonical(body, envelope);
}

// An item that was revised often is compared with many texts, and each of these with many items. A text is looked up
// as it is: names made of it would have to be hashed anew each time.
function remembering(derive: Canonical): Canonical {
  const derived = new Map<string, Map<string, string>>();
  return (text, without) => {
    const name = without.join(' ');
    const texts = derived.get(name) ?? new Map<string, string>();
    derived.set(name, texts);
    const known = texts.get(text) ?? derive(text, without);
    texts.set(text, known);
    return known;
  };
}

async function earlierDeliveries(
  recording: Recording,
  received: readonly ReceivedItem[],
): Promise<Map<string, Delivery[]>> {
  const { unit, tables, client } = recording;
  const wanted = new Map<string, readonly unknown[]>();
  for (const one of received.filter(hasInbox)) {
    for (const columns of inboxColumns(one)) wanted.set(columns.join('\n'), [client.id, ...columns]);
  }
  const understood = [...wanted.values()].filter((key) => key[3] !== '');
  const quarantined = [...wanted.values()].filter((key) => key[3] === '');
  const properties = ['id', 'source', 'eventType', 'eventKey', 'contentHash'] as const;
  const by = ['client', 'source', 'eventType', 'eventKey'] as const;
  const rows = await unit.find(
    tables.sourceEvent,
    properties,
    by,
    understood.map((key) => key.slice(0, 4)),
  );
  rows.push(...(await unit.find(tables.sourceEvent, properties, [...by, 'contentHash'], quarantined)));
  return withBodies(recording, received, rows);
}

type SourceEventKey = Pick<SourceEventEntity, 'id' | 'source' | 'eventType' | 'eventKey' | 'contentHash'>;

// The texts are read only where another text came under the same key.
async function withBodies(
  recording: Recording,
  received: readonly ReceivedItem[],
  rows: readonly SourceEventKey[],
): Promise<Map<string, Delivery[]>> {
  const { unit, tables, client } = recording;
  const named = received.filter(hasInbox).flatMap((one) => inboxKeys(one).map((key) => ({ key, one })));
  const byKey = Map.groupBy(named, ({ key }) => key);
  const unclear = rows.filter((row) => byKey.get(keyOf(row))?.some(({ one }) => one.contentHash !== row.contentHash));
  const texts = await unit.find(
    tables.sourceEvent,
    ['id', 'body'],
    ['client', 'id'],
    unclear.map((row) => [client.id, row.id]),
  );
  const bodies = new Map(texts.map((row) => [row.id, row.body]));
  const deliveries = new Map<string, Delivery[]>();
  for (const row of rows) {
    const { id, contentHash } = row;
    const key = keyOf(row);
    deliveries.set(key, [...(deliveries.get(key) ?? []), { id, contentHash, body: bodies.get(id) ?? null }]);
  }
  return deliveries;
}

function keyOf({ source, eventType, eventKey, contentHash }: SourceEventKey): string {
  return [source, eventType, eventKey, eventKey === '' ? contentHash : ''].join('\n');
}

// Under its own key first, then under the one that an older version gave it.
function inboxColumns({ item, contentHash }: ReceivedItem): string[][] {
  const { source, eventType, key, formerKey, content } = item;
  if (!content.understood) return [[source, eventType, '', contentHash]];
  const own = [source, eventType, key ?? '', ''];
  return formerKey === undefined ? [own] : [own, [source, eventType, formerKey, '']];
}

function inboxKeys(one: ReceivedItem): string[] {
  return inboxColumns(one).map((columns) => columns.join('\n'));
}

function sourceEventRow(
  { client, ids }: Recording,
  { item, contentHash, receivedAt }: ReceivedItem,
): SourceEventEntity {
  const { content } = item;
  return {
    client: client.id,
    id: ids.next(),
    source: item.source,
    eventType: item.eventType,
    eventKey: content.understood ? (item.key ?? '') : '',
    contentHash,
    receivedAt,
    quarantined: !content.understood,
    error: content.understood ? null : `${content.error.code}: ${content.error.message}`,
    callRef: null,
    address: item.address ?? null,
    body: item.body,
  };
}
