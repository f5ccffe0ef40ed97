import { type DomainRecord, RecordOutcome, type RecordResult, type TransactionRecord } from '../../domain/record.js';
import { type CallContext, loadCalls } from './call-context.js';
import { recordCallData } from './call-data.js';
import { Changes, findKnown, type KnownRecords, recordKey } from './changes.js';
import { type Identification, identify } from './identify.js';
import { type ReceivedItem, sortInbox, type Verdict } from './inbox.js';
import type { Recording, SourcedRecord } from './recording.js';
import { numberStates } from './states.js';
import { writeAll } from './write.js';

/**
 * Records one client's items in a unit of work: deduplicate, identify, merge, draw each call's course, write.
 * The caller holds the client's lock.
 */
export async function recordItems(recording: Recording, received: readonly ReceivedItem[]): Promise<RecordResult[]> {
  const verdicts = await sortInbox(recording, received);
  const known = await findKnown(recording, received.flatMap(recordsOf));
  const fresh = received.flatMap((one, index) => (verdicts[index]?.known ? [] : recordsOf(one)));
  const identification = await identify(recording, fresh, known);
  const contexts = await loadCalls(recording, identification);
  const states = await numberStates(
    recording,
    fresh.map(({ record }) => record),
  );
  const changes = new Changes(recording, known, states);
  await changes.load(fresh.map(({ record }) => record).filter(isTransaction));

  const results: RecordResult[] = [];
  for (const [index, one] of received.entries()) {
    const verdict = verdicts[index] as Verdict;
    results.push(await apply({ recording, changes, identification, contexts, known }, one, verdict));
  }
  await writeAll(recording, changes, identification, contexts);
  return results;
}

interface Application {
  readonly recording: Recording;
  readonly changes: Changes;
  readonly identification: Identification;
  readonly contexts: ReadonlyMap<number, CallContext>;
  readonly known: KnownRecords;
}

async function apply(application: Application, received: ReceivedItem, verdict: Verdict): Promise<RecordResult> {
  const { content } = received.item;
  if (!content.understood) return { ...NOTHING, outcome: RecordOutcome.REJECTED, error: content.error };
  if (verdict.known) return duplicateOf(application.known, received);
  let result: RecordResult = { ...NOTHING, outcome: verdict.revises ? RecordOutcome.REVISED : RecordOutcome.CREATED };
  for (const record of content.records) {
    result = {
      ...result,
      ...(await applyRecord(application, received, verdict.sourceEventRef, record, result.outcome)),
    };
  }
  return result;
}

async function applyRecord(
  { recording, changes, identification, contexts }: Application,
  received: ReceivedItem,
  eventRef: number,
  record: DomainRecord,
  outcome: RecordOutcome,
): Promise<Partial<RecordResult>> {
  if (record.type === 'callData') {
    const { outcome: became, id } = await recordCallData(recording, record, received.receivedAt);
    return { outcome: became, callDataRef: id };
  }
  const call = contexts.get(identification.callOf.get(record.identifiers[0]?.value ?? '') ?? -1);
  if (call === undefined) throw new Error('A record without an identifier reached the recorder.');
  const { id, existed } =
    record.type === 'transaction'
      ? changes.transaction(record, received, eventRef, call)
      : changes.hangup(record, received, eventRef, call);
  const became = existed ? RecordOutcome.REVISED : outcome;
  return record.type === 'transaction' ? { outcome: became, transactionRef: id } : { outcome: became, hangupRef: id };
}

const NOTHING = { transactionRef: null, hangupRef: null, callDataRef: null, error: null };

function duplicateOf(known: KnownRecords, received: ReceivedItem): RecordResult {
  let result: RecordResult = { ...NOTHING, outcome: RecordOutcome.DUPLICATE };
  for (const { source, record } of recordsOf(received)) {
    const id = known.get(recordKey(source, record) ?? '')?.id ?? null;
    if (record.type === 'transaction') result = { ...result, transactionRef: id };
    if (record.type === 'hangup') result = { ...result, hangupRef: id };
  }
  return result;
}

function recordsOf({ item }: ReceivedItem): SourcedRecord[] {
  return item.content.understood ? item.content.records.map((record) => ({ source: item.source, record })) : [];
}

function isTransaction(record: DomainRecord): record is TransactionRecord {
  return record.type === 'transaction';
}
