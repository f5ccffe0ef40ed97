import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Message, MessageDirection } from '../../domain/message.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { text, textOrNull, wide, wideOrNull } from './columns.js';

/** A message's row; merged by the source's id within its session. */
@Entity({ tableName: 'message' })
@Unique({ properties: ['client', 'sessionRef', 'messageId'] })
@Index({ properties: ['client', 'callRef', 'createdAt', 'id'] })
@Index({ properties: ['client', 'sessionRef', 'createdAt', 'id'] })
export class MessageEntity implements Message {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(wide()) sessionRef!: number;
  @Property(wide()) callRef!: number;
  @Property(text()) messageId!: string;
  @Property(text()) direction!: MessageDirection;
  @Property(textOrNull()) body!: string | null;
  @Property(textOrNull()) translatedBody!: string | null;
  @Property(textOrNull()) mode!: string | null;
  @Property(textOrNull()) type!: string | null;
  @Property({ ...textOrNull(), fieldName: 'sender' }) from!: string | null;
  @Property({ ...textOrNull(), fieldName: 'recipient' }) to!: string | null;
  @Property(textOrNull()) deliveryStatus!: string | null;
  @Property(textOrNull()) language!: string | null;
  @Property(wide()) createdAt!: Instant;
  @Property(wideOrNull()) updatedAt!: Instant | null;
  /** For each field when the version was written that said it, as JSON. */
  @Property(text()) saidAt!: JsonText;
  @Property(textOrNull()) raw!: JsonText | null;
}
