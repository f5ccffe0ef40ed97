import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import type { Channel } from '../../domain/call.js';
import type { Instant, JsonText, Source } from '../../domain/source.js';
import type { Handling } from '../../domain/state-transition.js';
import type { Transaction, TransactionKind } from '../../domain/transaction.js';
import { flag, flagOrNull, realOrNull, text, textOrNull, whole, wholeOrNull, wide, wideOrNull } from './columns.js';

type Stored = Omit<Transaction, 'promptText' | 'intent' | 'intentRanking' | 'transition'>;

/**
 * A transaction's row, with its intent and its state transition, which are one to one with it.
 * States are internal ids. The wide and seldom read columns stand last.
 */
@Entity({ tableName: 'transaction' })
@Unique({ properties: ['client', 'transactionId'] })
@Index({ properties: ['client', 'callRef', 'sequence'] })
@Index({ properties: ['client', 'requestTimestamp', 'id'] })
@Index({ properties: ['client', 'intentName', 'callRef'] })
@Index({ properties: ['client', 'fromState', 'callRef'] })
@Index({ properties: ['client', 'toState', 'callRef'] })
export class TransactionEntity implements Stored {
  @PrimaryKey({ ...wide(), fieldName: 'client_id' }) client!: number;
  @PrimaryKey(wide()) id!: number;
  @Property(wide()) callRef!: number;
  @Property(text()) transactionId!: string;
  @Property(text()) source!: Source;
  @Property(whole()) sequence!: number;
  @Property(text()) kind!: TransactionKind;
  @Property(wide()) requestTimestamp!: Instant;
  @Property(wholeOrNull()) responseTimeMs!: number | null;
  @Property(textOrNull()) channel!: Channel | null;
  @Property(textOrNull()) platform!: string | null;
  @Property(textOrNull()) language!: string | null;
  @Property(textOrNull()) releaseId!: string | null;
  @Property(textOrNull()) userContextId!: string | null;
  @Property(textOrNull()) callerRaw!: string | null;
  @Property(flagOrNull()) production!: boolean | null;
  @Property(flagOrNull()) privacyEnabled!: boolean | null;
  @Property(textOrNull()) intentName!: string | null;
  @Property(realOrNull()) intentConfidence!: number | null;
  @Property(textOrNull()) intentSourceId!: string | null;
  @Property(wideOrNull()) fromState!: number | null;
  @Property(wideOrNull()) handledByState!: number | null;
  @Property(wideOrNull()) toState!: number | null;
  @Property(text()) handled!: Handling;
  @Property(flagOrNull()) explicitlyHandled!: boolean | null;
  @Property(flag()) terminal!: boolean;
  @Property(flagOrNull()) endTalk!: boolean | null;
  @Property(flagOrNull()) continueListening!: boolean | null;
  @Property(whole()) errorCount!: number;
  @Property(whole()) warningCount!: number;
  @Property(wide()) sourceEventRef!: number;
  @Property(textOrNull()) text!: string | null;
  @Property(textOrNull()) prompt!: string | null;
  @Property(textOrNull()) reprompt!: string | null;
  /** A JSON array of intent matches, best first. */
  @Property(textOrNull()) intentRanking!: JsonText | null;
  @Property(textOrNull()) slots!: JsonText | null;
  /** A JSON array of `{ id, name, value }`, the value as JSON text. */
  @Property(textOrNull()) variables!: JsonText | null;
  /** JSON arrays of the steps in which errors and warnings occurred. */
  @Property(textOrNull()) errorSteps!: JsonText | null;
  @Property(textOrNull()) warningSteps!: JsonText | null;
}
