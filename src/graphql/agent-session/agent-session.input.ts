import { Field, InputType } from 'type-graphql';
import { SessionLifecycle } from '../../domain/agent-session.js';
import type { SessionFilter } from '../../domain/filter.js';
import { Sentiment } from '../../domain/session-analysis.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { DateTimeRangeInput } from '../call/call.input.js';
import '../call/sentiment.enum.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';
import './agent-session.enum.js';

/** Which sessions, and which analyses of them. */
@InputType('SessionFilter', {
  description: "Which agents' sessions: every given field must hold, and any of a list's values will do.",
})
export class SessionFilterInput implements SessionFilter {
  @Field(() => DateTimeRangeInput, { nullable: true, description: 'Began in this span.' })
  readonly startedAt?: DateTimeRangeInput | null;

  @Field(() => [SessionLifecycle], { nullable: true, description: 'Have come to one of these stages.' })
  readonly lifecycle?: SessionLifecycle[] | null;

  @Field(() => [Sentiment], { nullable: true, description: 'The current analysis found one of these.' })
  readonly sentiment?: Sentiment[] | null;

  @Field(() => [String], { nullable: true, description: 'The current analysis gave one of these ratings.' })
  readonly completionRating?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Held by one of these agents.' })
  readonly agentId?: string[] | null;

  @Field(() => String, { nullable: true, description: 'In this thread.' })
  readonly conversationId?: string | null;
}

/** A session, as it is recorded. */
@InputType('RecordSessionInput', { description: 'An agent\'s session to be recorded; what is left out is "not said".' })
export class RecordSessionInput {
  @Field(() => String, { description: "The session's own id: 1 to 256 characters." })
  readonly sessionId!: string;

  @Field(() => String, { nullable: true, description: 'The thread, which can hold many sessions.' })
  readonly conversationId?: string | null;

  @Field(() => String, { nullable: true, description: 'The call that it belongs to: 1 to 256 characters.' })
  readonly callId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began.' })
  readonly startedAt?: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; with it, or with a reason, it is over.' })
  readonly endedAt?: Instant | null;

  @Field(() => String, { nullable: true, description: 'Why it ended.' })
  readonly endedReason?: string | null;

  @Field(() => String, { nullable: true, description: 'The language spoken.' })
  readonly language?: string | null;

  @Field(() => String, { nullable: true, description: 'What was said, as one text.' })
  readonly transcript?: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'Which version of the agent held it: an object with `versionId`, and `agentId`, `name`, `description`, `llmId`, `organizationId`, `settings` where known; or as Whippy writes it.',
  })
  readonly agentVersion?: JsonText | null;

  @Field(() => [JsonScalar], {
    nullable: true,
    description:
      'Messages: objects with `messageId`, `direction` and `createdAt`, and the other fields of Message where known; or as Whippy writes them.',
  })
  readonly messages?: JsonText[] | null;
}
