import type { AgentVersion, SessionLifecycle } from '../../../domain/agent-session.js';
import type { MessageRecord, RecordError } from '../../../domain/record.js';
import type { Instant, JsonText } from '../../../domain/source.js';

/** What the agent's own schema wants an analysis to tell, and what made it. */
export interface AnalysisSchema {
  /** Null where the agent has no schema. */
  readonly declaredKeys: readonly string[] | null;
  readonly model: string | null;
}

/** What an analysis made of a session. */
export interface WhippyAnalysis {
  readonly completionRating: string | null;
  readonly summary: string | null;
  readonly sentiment: string | null;
  readonly customData: JsonText | null;
}

/**
 * An event of a conversation agent's session, as far as it is read; empty strings are null. The envelope's time is
 * the same in all three events of a session and says nothing.
 * @see https://docs.whippy.ai/docs/conversation-agent
 */
export interface WhippyEvent {
  readonly event: string;
  readonly lifecycle: SessionLifecycle;
  readonly sessionId: string;
  /** The thread, which can hold many sessions. */
  readonly conversationId: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedReason: string | null;
  readonly agentVersion: AgentVersion | null;
  readonly schema: AnalysisSchema;
  readonly analysis: WhippyAnalysis;
  readonly transcript: string | null;
  readonly translatedTranscript: string | null;
  readonly language: string | null;
  readonly translationLanguage: string | null;
  readonly messages: readonly MessageRecord[];
  readonly unreadable: readonly UnreadableMessage[];
}

/** A message that cannot be read, in an event of its session that holds nothing else. */
export interface UnreadableMessage {
  readonly body: JsonText;
  readonly error: RecordError;
}
