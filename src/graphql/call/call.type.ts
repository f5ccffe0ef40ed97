import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type Call, type CallIdentity, CallOutcome, CallStatus, Channel } from '../../domain/call.js';
import { CallChange } from '../../domain/event-log.js';
import { Initiator } from '../../domain/hangup.js';
import { type Instant, Source } from '../../domain/source.js';
import '../hangup/hangup.enum.js';
import { NodeType } from '../node/node.type.js';
import { connectionType } from '../page/page.type.js';
import { DateTimeScalar } from '../scalars.js';
import './call.enum.js';
import { CallerType } from './caller.type.js';

/** One identifier that leads to a call. */
@ObjectType('CallIdentity', { description: 'One identifier that leads to a call.' })
export class CallIdentityType implements CallIdentity {
  @Field(() => Source, { simple: true, description: 'Who said it.' })
  readonly source!: Source;

  @Field(() => String, {
    simple: true,
    description: "The source's own word for it: callId, conversationId, sessionId.",
  })
  readonly kind!: string;

  @Field(() => String, { simple: true, description: 'The identifier itself.' })
  readonly value!: string;
}

/** One conversation; what belongs to it is in the resolver. */
@ObjectType('Call', {
  implements: NodeType,
  description: 'One conversation between a person and a bot, on any channel.',
})
export class CallType implements Omit<Call, 'transactionCount'> {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => String, { simple: true, description: 'The identifier by which people know it.' })
  readonly callId!: string;

  @Field(() => Channel, { simple: true, description: 'By what means the person spoke.' })
  readonly channel!: Channel;

  @Field(() => String, { nullable: true, simple: true, description: 'As the source says: phoneV2, textchatV2, sms, …' })
  readonly platform!: string | null;

  @Field(() => CallStatus, { simple: true, description: 'Whether it is still going on.' })
  readonly status!: CallStatus;

  @Field(() => Initiator, { simple: true, description: 'Who ended it; UNKNOWN while open.' })
  readonly endedBy!: Initiator;

  @Field(() => CallOutcome, { simple: true, description: 'How it ended; UNKNOWN while open.' })
  readonly outcome!: CallOutcome;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it began.' })
  readonly startedAt!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it ended; null while open.' })
  readonly endedAt!: Instant | null;

  @Field(() => Int, {
    nullable: true,
    simple: true,
    description: 'From start to end, in milliseconds; at the most 2,147,483,647, some 24 days.',
  })
  readonly durationMs!: number | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The language spoken, as the source names it.' })
  readonly language!: string | null;

  @Field(() => CallerType, { nullable: true, simple: true, description: 'The person on the other side.' })
  readonly caller!: CallerType | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The release of the bot that held it.' })
  readonly releaseId!: string | null;

  @Field(() => Boolean, { nullable: true, simple: true, description: 'Whether it was real; null where nobody said.' })
  readonly production!: boolean | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    simple: true,
    description: 'Since when a legal hold keeps it from erasure and retention.',
  })
  readonly heldAt!: Instant | null;

  @Field(() => Boolean, { simple: true, description: 'Whether the bot was told to keep less of the person.' })
  readonly privacyEnabled!: boolean;

  @Field(() => Int, { simple: true, description: "The person's turns." })
  readonly turnCount!: number;

  @Field(() => Int, { simple: true, description: 'Turns that only an else branch handled, hang-ups left out.' })
  readonly fallbackCount!: number;

  @Field(() => Int, { simple: true, description: 'Errors that its turns reported.' })
  readonly errorCount!: number;
}

/** A page of calls. */
export const CallConnectionType = connectionType('Call', CallType, 'calls');

/** What a subscriber is sent. */
@ObjectType('CallChanged', { description: 'A call that changed, with the cursor that continues after the change.' })
export class CallChangedType {
  @Field(() => String, { simple: true, description: 'Subscribe with `after` this cursor to miss nothing.' })
  readonly cursor!: string;

  @Field(() => CallType, { simple: true, description: 'The call, as it stands now.' })
  readonly call!: CallType;

  @Field(() => CallChange, { simple: true, description: 'What became of it.' })
  readonly change!: CallChange;
}
