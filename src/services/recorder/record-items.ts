import { type DomainRecord, NO_REFS, RecordOutcome, type RecordResult } from '../../domain/record.js';
import type { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import type { Application, Applied } from './application.js';
import { type CallContext, loadCalls } from './call-context.js';
import { recordCallData } from './call-data.js';
import { keepCallDataPrivate } from './call-data-privacy.js';
import { eraseJoined, withoutErased } from './erased.js';
import { applyHangup } from './hangups.js';
import { type Identification, identify } from './identify.js';
import { sortInbox, type Verdict } from './inbox.js';
import { findKnown, type KnownRecords, recordKey } from './known-records.js';
import { applyNotice } from './notices.js';
import { keepPrivate } from './privacy.js';
import { keepQuarantinePrivate } from './quarantine-privacy.js';
import type { ReceivedItem } from './receive.js';
import type { Recording, SourcedRecord } from './recording.js';
import { Changes } from './row-changes.js';
import { applySession } from './sessions.js';
import { numberStates } from './states.js';
import { applyTransaction, loadTransactions } from './transactions.js';
import { writeAll } from './write.js';

/** An application with the calls it may touch. */
interface Work extends Application {
  readonly identification: Identification;
  readonly contexts: ReadonlyMap<number, CallContext>;
  readonly stored: ReadonlyMap<number, TransactionEntity>;
}

/**
 * Records one client's items in a unit of work: deduplicate, identify, merge, draw each call's course, write.
 * The caller holds the client's lock.
 */
export async function recordItems(recording: Recording, arrived: readonly ReceivedItem[]): Promise<RecordResult[]> {
  const received = [...arrived];
  const verdicts = await sortInbox(recording, received);
  const known = await findKnown(recording, received.flatMap(recordsOf));
  const fresh = received.flatMap((one, index) => (verdicts[index]?.known ? [] : recordsOf(one)));
  const identification = await identify(recording, fresh, known);
  placeEvents(recording, identification, received, verdicts);
  const contexts = await loadCalls(recording, identification);
  const changes = new Changes();
  const privacyWork = { recording, identification, contexts, changes, received, verdicts };
  await keepPrivate(privacyWork);
  await keepCallDataPrivate(privacyWork);
  await keepQuarantinePrivate(privacyWork);
  const records = received.flatMap((one, index) => (verdicts[index]?.known ? [] : recordsOf(one)));
  const said = records.map(({ record }) => record);
  const application = { recording, known, states: await numberStates(recording, said), changes };
  const work: Work = { ...application, identification, contexts, stored: await loadTransactions(application, said) };

  const results: RecordResult[] = [];
  const allowed = await withoutErased(recording, received, verdicts, work);
  for (const [index, one] of allowed.entries()) results.push(await apply(work, one, verdicts[index] as Verdict));
  await writeAll(recording, application.changes, identification, contexts);
  await eraseJoined(recording, contexts);
  return results;
}

async function apply(work: Work, received: ReceivedItem, verdict: Verdict): Promise<RecordResult> {
  const { content } = received.item;
  if (!content.understood) return { ...NO_REFS, outcome: RecordOutcome.REJECTED, error: content.error };
  if (verdict.known) return duplicateOf(work.known, received);
  let result: RecordResult = {
    ...NO_REFS,
    outcome: verdict.revises ? RecordOutcome.REVISED : RecordOutcome.CREATED,
    error: null,
  };
  for (const record of content.records) {
    result = { ...result, ...(await applyRecord(work, received, verdict.sourceEventRef, record, result.outcome)) };
  }
  return result;
}

async function applyRecord(
  work: Work,
  received: ReceivedItem,
  sourceEventRef: number,
  record: DomainRecord,
  outcome: RecordOutcome,
): Promise<Partial<RecordResult>> {
  if (record.type === 'callData') {
    const brought = received.item.receivedAt !== undefined;
    const { outcome: became, id } = await recordCallData(work.recording, record, received.receivedAt, brought);
    return { outcome: became, callDataRef: id };
  }
  const call = work.contexts.get(work.identification.callOf.get(record.identifiers[0]?.value ?? '') ?? -1);
  if (call === undefined) throw new Error('A record without an identifier reached the recorder.');
  call.heardAt = Math.min(call.heardAt, received.receivedAt);
  const arrival = { received, sourceEventRef, call };
  const became = ({ existed }: Applied) => (existed ? RecordOutcome.REVISED : outcome);
  switch (record.type) {
    case 'transaction': {
      const applied = applyTransaction(work, work.stored, record, arrival);
      return { outcome: became(applied), transactionRef: applied.id, callRef: call.id };
    }
    case 'hangup': {
      const applied = applyHangup(work, record, arrival);
      return { outcome: became(applied), hangupRef: applied.id, callRef: call.id };
    }
    case 'session': {
      // A later stage of a session is news of it, not a revision.
      const { id, analysisRef } = await applySession(work, record, arrival);
      return { sessionRef: id, analysisRef, callRef: call.id };
    }
    case 'notice':
      applyNotice(work, record, arrival);
      return { callRef: call.id };
  }
}

function duplicateOf(known: KnownRecords, received: ReceivedItem): RecordResult {
  let result: RecordResult = { ...NO_REFS, outcome: RecordOutcome.DUPLICATE, error: null };
  for (const { source, record } of recordsOf(received)) {
    const place = known.get(recordKey(source, record) ?? '');
    if (place === undefined) continue;
    result = { ...result, callRef: place.callRef };
    if (record.type === 'transaction') result = { ...result, transactionRef: place.id };
    if (record.type === 'hangup') result = { ...result, hangupRef: place.id };
    if (record.type === 'session') result = { ...result, sessionRef: place.id };
  }
  return result;
}

function recordsOf({ item }: ReceivedItem): SourcedRecord[] {
  return item.content.understood ? item.content.records.map((record) => ({ source: item.source, record })) : [];
}

// So that whatever was delivered of a call is found with it.
function placeEvents(
  { writes }: Recording,
  { callOf }: Identification,
  received: readonly ReceivedItem[],
  verdicts: readonly Verdict[],
): void {
  const rows = new Map(writes.sourceEvents.map((row) => [row.id, row]));
  for (const [index, one] of received.entries()) {
    const verdict = verdicts[index];
    const row = verdict?.known === false ? rows.get(verdict.sourceEventRef) : undefined;
    const [named] = recordsOf(one);
    if (row === undefined || named === undefined || named.record.type === 'callData') continue;
    row.callRef = callOf.get(named.record.identifiers[0]?.value ?? '') ?? null;
  }
}
