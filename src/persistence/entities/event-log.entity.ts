import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { CallChange, LoggedEvent, LoggedSubject } from '../../domain/event-log.js';
import type { Instant } from '../../domain/source.js';
import { text, textOrNull, wide } from './columns.js';

/** An entry of the log: numbered without gaps within its client, in the order of commits. */
@Entity({ tableName: 'event_log' })
export class EventLogEntity implements LoggedEvent {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) seq!: number;
  @Property(text()) subject!: LoggedSubject;
  @Property(wide()) subjectRef!: number;
  @Property(wide()) callRef!: number;
  @Property(textOrNull()) change!: CallChange | null;
  @Property(wide()) at!: Instant;
}
