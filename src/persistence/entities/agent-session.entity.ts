import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { AgentSession, SessionLifecycle } from '../../domain/agent-session.js';
import type { Channel } from '../../domain/call.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { flagOrNull, text, textOrNull, wide, wideOrNull } from './columns.js';

/** A session's row; the agent's version is kept as JSON, as the source sent it. */
@Entity({ tableName: 'agent_session' })
@Unique({ properties: ['client', 'sessionId'] })
@Index({ properties: ['client', 'callRef'] })
@Index({ properties: ['client', 'listedAt', 'id'] })
export class AgentSessionEntity implements Omit<AgentSession, 'agentVersion'> {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(wide()) callRef!: number;
  @Property(text()) sessionId!: string;
  @Property(textOrNull()) conversationId!: string | null;
  @Property(text()) lifecycle!: SessionLifecycle;
  @Property(wideOrNull()) startedAt!: Instant | null;
  @Property(wideOrNull()) endedAt!: Instant | null;
  @Property(textOrNull()) endedReason!: string | null;
  /** Where the session stands in a list by time: its start, else its end, else when it was first heard of. */
  @Property(wide()) listedAt!: Instant;
  @Property(textOrNull()) agentId!: string | null;
  @Property(textOrNull()) agentVersion!: JsonText | null;
  @Property(textOrNull()) channel!: Channel | null;
  @Property(textOrNull()) platform!: string | null;
  @Property(textOrNull()) releaseId!: string | null;
  @Property(textOrNull()) callerRaw!: string | null;
  @Property(flagOrNull()) production!: boolean | null;
  @Property(flagOrNull()) privacyEnabled!: boolean | null;
  /** For each field that stages may tell apart the rank of the stage that said it, as JSON. */
  @Property(text()) saidInStage!: JsonText;
  @Property(textOrNull()) language!: string | null;
  @Property(textOrNull()) translationLanguage!: string | null;
  @Property(wide()) sourceEventRef!: number;
  @Property(textOrNull()) transcript!: string | null;
  @Property(textOrNull()) translatedTranscript!: string | null;
}
