import type { SourceEventEntity } from '../../persistence/entities/source-event.entity.js';
import { type CallContext, every, isNewlyPrivate } from './call-context.js';
import { isSameDelivery, isStored } from './inbox.js';
import { type PrivacyWork, privateIdentifiers } from './privacy.js';
import { namesIn } from './quarantine-names.js';
import { type ReceivedItem, receivePrivately } from './receive.js';

/**
 * Masks what nobody understood and what names a private call, whichever of the two came first. It is not tied to its
 * call, so the call is looked for by all that can be an identifier where it stands.
 */
export async function keepQuarantinePrivate(work: PrivacyWork): Promise<void> {
  await maskArrived(work);
  await maskStored(work);
}

async function maskArrived(work: PrivacyWork): Promise<void> {
  const { recording, received, verdicts, contexts } = work;
  const named = new Map<number, readonly string[]>();
  for (const [index, one] of received.entries()) {
    if (one.item.content.understood || one.isPrivate || verdicts[index]?.known !== false) continue;
    const names = namesIn(one.item);
    if (names.length > 0) named.set(index, names);
  }
  if (named.size === 0) return;
  const all = new Set([...named.values()].flat());
  const found = await privateIdentifiers(recording, all, contexts, all);
  for (const [index, names] of named) {
    if (names.some((name) => found.has(name))) await mask(work, index, received[index] as ReceivedItem);
    else remember(work, index, names);
  }
}

// Its call may turn out to be private later.
function remember({ recording, verdicts }: PrivacyWork, index: number, names: readonly string[]): void {
  const verdict = verdicts[index];
  if (verdict?.known !== false) return;
  const { client, writes } = recording;
  const rows = names.map((name) => ({ client: client.id, name, sourceEventRef: verdict.sourceEventRef }));
  writes.quarantinedNames.push(...rows);
}

async function maskStored({ recording, contexts, received }: PrivacyWork): Promise<void> {
  const { unit, tables, client, privacy } = recording;
  const calls = [...contexts.values()].filter(isNewlyPrivate);
  if (calls.length === 0) return;
  const names = new Set([...calls.flatMap(identifiersOf), ...received.flatMap(turnsOf)]);
  if (names.size === 0) return;
  const keys = [...names].map((name) => [client.id, name]);
  const named = await unit.find(tables.quarantinedName, ['sourceEventRef'], ['client', 'name'], keys);
  const ids = [...new Set(named.map(({ sourceEventRef }) => sourceEventRef))].map((id) => [client.id, id]);
  const rows = await unit.find(tables.sourceEvent, every(tables.sourceEvent), ['client', 'id'], ids);
  const kept: SourceEventEntity[] = [];
  const doubled: SourceEventEntity[] = [];
  for (const row of rows) {
    const masked = { ...row, ...privacy.redactEvent(row) };
    const isKnown = kept.some((other) => isSameDelivery(other, masked)) || (await isStored(recording, masked));
    (isKnown ? doubled : kept).push(masked);
  }
  const gone = doubled.map(({ id }) => [client.id, id]);
  await unit.remove(tables.sourceEvent, ['client', 'id'], gone);
  await unit.patch(tables.sourceEvent, ['contentHash', 'body'], kept);
  await unit.remove(tables.quarantinedName, ['client', 'sourceEventRef'], ids);
}

function identifiersOf({ identities, turns }: CallContext): string[] {
  const stored = [...turns.values()].map(({ transactionId }) => transactionId);
  return [...identities.map(({ value }) => value), ...stored];
}

// Turns that are private and new are not among the call's yet.
function turnsOf({ item: { content }, isPrivate }: ReceivedItem): string[] {
  if (!content.understood || !isPrivate) return [];
  return content.records.flatMap((record) => (record.type === 'transaction' ? [record.transactionId] : []));
}

async function mask({ recording, received, verdicts }: PrivacyWork, index: number, one: ReceivedItem): Promise<void> {
  const { privacy, writes } = recording;
  const kept = receivePrivately(one, privacy);
  received[index] = kept;
  const verdict = verdicts[index];
  const place = writes.sourceEvents.findIndex((row) => verdict?.known === false && row.id === verdict.sourceEventRef);
  const row = writes.sourceEvents[place];
  if (row === undefined) return;
  const fresh = { ...row, contentHash: kept.contentHash, body: kept.item.body };
  // The same can stand there in another order of keys, which the masked form does not regard.
  const isKnown =
    writes.sourceEvents.some((other) => isSameDelivery(other, fresh)) || (await isStored(recording, fresh));
  if (isKnown) writes.sourceEvents.splice(place, 1);
  else writes.sourceEvents[place] = fresh;
}
