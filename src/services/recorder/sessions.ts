import type { SessionLifecycle } from '../../domain/agent-session.js';
import type { SessionRecord } from '../../domain/record.js';
import type { AgentSessionEntity } from '../../persistence/entities/agent-session.entity.js';
import { applyAnalysis } from './analyses.js';
import type { Application, Applied, Arrival } from './application.js';
import { recordKey } from './known-records.js';
import { applyMessages } from './messages.js';
import { withVersion } from './stamped.js';

const RANK: Record<SessionLifecycle, number> = { STARTED: 1, ENDED: 2, ANALYZED: 3 };

const STAGED = [
  'conversationId',
  'startedAt',
  'endedAt',
  'endedReason',
  'agentId',
  'agentVersion',
  'transcript',
  'translatedTranscript',
  'language',
  'translationLanguage',
  'channel',
  'platform',
  'releaseId',
  'callerRaw',
  'production',
  'privacyEnabled',
] as const satisfies readonly (keyof AgentSessionEntity)[];

/**
 * Applies an agent's session to its call, with its messages and its analysis. The stage decides, not the time:
 * an earlier stage that comes late never takes anything back.
 */
export async function applySession(
  application: Application,
  record: SessionRecord,
  arrival: Arrival,
): Promise<Applied & { readonly analysisRef: number | null }> {
  const { recording, known, changes } = application;
  const { call, received } = arrival;
  const key = recordKey(received.item.source, record) as string;
  const id = known.get(key)?.id ?? recording.ids.next();
  const before = call.sessions.get(id);
  const versions = before === undefined ? null : { row: before, stamps: before.saidInStage };
  const { row, stamps } = withVersion(
    versions,
    sessionRow(record, arrival, recording.client.id, id),
    STAGED,
    RANK[record.lifecycle],
  );
  const later = before === undefined || RANK[record.lifecycle] > RANK[before.lifecycle];
  const merged = {
    ...row,
    callRef: call.id,
    listedAt: row.startedAt ?? row.endedAt ?? row.listedAt,
    saidInStage: stamps,
    lifecycle: later ? record.lifecycle : before.lifecycle,
  };
  if (before === undefined) changes.sessions.create(merged);
  else changes.sessions.revise(merged);
  known.set(key, { id, callRef: call.id });
  call.sessions.set(id, merged);
  await applyMessages(application, record.messages, merged, RANK[record.lifecycle]);
  const analysisRef = record.analysis === null ? null : await applyAnalysis(application, record.analysis, arrival, id);
  return { id, existed: before !== undefined, analysisRef };
}

function sessionRow(record: SessionRecord, arrival: Arrival, client: number, id: number): AgentSessionEntity {
  return {
    client,
    id,
    callRef: arrival.call.id,
    sessionId: record.sessionId,
    conversationId: record.conversationId,
    lifecycle: record.lifecycle,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    endedReason: record.endedReason,
    listedAt: record.startedAt ?? record.endedAt ?? arrival.received.receivedAt,
    agentId: record.agentVersion?.agentId ?? null,
    agentVersion: record.agentVersion === null ? null : JSON.stringify(record.agentVersion),
    channel: record.channel,
    platform: record.platform,
    releaseId: record.releaseId,
    callerRaw: record.callerRaw,
    production: record.production,
    privacyEnabled: record.privacyEnabled,
    saidInStage: '[]',
    language: record.language,
    translationLanguage: record.translationLanguage,
    sourceEventRef: arrival.sourceEventRef,
    transcript: record.transcript,
    translatedTranscript: record.translatedTranscript,
  };
}
