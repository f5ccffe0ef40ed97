import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Sentiment, type SessionAnalysis } from '../../domain/session-analysis.js';
import type { Instant, JsonText } from '../../domain/source.js';
import '../call/sentiment.enum.js';
import { NodeType } from '../node/node.type.js';
import { connectionType } from '../page/page.type.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';

/** What an analysis made of a session; its session is in the resolver. */
@ObjectType('SessionAnalysis', {
  implements: NodeType,
  description: 'What an analysis made of a session; several revisions may stand, the latest is current.',
})
export class SessionAnalysisType implements Omit<SessionAnalysis, 'sessionRef'> {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => Int, { simple: true, description: '1 for the first analysis of the session, and so on.' })
  readonly revision!: number;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: 'Whether the goal was reached, as the source says.',
  })
  readonly completionRating!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What the session was about.' })
  readonly summary!: string | null;

  @Field(() => Sentiment, { simple: true, description: 'How the person felt.' })
  readonly sentiment!: Sentiment;

  @Field(() => JsonScalar, { nullable: true, simple: true, description: "The answers to the agent's own questions." })
  readonly customData!: JsonText | null;

  @Field(() => [String], { simple: true, description: "In customData, but not in the agent's analysis schema." })
  readonly undeclaredKeys!: string[];

  @Field(() => [String], { simple: true, description: "In the agent's analysis schema, but not in customData." })
  readonly missingKeys!: string[];

  @Field(() => String, { nullable: true, simple: true, description: 'The language model that made it.' })
  readonly model!: string | null;

  @Field(() => DateTimeScalar, {
    simple: true,
    description: 'When it was made; the time of receipt where none was given.',
  })
  readonly analyzedAt!: Instant;
}

/** A page of analyses. */
export const SessionAnalysisConnectionType = connectionType('SessionAnalysis', SessionAnalysisType, 'analyses');

/** What a subscriber is sent. */
@ObjectType('SessionAnalyzed', {
  description: 'An analysis that was recorded, with the cursor that continues after it.',
})
export class SessionAnalyzedType {
  @Field(() => String, { simple: true, description: 'Subscribe with `after` this cursor to miss nothing.' })
  readonly cursor!: string;

  @Field(() => SessionAnalysisType, { simple: true, description: 'The analysis.' })
  readonly analysis!: SessionAnalysisType;
}
