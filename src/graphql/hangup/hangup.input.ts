import { Field, InputType } from 'type-graphql';
import type { HangupFilter } from '../../domain/filter.js';
import { BotOperationResult, HangupReasonCode, Initiator, type SipHeader } from '../../domain/hangup.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { DateTimeRangeInput } from '../call/call.input.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';
import './hangup.enum.js';

/** Which hang-ups. */
@InputType('HangupFilter', {
  description: "Which hang-ups: every given field must hold, and any of a list's values will do.",
})
export class HangupFilterInput implements HangupFilter {
  @Field(() => DateTimeRangeInput, { nullable: true, description: 'Happened in this span.' })
  readonly occurredAt?: DateTimeRangeInput | null;

  @Field(() => [Initiator], { nullable: true, description: 'One of these hung up.' })
  readonly initiator?: Initiator[] | null;

  @Field(() => [String], { nullable: true, description: "In one of these states: a state's id or name." })
  readonly state?: string[] | null;

  @Field(() => [HangupReasonCode], { nullable: true, description: 'For one of these reasons.' })
  readonly reasonCode?: HangupReasonCode[] | null;

  @Field(() => [String], { nullable: true, description: 'In calls of one of these releases.' })
  readonly releaseId?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Only the signals that ended their calls; false for every signal received.',
  })
  readonly primaryOnly?: boolean | null;
}

/** A SIP header, as it is recorded. */
@InputType('SipHeaderInput', { description: 'A header of the SIP message that ended the call.' })
export class SipHeaderInput implements SipHeader {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => String, { description: 'Its value.' })
  readonly value!: string;
}

/** An end signal, as it is recorded. */
@InputType('RecordHangupInput', { description: 'An end signal to be recorded; what is left out is "not said".' })
export class RecordHangupInput {
  @Field(() => String, { description: 'Which call ended: 1 to 256 characters.' })
  readonly callId!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; the time of receipt unless given.' })
  readonly occurredAt?: Instant | null;

  @Field(() => Initiator, { nullable: true, description: 'Who hung up; inferred from the dialogue unless given.' })
  readonly initiator?: Initiator | null;

  @Field(() => String, { nullable: true, description: 'Why, in free text.' })
  readonly reason?: string | null;

  @Field(() => String, { nullable: true, description: 'Why: a known code, or any other, which is kept raw.' })
  readonly reasonCode?: string | null;

  @Field(() => [SipHeaderInput], { nullable: true, description: 'At most 100, 12,000 characters together.' })
  readonly sipHeaders?: SipHeaderInput[] | null;

  @Field(() => BotOperationResult, { nullable: true, description: 'How the bot judged its own work.' })
  readonly botOperationResult?: BotOperationResult | null;

  @Field(() => JsonScalar, { nullable: true, description: 'What the bot leaves with its judgement.' })
  readonly botOperationData?: JsonText | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tells several signals of one call apart: the same key is the same signal when it comes again.',
  })
  readonly idempotencyKey?: string | null;
}
