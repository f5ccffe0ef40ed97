import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { CallDataRecord } from '../../domain/call-data.js';
import type { CallerKind } from '../../domain/caller.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { text, textOrNull, wide } from './columns.js';

/**
 * A CallData record: appended, never changed. `callerKey` is what numbers are compared by.
 * It names its call by `callId` alone, so that it finds the call in whatever order they come.
 */
@Entity({ tableName: 'call_data' })
@Index({ properties: ['client', 'callId', 'callerKey', 'storedAt', 'id'] })
@Index({ properties: ['client', 'callId', 'callerRaw', 'storedAt', 'id'] })
@Index({ properties: ['client', 'expiresAt'] })
@Index({ properties: ['client', 'storedAt'] })
export class CallDataEntity implements Omit<CallDataRecord, 'caller'> {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(text()) callId!: string;
  @Property(text()) callerKey!: string;
  @Property(text()) callerRaw!: string;
  @Property({ ...textOrNull(), fieldName: 'caller_e164' }) callerE164!: string | null;
  @Property(text()) callerKind!: CallerKind;
  @Property(textOrNull()) content!: string | null;
  @Property(textOrNull()) conversationId!: string | null;
  @Property(text()) fields!: JsonText;
  /** The texts that no column can hold, as JSON: those with NUL or with half of a surrogate pair. */
  @Property(textOrNull()) exact!: JsonText | null;
  @Property(wide()) storedAt!: Instant;
  @Property(wide()) expiresAt!: Instant;
}
