import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import type { AgentSession } from '../../domain/agent-session.js';
import { Scope } from '../../domain/api-key.js';
import { RecordOutcome, type RecordResult } from '../../domain/record.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { RecordErrorType } from '../recording/record.type.js';
import { recordRead } from '../recording/record-read.js';
import { RecordSessionInput } from './agent-session.input.js';
import { sessionItem } from './agent-session.recording.js';
import { AgentSessionType } from './agent-session.type.js';

/** What became of a session; the session is in the resolver. */
@ObjectType('RecordSessionPayload', { description: 'What became of a session.' })
export class RecordSessionPayload {
  @Field(() => RecordOutcome, { simple: true, description: 'What became of it.' })
  readonly outcome!: RecordOutcome;

  @Field(() => RecordErrorType, { nullable: true, simple: true, description: 'Why it was rejected.' })
  readonly error!: RecordErrorType | null;
}

/** Recording agents' sessions. */
@Resolver(() => RecordSessionPayload)
export class RecordSessionResolver {
  @Mutation(() => RecordSessionPayload, { description: "Records an agent's session; needs WRITE." })
  recordSession(
    @Arg('input', () => RecordSessionInput, { description: 'The session.' }) input: RecordSessionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RecordResult> {
    requireScope(context, Scope.WRITE);
    return recordRead(context, () => sessionItem(input, context.limits.batchItems));
  }

  @FieldResolver(() => AgentSessionType, { nullable: true, description: 'The session as it stands now.' })
  session(
    @Root() { sessionRef }: RecordResult,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AgentSession | null> | null {
    return sessionRef === null ? null : loaders.session.load(sessionRef);
  }
}
