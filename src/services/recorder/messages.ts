import type { MessageRecord } from '../../domain/record.js';
import type { AgentSessionEntity } from '../../persistence/entities/agent-session.entity.js';
import type { MessageEntity } from '../../persistence/entities/message.entity.js';
import type { Application } from './application.js';
import { every } from './call-context.js';
import { withVersion } from './stamped.js';

const VERSIONED = [
  'direction',
  'body',
  'translatedBody',
  'mode',
  'type',
  'from',
  'to',
  'deliveryStatus',
  'language',
  'createdAt',
  'updatedAt',
  'raw',
] as const satisfies readonly (keyof MessageEntity)[];

/** Applies a session's messages: the same id is the same message, and the later version of it stands. */
export async function applyMessages(
  { recording, changes }: Application,
  records: readonly MessageRecord[],
  session: AgentSessionEntity,
  rank: number,
): Promise<void> {
  if (records.length === 0) return;
  const { unit, tables, client, ids } = recording;
  const by = ['client', 'sessionRef', 'messageId'] as const;
  const keys = [...new Set(records.map((record) => record.messageId))].map((id) => [client.id, session.id, id]);
  const known = new Map<string, MessageEntity>();
  for (const row of await unit.find(tables.message, every(tables.message), by, keys)) known.set(row.messageId, row);
  for (const row of [...changes.messages.revised.values(), ...changes.messages.created.values()]) {
    if (row.sessionRef === session.id) known.set(row.messageId, row);
  }
  for (const record of records) {
    const before = known.get(record.messageId);
    const place = { client: client.id, id: before?.id ?? ids.next(), sessionRef: session.id, callRef: session.callRef };
    const said: MessageEntity = { ...place, ...record, saidAt: '[]' };
    const versions = before === undefined ? null : { row: before, stamps: before.saidAt };
    const { row, stamps } = withVersion(versions, said, VERSIONED, stampOf(record, rank));
    const merged = { ...row, callRef: session.callRef, saidAt: stamps };
    if (before === undefined) changes.messages.create(merged);
    else changes.messages.revise(merged);
    known.set(record.messageId, merged);
  }
}

const RANKS = 4;

// Of versions of one millisecond that of the later stage stands.
function stampOf({ updatedAt, createdAt }: MessageRecord, rank: number): number {
  return (updatedAt ?? createdAt) * RANKS + rank;
}
