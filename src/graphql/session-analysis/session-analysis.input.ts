import { Field, InputType } from 'type-graphql';
import { Sentiment } from '../../domain/session-analysis.js';
import type { Instant, JsonText } from '../../domain/source.js';
import '../call/sentiment.enum.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';

/** An analysis, as it is recorded. */
@InputType('RecordSessionAnalysisInput', {
  description: 'What an analysis made of a session; the session itself may come later.',
})
export class RecordSessionAnalysisInput {
  @Field(() => String, { description: "The session's own id: 1 to 256 characters." })
  readonly sessionId!: string;

  @Field(() => String, { nullable: true, description: 'Whether the goal was reached, in any words.' })
  readonly completionRating?: string | null;

  @Field(() => String, { nullable: true, description: 'What the session was about.' })
  readonly summary?: string | null;

  @Field(() => Sentiment, { nullable: true, description: 'How the person felt; UNKNOWN unless given.' })
  readonly sentiment?: Sentiment | null;

  @Field(() => JsonScalar, { nullable: true, description: "The answers to the agent's own questions." })
  readonly customData?: JsonText | null;

  @Field(() => String, { nullable: true, description: 'The language model that made it.' })
  readonly model?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was made; the time of receipt unless given.' })
  readonly analyzedAt?: Instant | null;
}
