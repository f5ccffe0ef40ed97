import type { Instant, JsonText } from './source.js';

/** How far a session has come. Rank decides, not time stamps: a later stage is never undone. */
export const SessionLifecycle = { STARTED: 'STARTED', ENDED: 'ENDED', ANALYZED: 'ANALYZED' } as const;
export type SessionLifecycle = (typeof SessionLifecycle)[keyof typeof SessionLifecycle];

/** The version of the agent that held the session. */
export interface AgentVersion {
  readonly versionId: string;
  readonly agentId: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly llmId: string | null;
  /** Who made the version, by the source's own id. */
  readonly createdById: string | null;
  readonly organizationId: string | null;
  readonly settings: JsonText | null;
}

/** One session of an agent, on a call or in a thread of messages. */
export interface AgentSession {
  readonly id: number;
  readonly callRef: number;
  readonly sessionId: string;
  /** The thread, which can hold many sessions. */
  readonly conversationId: string | null;
  readonly lifecycle: SessionLifecycle;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedReason: string | null;
  readonly agentVersion: AgentVersion | null;
  readonly transcript: string | null;
  readonly translatedTranscript: string | null;
  readonly language: string | null;
  readonly translationLanguage: string | null;
}
