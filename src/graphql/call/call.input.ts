import { Field, InputType, Int } from 'type-graphql';
import { CallOutcome, CallStatus, Channel } from '../../domain/call.js';
import type { CallFilter, InstantRange, VariableFilter } from '../../domain/filter.js';
import { HangupReasonCode, Initiator } from '../../domain/hangup.js';
import { Sentiment } from '../../domain/session-analysis.js';
import type { Instant, JsonText } from '../../domain/source.js';
import '../hangup/hangup.enum.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';
import './call.enum.js';
import './sentiment.enum.js';

/** A span of time. */
@InputType('DateTimeRange', { description: 'A span of time; an end that is left out is open.' })
export class DateTimeRangeInput implements InstantRange {
  @Field(() => DateTimeScalar, { nullable: true, description: 'From this instant, inclusive.' })
  readonly from?: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'To this instant, exclusive.' })
  readonly to?: Instant | null;
}

/** The last known value of one variable. */
@InputType('VariableFilter', { description: "The last known value of a call's variable." })
export class VariableFilterInput implements VariableFilter {
  @Field(() => String, { description: "The variable's id or name." })
  readonly name!: string;

  @Field(() => JsonScalar, { description: 'The value; keys of objects may stand in any order.' })
  readonly equals!: JsonText;
}

/** Which calls. */
@InputType('CallFilter', {
  description: "Which calls: every given field must hold, and any of a list's values will do.",
})
export class CallFilterInput implements CallFilter {
  @Field(() => DateTimeRangeInput, { nullable: true, description: 'Began in this span.' })
  readonly startedAt?: DateTimeRangeInput | null;

  @Field(() => CallStatus, { nullable: true, description: 'Still open, or ended.' })
  readonly status?: CallStatus | null;

  @Field(() => [CallOutcome], { nullable: true, description: 'Ended in one of these ways.' })
  readonly outcome?: CallOutcome[] | null;

  @Field(() => [Initiator], { nullable: true, description: 'Ended by one of these.' })
  readonly endedBy?: Initiator[] | null;

  @Field(() => [Channel], { nullable: true, description: 'On one of these channels.' })
  readonly channel?: Channel[] | null;

  @Field(() => String, { nullable: true, description: 'From this caller; any form of the number.' })
  readonly caller?: string | null;

  @Field(() => [String], { nullable: true, description: 'Held by one of these releases.' })
  readonly releaseId?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'In one of these languages.' })
  readonly language?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Real calls, or test calls.' })
  readonly production?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'At least one turn with one of these intents.' })
  readonly intent?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Came through one of these states, so that its path has it: a state's id or name.",
  })
  readonly visitedState?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Was hung up in one of these states: a state's id or name." })
  readonly hangupState?: string[] | null;

  @Field(() => [HangupReasonCode], { nullable: true, description: 'Ended for one of these reasons.' })
  readonly reasonCode?: HangupReasonCode[] | null;

  @Field(() => [Sentiment], { nullable: true, description: 'The current analysis found one of these.' })
  readonly sentiment?: Sentiment[] | null;

  @Field(() => Int, { nullable: true, description: 'At least so many turns.' })
  readonly minimumTurns?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'With errors, or without any.' })
  readonly hasErrors?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'With turns that only an else branch handled, or without any.' })
  readonly hasFallback?: boolean | null;

  @Field(() => VariableFilterInput, { nullable: true, description: 'A variable holds this value.' })
  readonly variable?: VariableFilterInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Full text over utterances, prompts, messages, transcripts and summaries. All words must be found in the call, in any order, without regard to case and accents; `refund*` finds words that begin so, `"not working"` words beside each other. At most 500 characters and 16 words.',
  })
  readonly text?: string | null;
}
