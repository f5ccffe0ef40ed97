import type { DomainRecord, HangupRecord, TransactionRecord } from '../../domain/record.js';
import type { Source } from '../../domain/source.js';
import type { HangupEntity } from '../../persistence/entities/hangup.entity.js';
import type { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import { type CallContext, every } from './call-context.js';
import { hangupRow, revisedHangup } from './hangup-row.js';
import type { ReceivedItem } from './inbox.js';
import type { Recording, SourcedRecord } from './recording.js';
import type { StateIds } from './states.js';
import { revisedTransaction, transactionRow } from './transaction-row.js';

/** Where a transaction or an end signal stands. */
export interface KnownRecord {
  readonly id: number;
  readonly callRef: number;
}

/** The rows of a unit of work by `recordKey`. */
export type KnownRecords = Map<string, KnownRecord>;

/** Rows that the records make or change. */
export class Changes {
  readonly newTransactions = new Map<number, TransactionEntity>();
  readonly revisedTransactions = new Map<number, TransactionEntity>();
  readonly newHangups = new Map<number, HangupEntity>();
  readonly revisedHangups = new Map<number, HangupEntity>();
  readonly #recording: Recording;
  readonly #known: KnownRecords;
  readonly #states: StateIds;
  readonly #stored = new Map<number, TransactionEntity>();

  constructor(recording: Recording, known: KnownRecords, states: StateIds) {
    this.#recording = recording;
    this.#known = known;
    this.#states = states;
  }

  /** Reads the whole rows of transactions that are about to be revised. */
  async load(records: readonly TransactionRecord[]): Promise<void> {
    const { unit, tables, client } = this.#recording;
    const ids = records.flatMap((record) => this.#known.get(transactionKey(record.transactionId))?.id ?? []);
    const keys = [...new Set(ids)].map((id) => [client.id, id]);
    const rows = await unit.find(tables.transaction, every(tables.transaction), ['client', 'id'], keys);
    for (const row of rows) this.#stored.set(row.id, row);
  }

  /** Applies a transaction; returns its id and whether it stood already. */
  transaction(record: TransactionRecord, received: ReceivedItem, eventRef: number, call: CallContext) {
    const { client, ids } = this.#recording;
    const key = transactionKey(record.transactionId);
    const id = this.#known.get(key)?.id ?? ids.next();
    const place = { client: client.id, id, callRef: call.id, source: received.item.source, sourceEventRef: eventRef };
    const before = this.newTransactions.get(id) ?? this.revisedTransactions.get(id) ?? this.#stored.get(id);
    const row =
      before === undefined
        ? transactionRow(record, place, this.#states)
        : { ...revisedTransaction(before, record, place, this.#states), callRef: call.id };
    const isNew = before === undefined || this.newTransactions.has(id);
    (isNew ? this.newTransactions : this.revisedTransactions).set(id, row);
    this.#known.set(key, { id, callRef: call.id });
    call.turns.set(id, row);
    return { id, existed: before !== undefined };
  }

  /** Applies an end signal; returns its id and whether it stood already. */
  hangup(record: HangupRecord, received: ReceivedItem, eventRef: number, call: CallContext) {
    const { client, ids } = this.#recording;
    const key = hangupKey(received.item.source, record.key);
    const id = this.#known.get(key)?.id ?? ids.next();
    const transaction =
      record.transactionId === null ? undefined : this.#known.get(transactionKey(record.transactionId));
    const place = {
      client: client.id,
      id,
      callRef: call.id,
      transactionRef: transaction?.id ?? null,
      source: received.item.source,
      sourceEventRef: eventRef,
      receivedAt: received.receivedAt,
    };
    const before = call.hangups.get(id);
    const row =
      before === undefined
        ? hangupRow(record, place, this.#states)
        : { ...revisedHangup(before, record, place, this.#states), callRef: call.id };
    const isNew = before === undefined || this.newHangups.has(id);
    (isNew ? this.newHangups : this.revisedHangups).set(id, row);
    this.#known.set(key, { id, callRef: call.id });
    call.hangups.set(id, row);
    return { id, existed: before !== undefined };
  }
}

/** By what a transaction or an end signal is the same one when it comes again; null for what is only appended. */
export function recordKey(source: Source, record: DomainRecord): string | null {
  if (record.type === 'transaction') return transactionKey(record.transactionId);
  return record.type === 'hangup' ? hangupKey(source, record.key) : null;
}

const transactionKey = (transactionId: string) => `transaction ${transactionId}`;
const hangupKey = (source: Source, eventKey: string) => `hangup ${source} ${eventKey}`;

/** Finds which of the records' transactions and end signals stand already. */
export async function findKnown(recording: Recording, records: readonly SourcedRecord[]): Promise<KnownRecords> {
  const { unit, tables, client } = recording;
  const transactionIds = new Set<string>();
  const signals = new Map<string, readonly unknown[]>();
  for (const { source, record } of records) {
    if (record.type === 'transaction') transactionIds.add(record.transactionId);
    if (record.type === 'hangup') signals.set(hangupKey(source, record.key), [client.id, source, record.key]);
  }
  const keys = [...transactionIds].map((id) => [client.id, id]);
  const columns = ['id', 'callRef', 'transactionId'] as const;
  const transactions = await unit.find(tables.transaction, columns, ['client', 'transactionId'], keys);
  const by = ['client', 'source', 'eventKey'] as const;
  const hangups = await unit.find(tables.hangup, ['id', 'callRef', 'source', 'eventKey'], by, [...signals.values()]);
  const known: KnownRecords = new Map();
  for (const row of transactions) known.set(transactionKey(row.transactionId), row);
  for (const row of hangups) known.set(hangupKey(row.source, row.eventKey), row);
  return known;
}
