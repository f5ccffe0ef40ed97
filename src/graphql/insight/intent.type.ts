import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Intent } from '../../domain/insight.js';
import { connectionType } from '../page/page.type.js';
import { RatioType } from './ratio.type.js';

/** An intent as people triggered it. */
@ObjectType('Intent', { description: 'An intent as people triggered it, counted over turns of kind TURN.' })
export class IntentType implements Intent {
  @Field(() => String, { simple: true, description: 'Its name.' })
  readonly name!: string;

  @Field(() => Int, { simple: true, description: 'Turns with it.' })
  readonly count!: number;

  @Field(() => Int, { simple: true, description: 'Distinct calls with such a turn.' })
  readonly calls!: number;

  @Field(() => RatioType, {
    simple: true,
    description: 'Turns with it that were not explicitly handled, of all with it.',
  })
  readonly unhandled!: RatioType;

  @Field(() => Float, {
    nullable: true,
    simple: true,
    description: 'The mean of the confidences that are known; null where none is.',
  })
  readonly averageConfidence!: number | null;

  @Field(() => RatioType, {
    simple: true,
    description: 'Turns with a confidence below 0.5, of those whose confidence is known.',
  })
  readonly lowConfidence!: RatioType;
}

/** A page of intents. */
export const IntentConnectionType = connectionType('Intent', IntentType, 'intents');
