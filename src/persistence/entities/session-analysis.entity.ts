import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Sentiment, SessionAnalysis } from '../../domain/session-analysis.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { text, textOrNull, whole, wide } from './columns.js';

/** A revision of a session's analysis; the highest one is current. */
@Entity({ tableName: 'session_analysis' })
@Unique({ properties: ['client', 'sessionRef', 'revision'] })
@Index({ properties: ['client', 'analyzedAt', 'id'] })
export class SessionAnalysisEntity implements Omit<SessionAnalysis, 'undeclaredKeys' | 'missingKeys'> {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(wide()) sessionRef!: number;
  @Property(whole()) revision!: number;
  @Property(textOrNull()) completionRating!: string | null;
  @Property(textOrNull()) summary!: string | null;
  @Property(text()) sentiment!: Sentiment;
  @Property(textOrNull()) customData!: JsonText | null;
  /** JSON arrays of keys. */
  @Property(text()) undeclaredKeys!: JsonText;
  @Property(text()) missingKeys!: JsonText;
  @Property(textOrNull()) model!: string | null;
  @Property(wide()) analyzedAt!: Instant;
  @Property(wide()) sourceEventRef!: number;
}
