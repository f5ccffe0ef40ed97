import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Call, CallOutcome, CallStatus, Channel } from '../../domain/call.js';
import type { CallerKind } from '../../domain/caller.js';
import type { Initiator } from '../../domain/hangup.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { flag, flagOrNull, text, textOrNull, whole, wide, wideOrNull } from './columns.js';

/** A call's row. All of it but the ids follows from the call's records and is written anew with them. */
@Entity({ tableName: 'call' })
@Index({ properties: ['client', 'listedAt', 'id'] })
@Index({ properties: ['client', 'listedDurationMs', 'id'] })
@Index({ properties: ['client', 'turnCount', 'id'] })
@Index({ properties: ['client', 'callerE164', 'listedAt'] })
export class CallEntity implements Omit<Call, 'caller'> {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(text()) callId!: string;
  @Property(text()) channel!: Channel;
  @Property(textOrNull()) platform!: string | null;
  @Property(text()) status!: CallStatus;
  @Property(text()) endedBy!: Initiator;
  @Property(text()) outcome!: CallOutcome;
  @Property(wideOrNull()) startedAt!: Instant | null;
  @Property(wideOrNull()) endedAt!: Instant | null;
  @Property(wideOrNull()) durationMs!: number | null;
  @Property(textOrNull()) language!: string | null;
  @Property(textOrNull()) callerRaw!: string | null;
  @Property({ ...textOrNull(), fieldName: 'caller_e164' }) callerE164!: string | null;
  @Property(textOrNull()) callerKind!: CallerKind | null;
  @Property(textOrNull()) releaseId!: string | null;
  @Property(flagOrNull()) production!: boolean | null;
  @Property(flag()) privacyEnabled!: boolean;
  @Property(whole()) turnCount!: number;
  @Property(whole()) fallbackCount!: number;
  @Property(whole()) errorCount!: number;
  @Property(whole()) transactionCount!: number;
  /** Where the call stands in a list by time: its start, else its end, else when it was first heard of. */
  @Property(wide()) listedAt!: Instant;
  /** Where it stands by duration; -1 where it has none yet, so that no database has to order NULLs. */
  @Property(wide()) listedDurationMs!: number;
  @Property(wide()) recordedAt!: Instant;
  /** When the person was erased from it; what comes later is kept without them. */
  @Property(wideOrNull()) erasedAt!: Instant | null;
  /** Since when a legal hold keeps it whole. */
  @Property(wideOrNull()) heldAt!: Instant | null;
  /** The call that this one turned out to be; such a row only keeps old ids leading there. */
  @Property(wideOrNull()) mergedInto!: number | null;
  /** Its turns and its end as figures read them, see `courseText`; null where it was written before there was one. */
  @Property(textOrNull()) course!: JsonText | null;
}
