import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { MetricBucket } from '../../domain/insight.js';
import type { Instant } from '../../domain/source.js';
import { DateTimeScalar } from '../scalars.js';
import { StateType } from '../state-transition/state-transition.type.js';
import { RatioType } from './ratio.type.js';

const float = (description: string) => Field(() => Float, { nullable: true, simple: true, description });
const ratio = (description: string) => Field(() => RatioType, { simple: true, description });
const whole = (description: string) => Field(() => Int, { simple: true, description });

/** The figures of the calls of a bucket. */
@ObjectType('MetricBucket', {
  description:
    'The figures of the calls that began in a span of time and, but for `open`, are ended. A percentile is the smallest value that at least so many of a hundred values do not exceed (nearest rank).',
})
export class MetricBucketType implements MetricBucket {
  @Field(() => DateTimeScalar, {
    nullable: true,
    simple: true,
    description: 'When the span begins; null without an interval.',
  })
  readonly start!: Instant | null;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: 'What the calls have in common; null without a dimension, and for calls of which it is not known.',
  })
  readonly key!: string | null;

  @Field(() => StateType, {
    nullable: true,
    simple: true,
    description: 'The state of the `key`; null unless `HANGUP_STATE` tells calls apart.',
  })
  readonly state!: StateType | null;

  @whole('Calls that began in the span and are ended.')
  readonly calls!: number;

  @whole('Calls that began in the span and are not ended; no other figure counts them.')
  readonly open!: number;

  @whole('Turns of kind TURN of the calls.')
  readonly turns!: number;

  @ratio('Calls that were neither transferred nor failed, of the calls.')
  readonly containment!: RatioType;

  @ratio('Calls with the outcome TRANSFERRED, of the calls.')
  readonly transfer!: RatioType;

  @ratio('Calls with the outcome ABANDONED, of the calls.')
  readonly abandonment!: RatioType;

  @ratio('Calls with the outcome COMPLETED, of the calls.')
  readonly completion!: RatioType;

  @ratio('Turns that were not explicitly handled, of the turns.')
  readonly fallback!: RatioType;

  @ratio('Turns that reported an error, of the turns.')
  readonly errors!: RatioType;

  @float('The mean of the durations of the calls; null where none is known.')
  readonly averageDurationMs!: number | null;

  @float('The 50th percentile of the durations of the calls.')
  readonly p50DurationMs!: number | null;

  @float('The 95th percentile of the durations of the calls.')
  readonly p95DurationMs!: number | null;

  @float('The 50th percentile of the response times of the turns.')
  readonly p50ResponseTimeMs!: number | null;

  @float('The 95th percentile of the response times of the turns.')
  readonly p95ResponseTimeMs!: number | null;

  @float('Turns by calls; null without calls.')
  readonly turnsPerCall!: number | null;
}
