import { Field, InputType } from 'type-graphql';
import type { StateTransitionFilter } from '../../domain/filter.js';
import { Handling } from '../../domain/state-transition.js';
import { CallFilterInput, DateTimeRangeInput } from '../call/call.input.js';

/** Which state transitions. */
@InputType('StateTransitionFilter', { description: 'Which state transitions: every given field must hold.' })
export class StateTransitionFilterInput implements StateTransitionFilter {
  @Field(() => CallFilterInput, { nullable: true, description: 'Of these calls.' })
  readonly call?: CallFilterInput | null;

  @Field(() => [String], { nullable: true, description: "From one of these states: a state's id or name." })
  readonly from?: string[] | null;

  @Field(() => [String], { nullable: true, description: "To one of these states: a state's id or name." })
  readonly to?: string[] | null;

  @Field(() => Handling, { nullable: true, description: 'Handled this way.' })
  readonly handled?: Handling | null;

  @Field(() => Boolean, { nullable: true, description: 'Handled on purpose, or by an else branch alone.' })
  readonly explicitlyHandled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Those that ended the talk, or those that did not.' })
  readonly terminal?: boolean | null;

  @Field(() => DateTimeRangeInput, { nullable: true, description: 'Made in this span.' })
  readonly requestTimestamp?: DateTimeRangeInput | null;
}
