import { SessionLifecycle } from '../../../domain/agent-session.js';
import { Channel } from '../../../domain/call.js';
import { MessageDirection } from '../../../domain/message.js';
import type { AnalysisRecord, CallFacts, MessageRecord, SessionRecord } from '../../../domain/record.js';
import { Sentiment } from '../../../domain/session-analysis.js';
import type { AdaptedItem } from '../../adapted-item.js';
import type { DeliveredItem } from '../../items.js';
import { readExactly } from '../../reading.js';
import type { WhippyEvent } from './payload.js';
import { readEvent } from './reader.js';

/**
 * The item of one event, then one for each message in it that cannot be read: the event stands without them. Throws
 * PayloadError where the event itself cannot be understood.
 */
export function whippyItems(item: DeliveredItem): readonly AdaptedItem[] {
  const event = readExactly(item, (value, exact) => readEvent(value, item.text, exact));
  const { lifecycle, sessionId, conversationId, startedAt, endedAt, endedReason, agentVersion } = event;
  const record: SessionRecord = {
    type: 'session',
    // Never the conversation: that is a thread, which can hold many sessions.
    identifiers: [{ kind: 'sessionId', value: sessionId }],
    sessionId,
    conversationId,
    lifecycle,
    startedAt,
    endedAt,
    endedReason,
    agentVersion,
    transcript: event.transcript,
    translatedTranscript: event.translatedTranscript,
    translationLanguage: event.translationLanguage,
    messages: event.messages,
    analysis: lifecycle === SessionLifecycle.ANALYZED ? analysisOf(event) : null,
    ...factsOf(event),
  };
  return [{ eventType: event.event, key: sessionId, body: item.text, records: [record] }, ...event.unreadable];
}

function analysisOf({ analysis, schema }: WhippyEvent): AnalysisRecord {
  return {
    ...analysis,
    sentiment: sentimentOf(analysis.sentiment),
    declaredKeys: schema.declaredKeys,
    model: schema.model,
    // The event's time is that of the session's start, not of the analysis.
    analyzedAt: null,
  };
}

function sentimentOf(text: string | null): Sentiment {
  const name = (text ?? '').trim().toUpperCase();
  return Object.hasOwn(Sentiment, name) ? (name as Sentiment) : Sentiment.UNKNOWN;
}

function factsOf({ messages, language }: WhippyEvent): CallFacts {
  const sorted = [...messages].sort(compareMessages);
  const platform = sorted.find((message) => message.type !== null)?.type ?? null;
  return {
    channel: platform !== null && /sms/i.test(platform) ? Channel.SMS : Channel.CHAT,
    platform,
    language,
    releaseId: null,
    callerRaw: personIn(sorted),
    production: null,
    privacyEnabled: null,
  };
}

function compareMessages(one: MessageRecord, other: MessageRecord): number {
  return one.createdAt - other.createdAt || (one.messageId < other.messageId ? -1 : 1);
}

// Who wrote first, else to whom was written.
function personIn(messages: readonly MessageRecord[]): string | null {
  const inbound = messages.find(({ direction, from }) => direction === MessageDirection.INBOUND && from !== null);
  return inbound?.from ?? messages.find(({ direction }) => direction === MessageDirection.OUTBOUND)?.to ?? null;
}
