import type { SourceEventEntity } from '../../persistence/entities/source-event.entity.js';
import {
  redactAnalysisRow,
  redactHangupRow,
  redactMessageRow,
  redactNoticeRow,
  redactSessionRow,
  redactTransactionRow,
} from '../privacy/rows.js';
import { deliveryKeyOf } from '../privacy/stored-keys.js';
import { type CallContext, every } from './call-context.js';
import type { Identification } from './identify.js';
import { isStored, type Verdict } from './inbox.js';
import { callsNamed } from './named-calls.js';
import { type ReceivedItem, receivePrivately } from './receive.js';
import type { Recording } from './recording.js';
import type { Changes } from './row-changes.js';

/** What a unit of work records, while it is being made private. */
export interface PrivacyWork {
  readonly recording: Recording;
  readonly identification: Identification;
  readonly contexts: Map<number, CallContext>;
  readonly changes: Changes;
  /** Both in step; items and verdicts of private calls are replaced. */
  readonly received: ReceivedItem[];
  readonly verdicts: Verdict[];
}

/**
 * Keeps private calls private: what came of them before is masked, and what comes now without saying so is, too. A call
 * is private once anything of it was, for good. Nothing is read or done where no call is.
 */
export async function keepPrivate(work: PrivacyWork): Promise<void> {
  const { contexts, received } = work;
  const flagged = new Set(received.filter((one) => one.isPrivate).map((one) => callOf(work, one)));
  for (const context of contexts.values()) {
    const stored = [context.row, ...context.absorbed].filter((row) => row !== null);
    context.isPrivate = flagged.has(context.id) || stored.some((row) => row.privacyEnabled);
    if (context.isPrivate && stored.some((row) => !row.privacyEnabled)) await maskCall(work, context);
  }
  await keepItemsPrivate(work);
}

async function keepItemsPrivate(work: PrivacyWork): Promise<void> {
  const { received, verdicts, contexts, recording } = work;
  const touched = new Set<number>();
  const replaced = new Set<number>();
  for (const [index, one] of received.entries()) {
    const call = callOf(work, one);
    const verdict = verdicts[index] as Verdict;
    if (call === undefined || verdict.known) continue;
    if (one.isPrivate || contexts.get(call)?.isPrivate !== true) {
      touched.add(call);
      continue;
    }
    const kept = receivePrivately(one, recording.privacy);
    received[index] = kept;
    if (await replaceEvent(recording, kept, verdict.sourceEventRef)) touched.add(call);
    else {
      verdicts[index] = { known: true };
      replaced.add(call);
    }
  }
  // A call of which only what was known already came again did not change.
  for (const call of replaced) if (!touched.has(call) && !isMasked(work, call)) contexts.delete(call);
}

// False where the same was delivered before: then the new row is not written.
async function replaceEvent(recording: Recording, { item, contentHash }: ReceivedItem, id: number): Promise<boolean> {
  const { writes } = recording;
  const place = writes.sourceEvents.findIndex((row) => row.id === id);
  const row = writes.sourceEvents[place];
  if (row === undefined) return true;
  const fresh = { ...row, contentHash, body: item.body };
  const known = await isStored(recording, fresh);
  if (known) writes.sourceEvents.splice(place, 1);
  else writes.sourceEvents[place] = fresh;
  return !known;
}

function isMasked({ changes }: PrivacyWork, call: number): boolean {
  return [...changes.transactions.revised.values(), ...changes.sessions.revised.values()].some(
    (row) => row.callRef === call,
  );
}

function callOf({ identification }: PrivacyWork, { item }: ReceivedItem): number | undefined {
  const [record] = item.content.understood ? item.content.records : [];
  if (record === undefined || record.type === 'callData') return undefined;
  return identification.callOf.get(record.identifiers[0]?.value ?? '');
}

/** Masks everything that stands of a call, and of those that it absorbs. */
async function maskCall(work: PrivacyWork, context: CallContext): Promise<void> {
  const { recording, changes } = work;
  const { unit, tables, client, privacy } = recording;
  const { redactor } = privacy;
  const keys = [context.id, ...context.absorbed.map((call) => call.id)].map((call) => [client.id, call]);
  const by = ['client', 'callRef'] as const;
  for (const row of await unit.find(tables.transaction, every(tables.transaction), by, keys)) {
    const masked = { ...redactTransactionRow(redactor, row), callRef: context.id };
    const turn = context.turns.get(row.id);
    const { callerRaw, platform, language } = masked;
    if (turn !== undefined) context.turns.set(row.id, Object.assign(turn, { callerRaw, platform, language }));
    changes.transactions.revise({ ...masked, sequence: turn?.sequence ?? masked.sequence });
  }
  for (const [id, row] of context.hangups) {
    context.hangups.set(id, { ...redactHangupRow(redactor, row), callRef: context.id });
    changes.hangups.revise(context.hangups.get(id) as typeof row);
  }
  for (const [id, row] of context.notices) {
    context.notices.set(id, { ...redactNoticeRow(redactor, row), callRef: context.id });
    changes.notices.revise(context.notices.get(id) as typeof row);
  }
  for (const [id, row] of context.sessions) {
    context.sessions.set(id, { ...redactSessionRow(redactor, row), callRef: context.id });
    changes.sessions.revise(context.sessions.get(id) as typeof row);
  }
  for (const row of await unit.find(tables.message, every(tables.message), by, keys)) {
    changes.messages.revise({ ...redactMessageRow(redactor, row), callRef: context.id });
  }
  const sessions = [...context.sessions.keys()].map((id) => [client.id, id]);
  const analyses = await unit.find(
    tables.sessionAnalysis,
    every(tables.sessionAnalysis),
    ['client', 'sessionRef'],
    sessions,
  );
  for (const row of analyses) changes.analyses.revise(redactAnalysisRow(redactor, row));
  await maskDeliveries(recording, context, keys);
}

async function maskDeliveries(
  recording: Recording,
  { identities }: CallContext,
  keys: readonly (readonly unknown[])[],
): Promise<void> {
  const { unit, tables, privacy } = recording;
  const properties = ['client', 'id', 'source', 'eventType', 'eventKey', 'contentHash', 'address', 'body'] as const;
  const rows = await unit.find(tables.sourceEvent, properties, ['client', 'callRef'], keys);
  const isIdentifier = (part: string) => identities.some(({ value }) => value === part);
  const masked = rows.map((row) => {
    const eventKey = deliveryKeyOf(row, isIdentifier, privacy.hash);
    return { ...row, ...privacy.redactEvent(row), eventKey } as SourceEventEntity;
  });
  await unit.patch(tables.sourceEvent, ['eventKey', 'contentHash', 'body'], masked);
}

/** Those of the values that lead to a private call, as identifiers of a call or, of `turns`, as those of a turn. */
export async function privateIdentifiers(
  recording: Recording,
  values: ReadonlySet<string>,
  contexts: ReadonlyMap<number, CallContext>,
  turns: ReadonlySet<string> = new Set(),
): Promise<ReadonlySet<string>> {
  const { unit, tables, client } = recording;
  const named = await callsNamed(recording, values, turns);
  const calls = [...new Set(named.map(({ callRef }) => callRef))].map((call) => [client.id, call]);
  const rows = await unit.find(tables.call, ['id', 'privacyEnabled'], ['client', 'id'], calls);
  const isPrivate = new Set(rows.filter((row) => row.privacyEnabled).map((row) => row.id));
  for (const [id, context] of contexts) if (context.isPrivate) isPrivate.add(id);
  const found = new Set(named.filter(({ callRef }) => isPrivate.has(callRef)).map(({ value }) => value));
  // Calls that this unit of work makes or names are not stored yet.
  for (const context of contexts.values()) {
    if (context.isPrivate) for (const { value } of context.identities) if (values.has(value)) found.add(value);
  }
  return found;
}
