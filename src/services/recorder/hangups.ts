import type { HangupRecord } from '../../domain/record.js';
import type { Application, Applied, Arrival } from './application.js';
import { hangupRow, revisedHangup } from './hangup-row.js';
import { recordKey, transactionKey } from './known-records.js';

/** Applies an end signal to its call. */
export function applyHangup(
  { recording, known, states, changes }: Application,
  record: HangupRecord,
  { received, sourceEventRef, call }: Arrival,
): Applied {
  const { source } = received.item;
  const key = recordKey(source, record) as string;
  const id = known.get(key)?.id ?? recording.ids.next();
  const transaction = record.transactionId === null ? undefined : known.get(transactionKey(record.transactionId));
  const place = {
    client: recording.client.id,
    id,
    callRef: call.id,
    transactionRef: transaction?.id ?? null,
    source,
    sourceEventRef,
    receivedAt: received.receivedAt,
  };
  const before = call.hangups.get(id);
  const row =
    before === undefined
      ? hangupRow(record, place, states)
      : { ...revisedHangup(before, record, place, states), callRef: call.id };
  if (before === undefined) changes.hangups.create(row);
  else changes.hangups.revise(row);
  known.set(key, { id, callRef: call.id });
  call.hangups.set(id, row);
  return { id, existed: before !== undefined };
}
