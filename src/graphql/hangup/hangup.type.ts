import { Field, ID, ObjectType } from 'type-graphql';
import {
  Basis,
  BotOperationResult,
  type HangupEvent,
  HangupReasonCode,
  Initiator,
  type SipHeader,
} from '../../domain/hangup.js';
import { type Instant, type JsonText, Source } from '../../domain/source.js';
import '../call/call.enum.js';
import { NodeType } from '../node/node.type.js';
import { connectionType } from '../page/page.type.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';
import { StateType } from '../state-transition/state-transition.type.js';
import { IntentMatchType } from '../transaction/transaction.type.js';
import './hangup.enum.js';

/** A header of the SIP message that ended the call. */
@ObjectType('SipHeader', { description: 'A header of the SIP message that ended the call.' })
export class SipHeaderType implements SipHeader {
  @Field(() => String, { simple: true, description: 'Its name.' })
  readonly name!: string;

  @Field(() => String, { simple: true, description: 'Its value.' })
  readonly value!: string;
}

/** An end signal; its call and transaction are in the resolver. */
@ObjectType('HangupEvent', {
  implements: NodeType,
  description: 'An end signal: a command by the bot, or a notice by the gateway or the platform.',
})
export class HangupEventType implements Omit<HangupEvent, 'callRef' | 'transactionRef'> {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => Source, { simple: true, description: 'Who told of it.' })
  readonly source!: Source;

  @Field(() => DateTimeScalar, {
    simple: true,
    description: 'When it happened; the time of receipt where none was given.',
  })
  readonly occurredAt!: Instant;

  @Field(() => DateTimeScalar, { simple: true, description: 'When the gateway received it.' })
  readonly receivedAt!: Instant;

  @Field(() => Initiator, { simple: true, description: 'Who hung up.' })
  readonly initiator!: Initiator;

  @Field(() => Basis, { simple: true, description: 'How it is known who hung up.' })
  readonly initiatorBasis!: Basis;

  @Field(() => StateType, {
    nullable: true,
    simple: true,
    description: 'Where the person was in the dialogue, not the reset state after it.',
  })
  readonly state!: StateType | null;

  @Field(() => IntentMatchType, { nullable: true, simple: true, description: 'The last intent before it.' })
  readonly lastIntent!: IntentMatchType | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Why, in free text.' })
  readonly reason!: string | null;

  @Field(() => HangupReasonCode, { simple: true, description: 'Why, normalised over the sources.' })
  readonly reasonCode!: HangupReasonCode;

  @Field(() => String, { nullable: true, simple: true, description: 'Why, in the code of the source.' })
  readonly reasonCodeRaw!: string | null;

  @Field(() => [SipHeaderType], { simple: true, description: 'Headers of the SIP message, in their order.' })
  readonly sipHeaders!: SipHeaderType[];

  @Field(() => BotOperationResult, { nullable: true, simple: true, description: 'How the bot judged its own work.' })
  readonly botOperationResult!: BotOperationResult | null;

  @Field(() => JsonScalar, { nullable: true, simple: true, description: 'What the bot left with its judgement.' })
  readonly botOperationData!: JsonText | null;

  @Field(() => Boolean, { simple: true, description: 'Whether this signal ended the call, of those received.' })
  readonly primary!: boolean;
}

/** A page of hang-ups. */
export const HangupEventConnectionType = connectionType('HangupEvent', HangupEventType, 'hang-ups');

/** What a subscriber is sent. */
@ObjectType('HangupRecorded', { description: 'A hang-up that was recorded, with the cursor that continues after it.' })
export class HangupRecordedType {
  @Field(() => String, { simple: true, description: 'Subscribe with `after` this cursor to miss nothing.' })
  readonly cursor!: string;

  @Field(() => HangupEventType, { simple: true, description: 'The hang-up.' })
  readonly hangup!: HangupEventType;
}
