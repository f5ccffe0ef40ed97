import { personalId } from '../../domain/privacy.js';
import { Source } from '../../domain/source.js';
import type { CallDataEntity } from '../../persistence/entities/call-data.entity.js';
import type { SourceEventEntity } from '../../persistence/entities/source-event.entity.js';
import { restoredTexts } from '../../persistence/exact-texts.js';
import { redactCallDataRow } from '../privacy/rows.js';
import { every, isNewlyPrivate } from './call-context.js';
import { isStored, type Verdict } from './inbox.js';
import { type PrivacyWork, privateIdentifiers } from './privacy.js';
import { type ReceivedItem, receivePrivately } from './receive.js';
import type { Recording } from './recording.js';

/** Masks the CallData of private calls, where their client does not want it otherwise. */
export async function keepCallDataPrivate(work: PrivacyWork): Promise<void> {
  if (!work.recording.privacy.isCallDataWithItsCall) return;
  await maskStored(work);
  await maskArrived(work);
}

// It can have come before anything else of its call.
async function maskStored({ recording, contexts }: PrivacyWork): Promise<void> {
  const { unit, tables, client, privacy } = recording;
  const identities = [...contexts.values()].filter(isNewlyPrivate).flatMap((context) => context.identities);
  if (identities.length === 0) return;
  const keys = [...new Set(identities.map(({ value }) => value))].map((value) => [client.id, value]);
  const rows = await unit.find(tables.callData, every(tables.callData), ['client', 'callId'], keys);
  const masked = rows.map((row) => redactCallDataRow(privacy.redactor, row));
  await unit.patch(tables.callData, ['callerKey', 'callerRaw', 'callerE164', 'content', 'fields', 'exact'], masked);
  await maskDeliveries(recording, rows);
}

// No call is noted with them, but their keys name it.
async function maskDeliveries(recording: Recording, rows: readonly CallDataEntity[]): Promise<void> {
  const { unit, tables, client, privacy } = recording;
  const named = new Set(rows.map((row) => JSON.stringify([row.callId, restoredTexts(row).callerRaw])));
  const by = ['client', 'source', 'eventType', 'eventKey'] as const;
  const keys = [...named].map((key) => [client.id, Source.API, 'callData', key]);
  const properties = ['client', 'id', 'source', 'eventKey', 'contentHash', 'address', 'body'] as const;
  const stored = await unit.find(tables.sourceEvent, properties, by, keys);
  const masked = stored.map((row) => {
    const eventKey = personalId(row.eventKey, privacy.hash);
    return { ...row, ...privacy.redactEvent(row), eventKey } as SourceEventEntity;
  });
  await unit.patch(tables.sourceEvent, ['eventKey', 'contentHash', 'body'], masked);
}

// CallData names its call and makes none, so its call is looked for where it says so.
async function maskArrived({ recording, received, verdicts, contexts }: PrivacyWork): Promise<void> {
  const { privacy } = recording;
  const named = new Map<number, string>();
  for (const [index, { item, isPrivate }] of received.entries()) {
    const [record] = item.content.understood ? item.content.records : [];
    if (record?.type === 'callData' && !isPrivate) named.set(index, record.callId);
  }
  if (named.size === 0) return;
  const found = await privateIdentifiers(recording, new Set(named.values()), contexts);
  for (const [index, callId] of named) {
    if (!found.has(callId)) continue;
    const one = received[index] as ReceivedItem;
    const kept = receivePrivately(one, privacy);
    received[index] = kept;
    verdicts[index] = await storePrivately(recording, kept, verdicts[index] as Verdict);
  }
}

// The same may have been kept already, without the person.
async function storePrivately(
  recording: Recording,
  { item, contentHash }: ReceivedItem,
  verdict: Verdict,
): Promise<Verdict> {
  const { sourceEvents } = recording.writes;
  const place = verdict.known ? -1 : sourceEvents.findIndex(({ id }) => id === verdict.sourceEventRef);
  const row = sourceEvents[place];
  if (row === undefined) return verdict;
  const fresh = { ...row, body: item.body, contentHash, eventKey: item.key ?? '' };
  if (!(await isStored(recording, fresh))) {
    sourceEvents[place] = fresh;
    return verdict;
  }
  sourceEvents.splice(place, 1);
  return { known: true };
}
