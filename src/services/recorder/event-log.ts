import { CallStatus } from '../../domain/call.js';
import { CallChange, LoggedSubject } from '../../domain/event-log.js';
import type { CallEntity } from '../../persistence/entities/call.entity.js';
import type { EventLogEntity } from '../../persistence/entities/event-log.entity.js';
import type { CallContext } from './call-context.js';
import type { Recording } from './recording.js';
import type { Changes } from './row-changes.js';

/** Appends what this unit of work did to the client's log. */
export async function appendLog(
  recording: Recording,
  changes: Changes,
  calls: readonly { readonly context: CallContext; readonly row: CallEntity }[],
): Promise<void> {
  const { unit, tables, client, now: at } = recording;
  const entries: Omit<EventLogEntity, 'client' | 'seq' | 'at'>[] = [];
  const callRefs = new Map(calls.flatMap(({ context }) => [...context.sessions.keys()].map((id) => [id, context.id])));
  for (const { id, callRef } of changes.transactions.created.values()) {
    entries.push({ subject: LoggedSubject.TRANSACTION, subjectRef: id, callRef, change: null });
  }
  for (const { id, callRef, sameAs } of changes.hangups.created.values()) {
    // What is told again under another name is no news.
    if (sameAs !== null) continue;
    entries.push({ subject: LoggedSubject.HANGUP, subjectRef: id, callRef, change: null });
  }
  for (const { id, sessionRef } of changes.analyses.created.values()) {
    const callRef = callRefs.get(sessionRef) ?? 0;
    entries.push({ subject: LoggedSubject.ANALYSIS, subjectRef: id, callRef, change: null });
  }
  for (const { context, row } of calls) {
    for (const change of changesOf(context, row)) {
      entries.push({ subject: LoggedSubject.CALL, subjectRef: row.id, callRef: row.id, change });
    }
  }
  if (entries.length === 0) return;
  let seq = await unit.lastSeq(client.id);
  await unit.insert(
    tables.eventLog,
    entries.map((entry) => ({ client: client.id, seq: ++seq, ...entry, at })),
  );
}

function changesOf({ row: before, absorbed }: CallContext, row: CallEntity): CallChange[] {
  const started = before === null;
  const ended = row.status === CallStatus.ENDED && before?.status !== CallStatus.ENDED;
  const changes: CallChange[] = [];
  if (started) changes.push(CallChange.STARTED);
  if (absorbed.length > 0) changes.push(CallChange.LINKED);
  if (ended) changes.push(CallChange.ENDED);
  return changes.length === 0 ? [CallChange.UPDATED] : changes;
}
