import { callerOf } from '../../domain/caller.js';
import { type Course, courseOf } from '../../domain/course.js';
import { courseText } from '../../domain/course-text.js';
import type { CallEntity } from '../../persistence/entities/call.entity.js';
import type { SourceEventEntity } from '../../persistence/entities/source-event.entity.js';
import type { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import { storedText } from '../../persistence/stored-text.js';
import type { Table } from '../../persistence/table.js';
import { type CallContext, every, everyButKey, type StoredTurn } from './call-context.js';
import { isErased, marksOf } from './erased.js';
import { appendLog } from './event-log.js';
import { COURSE_PROPERTIES, courseColumns } from './hangup-row.js';
import type { Identification } from './identify.js';
import { markPeriods } from './periods.js';
import type { Recording } from './recording.js';
import type { Changes, RowChanges } from './row-changes.js';
import { writeVariables } from './variables.js';
import { writeWords } from './words.js';

/** Draws the course of every touched call anew and writes all rows of the unit of work. */
export async function writeAll(
  recording: Recording,
  changes: Changes,
  identification: Identification,
  contexts: ReadonlyMap<number, CallContext>,
): Promise<void> {
  const { unit, tables, client, writes } = recording;
  const moved: StoredTurn[] = [];
  const calls = [...contexts.values()].map((context) => ({
    context,
    row: drawCourse(recording, changes, context, moved),
  }));
  await unit.insert(tables.sourceEvent, writes.sourceEvents);
  await unit.insert(tables.quarantinedName, writes.quarantinedNames);
  await unit.insert(tables.state, writes.states);
  await unit.insert(tables.callData, writes.callData);
  await unit.insert(
    tables.callIdentity,
    identification.newIdentities.map((identity) => ({ client: client.id, ...identity })),
  );
  await writeCalls(recording, calls);
  await writeRows(recording, tables.transaction, changes.transactions);
  const places = moved.map((turn) => ({ ...turn, client: client.id }) as unknown as TransactionEntity);
  await unit.patch(tables.transaction, ['callRef', 'sequence'], places);
  await writeRows(recording, tables.hangup, changes.hangups);
  await writeRows(recording, tables.gatewayNotice, changes.notices);
  await writeRows(recording, tables.agentSession, changes.sessions);
  await writeRows(recording, tables.message, changes.messages);
  await writeRows(recording, tables.sessionAnalysis, changes.analyses);
  await writeVariables(recording, changes, contexts);
  await markPeriods(unit, client.id, calls.flatMap(listedBeforeAndNow));
  await writeWords(recording, changes);
  await appendLog(recording, changes, calls);
}

async function writeRows<Row extends { id: number }>(
  { unit }: Recording,
  table: Table<Row>,
  changes: RowChanges<Row>,
): Promise<void> {
  await unit.insert(table, [...changes.created.values()]);
  await unit.patch(table, everyButKey(table), [...changes.revised.values()]);
}

// Gives every row of the call its place; rows that are not written anyway are noted in `moved`.
function drawCourse(recording: Recording, changes: Changes, context: CallContext, moved: StoredTurn[]): CallEntity {
  const course = courseOf({
    identities: context.identities,
    turns: [...context.turns.values()],
    hangups: [...context.hangups.values()],
    sessions: [...context.sessions.values()],
    notices: [...context.notices.values()],
  });
  for (let place = 0; place < course.order.length; place++) {
    const turn = course.order[place] as StoredTurn;
    const stands = turn.sequence === place + 1 && turn.callRef === context.id;
    if (!stands && changes.transactions.get(turn.id) === undefined) moved.push(turn);
    turn.sequence = place + 1;
    turn.callRef = context.id;
  }
  for (const one of course.hangups) {
    const row = context.hangups.get(one.id);
    if (row === undefined) continue;
    const columns = courseColumns(one);
    const changed =
      row.callRef !== context.id || COURSE_PROPERTIES.some((property) => row[property] !== columns[property]);
    Object.assign(row, columns, { callRef: context.id });
    if (changed) changes.hangups.revise(row);
  }
  bringAlong(context, context.sessions, changes.sessions);
  bringAlong(context, context.notices, changes.notices);
  return callRow(recording, context, course);
}

// What came with an absorbed call stands with the call that goes on.
function bringAlong<Row extends { id: number; callRef: number }>(
  { id }: CallContext,
  rows: ReadonlyMap<number, Row>,
  changes: RowChanges<Row>,
): void {
  for (const row of rows.values()) {
    if (row.callRef === id) continue;
    row.callRef = id;
    changes.revise(row);
  }
}

function callRow(recording: Recording, context: CallContext, course: Course): CallEntity {
  const { client, defaultCountry } = recording;
  const { callerRaw, ...rest } = course.call;
  const caller = callerRaw === null ? null : callerOf(callerRaw, client.defaultCountry ?? defaultCountry);
  const known = [context.row, ...context.absorbed].map((call) => call?.recordedAt ?? Number.POSITIVE_INFINITY);
  const recordedAt = Math.min(context.heardAt, ...known);
  return {
    client: client.id,
    id: context.id,
    ...rest,
    callerRaw,
    // What callers are compared by, so that private ones are found as fast.
    callerE164: caller?.redacted ? callerRaw : (caller?.e164 ?? null),
    // Nobody says any more who called, but that somebody did.
    callerKind: caller?.kind ?? (isErased(context) ? (context.row?.callerKind ?? null) : null),
    listedAt: rest.startedAt ?? rest.endedAt ?? recordedAt,
    listedDurationMs: rest.durationMs ?? -1,
    recordedAt,
    ...marksOf(context),
    mergedInto: null,
    course: textOf(recording, context, course),
    privacyEnabled: rest.privacyEnabled || context.isPrivate,
  };
}

// Where the call and those that it absorbed were listed, and where it is listed now.
function listedBeforeAndNow({ context, row }: { readonly context: CallContext; readonly row: CallEntity }): number[] {
  return [context.row, ...context.absorbed, row].flatMap((one) => one?.listedAt ?? []);
}

function textOf({ dialect }: Recording, context: CallContext, { order, hangups: [primary] }: Course): string {
  const turns = order.map((turn) => {
    const { intentName } = turn;
    return intentName === null ? turn : { ...turn, intentName: storedText(intentName, dialect) };
  });
  const row = primary && context.hangups.get(primary.id);
  return courseText(turns, row ? { ...primary, reasonCode: row.reasonCode } : null);
}

// A row that only leads on to another call keeps nobody, and nothing keeps it: a hold is the other call's now.
const NOBODY = { callerRaw: null, callerE164: null, callerKind: null, platform: null, language: null, heldAt: null };
const OWN = ['callerRaw', 'callerE164', 'callerKind', 'platform', 'language', 'heldAt'] as const;

async function writeCalls(
  recording: Recording,
  calls: readonly { readonly context: CallContext; readonly row: CallEntity }[],
): Promise<void> {
  const { unit, tables, client } = recording;
  const isNew = ({ context }: { context: CallContext }) => context.row === null;
  await unit.insert(
    tables.call,
    calls.filter(isNew).map(({ row }) => row),
  );
  await unit.patch(
    tables.call,
    everyButKey(tables.call),
    calls.filter((call) => !isNew(call)).map(({ row }) => row),
  );
  for (const { context } of calls) {
    if (context.absorbed.length === 0) continue;
    // Such a row only leads on: nobody is to be found by it.
    await unit.patch(
      tables.call,
      ['mergedInto', ...OWN],
      context.absorbed.map((row) => ({ ...row, ...NOBODY, mergedInto: context.id })),
    );
    const keys = context.absorbed.map((row) => [client.id, row.id]);
    const messages = await unit.find(tables.message, every(tables.message), ['client', 'callRef'], keys);
    await unit.patch(
      tables.message,
      ['callRef'],
      messages.map((row) => ({ ...row, callRef: context.id })),
    );
    const events = await unit.find(tables.sourceEvent, ['client', 'id'], ['client', 'callRef'], keys);
    const moved = events.map((row) => ({ ...row, callRef: context.id }) as SourceEventEntity);
    await unit.patch(tables.sourceEvent, ['callRef'], moved);
    const properties = ['client', 'value', 'source', 'kind', 'callRef'] as const;
    const identities = await unit.find(tables.callIdentity, properties, ['client', 'callRef'], keys);
    const led = identities.map((identity) => ({ ...identity, callRef: context.id }));
    await unit.patch(tables.callIdentity, ['callRef'], led);
  }
}
