import type { NoticeRecord } from '../../domain/record.js';
import type { GatewayNoticeEntity } from '../../persistence/entities/gateway-notice.entity.js';
import { type Application, type Applied, type Arrival, withSaid } from './application.js';
import { recordKey } from './known-records.js';

const KEPT: readonly (keyof GatewayNoticeEntity)[] = ['client', 'id', 'callRef', 'receivedAt'];

/** Applies a gateway's notice to its call; one without a key leaves nothing but its identifiers. */
export function applyNotice(
  { recording, known, changes }: Application,
  record: NoticeRecord,
  { received, sourceEventRef, call }: Arrival,
): Applied | null {
  const { source } = received.item;
  const key = recordKey(source, record);
  if (key === null || record.key === null) return null;
  const id = known.get(key)?.id ?? recording.ids.next();
  const said: GatewayNoticeEntity = {
    client: recording.client.id,
    id,
    callRef: call.id,
    source,
    eventKey: record.key,
    occurredAt: record.occurredAt,
    transferAnswered: record.transferAnswered,
    transferTarget: record.transferTarget,
    botOperationResult: record.botOperationResult,
    botOperationData: record.botOperationData,
    reason: record.reason,
    reasonCodeRaw: record.reasonCodeRaw,
    callStartedAt: record.callStartedAt,
    receivedAt: received.receivedAt,
    channel: record.channel,
    platform: record.platform,
    language: record.language,
    releaseId: record.releaseId,
    callerRaw: record.callerRaw,
    production: record.production,
    privacyEnabled: record.privacyEnabled,
    sourceEventRef,
  };
  const before = call.notices.get(id);
  const row = before === undefined ? said : { ...withSaid(before, said, KEPT), callRef: call.id };
  if (before === undefined) changes.notices.create(row);
  else changes.notices.revise(row);
  known.set(key, { id, callRef: call.id });
  call.notices.set(id, row);
  return { id, existed: before !== undefined };
}
