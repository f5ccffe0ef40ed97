import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Channel } from '../../domain/call.js';
import type {
  Basis,
  BotOperationResult,
  HangupEvent,
  HangupReasonCode,
  HangupSignal,
  Initiator,
} from '../../domain/hangup.js';
import type { Instant, JsonText, Source } from '../../domain/source.js';
import { flag, flagOrNull, realOrNull, text, textOrNull, wide, wideOrNull } from './columns.js';

type Stored = Omit<HangupEvent, 'state' | 'lastIntent' | 'sipHeaders'>;

/**
 * An end signal's row: what the source said, and what follows from the course of its call
 * (`initiator`, `initiatorBasis`, `state`, `lastIntent…`, `primary`).
 */
@Entity({ tableName: 'hangup' })
@Unique({ properties: ['client', 'source', 'eventKey'] })
@Index({ properties: ['client', 'callRef'] })
@Index({ properties: ['client', 'transactionRef'] })
@Index({ properties: ['client', 'occurredAt', 'id'] })
export class HangupEntity implements Stored {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(wide()) callRef!: number;
  @Property(wideOrNull()) transactionRef!: number | null;
  @Property(text()) source!: Source;
  @Property(text()) eventKey!: string;
  /** The source's word for what it is, where it may be told under another name of its call. */
  @Property(textOrNull()) eventKind!: string | null;
  /** The internal id of the signal that this one repeats under another name of the call; null for one of its own. */
  @Property(wideOrNull()) sameAs!: number | null;
  @Property(wide()) occurredAt!: Instant;
  /** False where the source gave no time and the time of receipt stands. */
  @Property(flag()) timed!: boolean;
  @Property(text()) signal!: HangupSignal;
  @Property(wideOrNull()) callStartedAt!: Instant | null;
  @Property(wide()) receivedAt!: Instant;
  @Property(textOrNull()) reportedInitiator!: Initiator | null;
  @Property(text()) initiator!: Initiator;
  @Property(text()) initiatorBasis!: Basis;
  @Property(wideOrNull()) fromState!: number | null;
  @Property(wideOrNull()) state!: number | null;
  @Property(textOrNull()) lastIntentName!: string | null;
  @Property(realOrNull()) lastIntentConfidence!: number | null;
  @Property(textOrNull()) lastIntentSourceId!: string | null;
  @Property(textOrNull()) reason!: string | null;
  @Property(text()) reasonCode!: HangupReasonCode;
  @Property(textOrNull()) reasonCodeRaw!: string | null;
  @Property(textOrNull()) sipHeaders!: JsonText | null;
  @Property(textOrNull()) botOperationResult!: BotOperationResult | null;
  @Property(textOrNull()) botOperationData!: JsonText | null;
  @Property(flag()) primary!: boolean;
  @Property(textOrNull()) channel!: Channel | null;
  @Property(textOrNull()) platform!: string | null;
  @Property(textOrNull()) language!: string | null;
  @Property(textOrNull()) releaseId!: string | null;
  @Property(textOrNull()) callerRaw!: string | null;
  @Property(flagOrNull()) production!: boolean | null;
  @Property(flagOrNull()) privacyEnabled!: boolean | null;
  @Property(wide()) sourceEventRef!: number;
}
