import { Extensions, Field, InputType, Int, ObjectType } from 'type-graphql';
import { CallOutcome } from '../../domain/call.js';
import {
  type ConversationPath,
  type FunnelQuestion,
  type FunnelStep,
  INSIGHT_LIMITS,
  type OutcomeCount,
} from '../../domain/insight.js';
import '../call/call.enum.js';
import { StateType } from '../state-transition/state-transition.type.js';
import { RatioType } from './ratio.type.js';

/** How often calls ended in one way. */
@ObjectType('OutcomeCount', { description: 'How often calls ended in one way.' })
export class OutcomeCountType implements OutcomeCount {
  @Field(() => CallOutcome, { simple: true, description: 'How they ended.' })
  readonly outcome!: CallOutcome;

  @Field(() => Int, { simple: true, description: 'Calls that ended so.' })
  readonly count!: number;
}

/** A way through the dialogue. */
@ObjectType('ConversationPath', {
  description: 'A way through the dialogue; calls are on the same one where their paths, cut at the same depth, agree.',
})
export class ConversationPathType implements ConversationPath {
  @Field(() => [StateType], { simple: true, description: 'States in the order they were entered, repeats collapsed.' })
  readonly states!: StateType[];

  @Field(() => Int, { simple: true, description: 'Calls that took this way.' })
  readonly calls!: number;

  @Field(() => RatioType, { simple: true, description: 'Calls that took this way, of all calls that match.' })
  readonly share!: RatioType;

  @Field(() => [OutcomeCountType], { simple: true, description: 'How they ended, the most frequent first.' })
  readonly outcomes!: OutcomeCountType[];
}

/** A step to be reached. */
@InputType('FunnelStepInput', { description: 'A step to be reached: give exactly one of the two.' })
export class FunnelStepInput implements FunnelQuestion {
  @Field(() => String, { nullable: true, description: 'Visited a state of this name.' })
  readonly stateName?: string | null;

  @Field(() => String, { nullable: true, description: 'Had a turn of kind TURN with this intent.' })
  readonly intent?: string | null;
}

/** How many calls reached a step. */
@ObjectType('FunnelStep', { description: 'How many calls reached a step after the one before it.' })
export class FunnelStepType implements FunnelStep {
  @Field(() => String, { simple: true, description: 'The name or the intent that was asked for.' })
  readonly label!: string;

  @Field(() => Int, {
    simple: true,
    description:
      'Calls with this step after the one before it, in the order of their turns; in a turn comes first where it began, then its intent, then where it led.',
  })
  readonly calls!: number;

  @Field(() => RatioType, {
    simple: true,
    description: 'Of the calls that reached the step before; of itself for the first.',
  })
  readonly ofPrevious!: RatioType;

  @Field(() => RatioType, { simple: true, description: 'Of the calls that reached the first step.' })
  readonly ofFirst!: RatioType;
}

/** Steps in order. */
@ObjectType('Funnel', { description: 'How many calls came how far.' })
export class FunnelType {
  @Extensions({ size: INSIGHT_LIMITS.steps })
  @Field(() => [FunnelStepType], { simple: true, description: 'The steps, in the order in which they were asked for.' })
  readonly steps!: readonly FunnelStepType[];
}
