import type { DomainRecord, HangupRecord, NoticeRecord } from '../../domain/record.js';
import type { Source } from '../../domain/source.js';
import type { Recording, SourcedRecord } from './recording.js';

/** Where a record stands. */
export interface KnownRecord {
  readonly id: number;
  readonly callRef: number;
}

/** The records of a unit of work that stand already, and those that it makes, by `recordKey`. */
export type KnownRecords = Map<string, KnownRecord>;

/** By what a record is the same one when it comes again; null for what is only appended or leaves no row. */
export function recordKey(source: Source, record: DomainRecord): string | null {
  switch (record.type) {
    case 'transaction':
      return transactionKey(record.transactionId);
    case 'hangup':
      return `hangup ${source} ${record.key}`;
    case 'notice':
      return record.key === null ? null : `notice ${source} ${record.key}`;
    case 'session':
      return `session ${record.sessionId}`;
    case 'callData':
      return null;
  }
}

/** The key of a transaction, by which a hang-up finds its own. */
export const transactionKey = (transactionId: string): string => `transaction ${transactionId}`;

/** Finds which of the records stand already. */
export async function findKnown(recording: Recording, records: readonly SourcedRecord[]): Promise<KnownRecords> {
  const { unit, tables, client } = recording;
  const wanted = { transaction: new Keys(), hangup: new Keys(), notice: new Keys(), session: new Keys() };
  for (const { source, record } of records) {
    if (record.type === 'transaction') wanted.transaction.add([client.id, record.transactionId]);
    else if (record.type === 'hangup') wanted.hangup.addAll(client.id, source, record);
    else if (record.type === 'session') wanted.session.add([client.id, record.sessionId]);
    else if (record.type === 'notice') wanted.notice.addAll(client.id, source, record);
  }
  const known: KnownRecords = new Map();
  const place = ['id', 'callRef'] as const;
  const byKey = ['client', 'source', 'eventKey'] as const;
  const { transaction, hangup, gatewayNotice, agentSession } = tables;
  for (const row of await unit.find(
    transaction,
    [...place, 'transactionId'],
    ['client', 'transactionId'],
    wanted.transaction.list,
  )) {
    known.set(transactionKey(row.transactionId), row);
  }
  for (const row of await unit.find(hangup, [...place, 'source', 'eventKey'], byKey, wanted.hangup.list)) {
    known.set(`hangup ${row.source} ${row.eventKey}`, row);
  }
  for (const row of await unit.find(gatewayNotice, [...place, 'source', 'eventKey'], byKey, wanted.notice.list)) {
    known.set(`notice ${row.source} ${row.eventKey}`, row);
  }
  for (const row of await unit.find(
    agentSession,
    [...place, 'sessionId'],
    ['client', 'sessionId'],
    wanted.session.list,
  )) {
    known.set(`session ${row.sessionId}`, row);
  }
  for (const { source, record } of records) findByFormerKey(known, source, record);
  return known;
}

// What an older version stored is found by the key that it had then, and stands under the new one from now on.
function findByFormerKey(known: KnownRecords, source: Source, record: DomainRecord): void {
  if ((record.type !== 'hangup' && record.type !== 'notice') || record.formerKey === undefined) return;
  const key = recordKey(source, record) as string;
  const former = known.get(`${record.type} ${source} ${record.formerKey}`);
  if (former !== undefined && !known.has(key)) known.set(key, former);
}

/** Keys to look for, each once. */
class Keys {
  readonly #byText = new Map<string, readonly unknown[]>();

  addAll(
    client: number,
    source: Source,
    { key, formerKey }: Pick<HangupRecord | NoticeRecord, 'key' | 'formerKey'>,
  ): void {
    for (const one of [key, formerKey]) if (one != null) this.add([client, source, one]);
  }

  add(key: readonly unknown[]): void {
    this.#byText.set(key.join('\n'), key);
  }

  get list(): readonly (readonly unknown[])[] {
    return [...this.#byText.values()];
  }
}
