import type { DomainRecord, TransactionRecord } from '../../domain/record.js';
import type { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import type { Application, Applied, Arrival } from './application.js';
import { every } from './call-context.js';
import { transactionKey } from './known-records.js';
import { revisedTransaction, transactionRow } from './transaction-row.js';

/** Reads the whole rows of transactions that are about to be revised. */
export async function loadTransactions(
  { recording, known }: Application,
  records: readonly DomainRecord[],
): Promise<Map<number, TransactionEntity>> {
  const { unit, tables, client } = recording;
  const ids = new Set<number>();
  for (const record of records) {
    const stored = record.type === 'transaction' ? known.get(transactionKey(record.transactionId)) : undefined;
    if (stored !== undefined) ids.add(stored.id);
  }
  const keys = [...ids].map((id) => [client.id, id]);
  const rows = await unit.find(tables.transaction, every(tables.transaction), ['client', 'id'], keys);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Applies a transaction to its call. */
export function applyTransaction(
  { recording, known, states, changes }: Application,
  stored: ReadonlyMap<number, TransactionEntity>,
  record: TransactionRecord,
  { received, sourceEventRef, call }: Arrival,
): Applied {
  const key = transactionKey(record.transactionId);
  const id = known.get(key)?.id ?? recording.ids.next();
  const place = { client: recording.client.id, id, callRef: call.id, source: received.item.source, sourceEventRef };
  const before = changes.transactions.get(id) ?? stored.get(id);
  const row =
    before === undefined
      ? transactionRow(record, place, states)
      : { ...revisedTransaction(before, record, place, states), callRef: call.id };
  if (before === undefined) changes.transactions.create(row);
  else changes.transactions.revise(row);
  known.set(key, { id, callRef: call.id });
  call.turns.set(id, row);
  return { id, existed: before !== undefined };
}
