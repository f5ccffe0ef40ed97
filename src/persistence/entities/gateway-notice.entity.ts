import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Channel } from '../../domain/call.js';
import type { NoticeFacts } from '../../domain/course.js';
import type { BotOperationResult } from '../../domain/hangup.js';
import type { Instant, JsonText, Source } from '../../domain/source.js';
import { flagOrNull, text, textOrNull, wide, wideOrNull } from './columns.js';

/** What was said of a call before its end: that it began, was handed on, or how the bot judged its own work. */
@Entity({ tableName: 'gateway_notice' })
@Unique({ properties: ['client', 'source', 'eventKey'] })
@Index({ properties: ['client', 'callRef'] })
export class GatewayNoticeEntity implements NoticeFacts {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(wide()) callRef!: number;
  @Property(text()) source!: Source;
  @Property(text()) eventKey!: string;
  @Property(wideOrNull()) occurredAt!: Instant | null;
  @Property(textOrNull()) transferTarget!: string | null;
  @Property(flagOrNull()) transferAnswered!: boolean | null;
  @Property(textOrNull()) botOperationResult!: BotOperationResult | null;
  @Property(textOrNull()) botOperationData!: JsonText | null;
  @Property(textOrNull()) reason!: string | null;
  @Property(textOrNull()) reasonCodeRaw!: string | null;
  @Property(wideOrNull()) callStartedAt!: Instant | null;
  @Property(wide()) receivedAt!: Instant;
  @Property(textOrNull()) channel!: Channel | null;
  @Property(textOrNull()) platform!: string | null;
  @Property(textOrNull()) language!: string | null;
  @Property(textOrNull()) releaseId!: string | null;
  @Property(textOrNull()) callerRaw!: string | null;
  @Property(flagOrNull()) production!: boolean | null;
  @Property(flagOrNull()) privacyEnabled!: boolean | null;
  @Property(wide()) sourceEventRef!: number;
}
