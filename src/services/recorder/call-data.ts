import { CALL_DATA_MAXIMUM_DAYS } from '../../domain/call-data.js';
import { callerOf, countryOf, matchKey } from '../../domain/caller.js';
import { type CallDataRecordInput, RecordOutcome } from '../../domain/record.js';
import type { Instant } from '../../domain/source.js';
import type { CallDataEntity } from '../../persistence/entities/call-data.entity.js';
import { exactTexts, restoredTexts } from '../../persistence/exact-texts.js';
import type { Recording } from './recording.js';

const DAY_MS = 86_400_000;

/**
 * Appends a CallData record, or finds that an idempotent writer's latest one says the same already. One that was
 * `brought` from another gateway is the same where its time is the same, too.
 */
export async function recordCallData(
  recording: Recording,
  record: CallDataRecordInput,
  receivedAt: Instant,
  brought: boolean,
): Promise<{ outcome: RecordOutcome; id: number }> {
  const row = callDataRow(recording, record, receivedAt);
  const living = record.idempotent || brought ? await livingOf(recording, row) : [];
  const latest = record.idempotent ? living.at(-1) : undefined;
  const known = brought ? living.find((one) => one.storedAt === receivedAt && isSame(one, row)) : latest;
  if (known !== undefined && isSame(known, row)) return { outcome: RecordOutcome.DUPLICATE, id: known.id };
  const numbered = { ...row, id: recording.ids.next() };
  recording.writes.callData.push(numbered);
  return { outcome: latest === undefined ? RecordOutcome.CREATED : RecordOutcome.REVISED, id: numbered.id };
}

/** What stands for the same call and caller, the latest one last. */
async function livingOf(recording: Recording, row: CallDataEntity): Promise<readonly CallDataEntity[]> {
  const { unit, tables, writes } = recording;
  const properties = tables.callData.columns.map((column) => column.property) as (keyof CallDataEntity)[];
  const key = [row.client, row.callId, row.callerKey];
  const stored = await unit.find(tables.callData, properties, ['client', 'callId', 'callerKey'], [key]);
  const mine = writes.callData.filter((one) => one.callId === row.callId && one.callerKey === row.callerKey);
  const living = [...stored, ...mine].filter((one) => one.expiresAt > row.storedAt);
  return living.sort((one, other) => one.storedAt - other.storedAt || one.id - other.id);
}

function isSame(one: CallDataEntity, other: CallDataEntity): boolean {
  if (one.exact !== other.exact || one.fields !== other.fields) return false;
  const [mine, theirs] = [restoredTexts(one), restoredTexts(other)];
  return mine.content === theirs.content && mine.conversationId === theirs.conversationId;
}

function callDataRow(recording: Recording, record: CallDataRecordInput, receivedAt: Instant): CallDataEntity {
  const { client, defaultCountry } = recording;
  const given = record.countryCode === null ? null : countryOf(record.countryCode);
  const country = given ?? client.defaultCountry ?? defaultCountry;
  const caller = callerOf(record.callerRaw, country);
  const days = Math.min(client.callDataRetentionDays, CALL_DATA_MAXIMUM_DAYS);
  return {
    client: client.id,
    id: 0,
    callId: record.callId,
    callerKey: matchKey(record.callerRaw, country),
    callerRaw: record.callerRaw,
    callerE164: caller.e164,
    callerKind: caller.kind,
    content: record.content,
    conversationId: record.conversationId,
    fields: record.fields,
    exact: exactTexts(record),
    storedAt: receivedAt,
    expiresAt: receivedAt + days * DAY_MS,
  };
}
