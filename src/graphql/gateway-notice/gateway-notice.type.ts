import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { type BotOperation, type Transfer, TransferStatus } from '../../domain/gateway-notice.js';
import { BotOperationResult, HangupReasonCode } from '../../domain/hangup.js';
import { type Instant, type JsonText, Source } from '../../domain/source.js';
import '../call/call.enum.js';
import '../hangup/hangup.enum.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';

registerEnumType(TransferStatus, {
  name: 'TransferStatus',
  description: 'What became of an attempt to hand a call on.',
  valuesConfig: {
    ANSWERED: { description: 'Somebody took the call.' },
    FAILED: { description: 'Nobody did; see the reason.' },
  },
});

/** An attempt to hand a call on. */
@ObjectType('Transfer', { description: 'An attempt to hand a call on, as the gateway reports it.' })
export class TransferType implements Transfer {
  @Field(() => Source, { simple: true, description: 'Who told of it.' })
  readonly source!: Source;

  @Field(() => TransferStatus, { simple: true, description: 'What became of it.' })
  readonly status!: TransferStatus;

  @Field(() => HangupReasonCode, { simple: true, description: 'Why it failed, normalised over the sources.' })
  readonly reasonCode!: HangupReasonCode;

  @Field(() => String, { nullable: true, simple: true, description: 'The code as the source sent it.' })
  readonly reasonCodeRaw!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why, in free text.' })
  readonly reason!: string | null;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: 'To whom, as the source says it; null unless it does.',
  })
  readonly target!: string | null;

  @Field(() => DateTimeScalar, {
    simple: true,
    description: 'When it happened; the time of receipt where none was given.',
  })
  readonly occurredAt!: Instant;

  @Field(() => DateTimeScalar, { simple: true, description: 'When the gateway received the report.' })
  readonly receivedAt!: Instant;
}

/** What a bot said of its own work at one time. */
@ObjectType('BotOperation', { description: 'What a bot said of its own work at one time.' })
export class BotOperationType implements BotOperation {
  @Field(() => Source, { simple: true, description: 'Who told of it.' })
  readonly source!: Source;

  @Field(() => BotOperationResult, {
    nullable: true,
    simple: true,
    description: 'How it judged its work; null unless it did.',
  })
  readonly result!: BotOperationResult | null;

  @Field(() => JsonScalar, { nullable: true, simple: true, description: 'What it left with its judgement.' })
  readonly data!: JsonText | null;

  @Field(() => DateTimeScalar, {
    simple: true,
    description: 'When it was set; the time of receipt where none was given.',
  })
  readonly occurredAt!: Instant;

  @Field(() => DateTimeScalar, { simple: true, description: 'When the gateway received it.' })
  readonly receivedAt!: Instant;
}
