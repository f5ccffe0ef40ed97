import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Ratio } from '../../domain/insight.js';

/** A share that can be checked. */
@ObjectType('Ratio', { description: 'A share with what it was made of.' })
export class RatioType implements Ratio {
  @Field(() => Int, { simple: true, description: 'So many.' })
  readonly numerator!: number;

  @Field(() => Int, { simple: true, description: 'Of so many.' })
  readonly denominator!: number;

  @Field(() => Float, {
    nullable: true,
    simple: true,
    description: 'Numerator by denominator; null where the denominator is 0.',
  })
  readonly value!: number | null;
}
