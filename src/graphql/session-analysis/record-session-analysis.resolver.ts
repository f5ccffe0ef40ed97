import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { RecordOutcome, type RecordResult } from '../../domain/record.js';
import type { SessionAnalysis } from '../../domain/session-analysis.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { RecordErrorType } from '../recording/record.type.js';
import { recordOne } from '../recording/record-one.js';
import { RecordSessionAnalysisInput } from './session-analysis.input.js';
import { analysisItem, analysisProblem } from './session-analysis.recording.js';
import { SessionAnalysisType } from './session-analysis.type.js';

/** What became of an analysis; the analysis is in the resolver. */
@ObjectType('RecordSessionAnalysisPayload', { description: 'What became of an analysis.' })
export class RecordSessionAnalysisPayload {
  @Field(() => RecordOutcome, { simple: true, description: 'What became of it.' })
  readonly outcome!: RecordOutcome;

  @Field(() => RecordErrorType, { nullable: true, simple: true, description: 'Why it was rejected.' })
  readonly error!: RecordErrorType | null;
}

/** Recording analyses of sessions. */
@Resolver(() => RecordSessionAnalysisPayload)
export class RecordSessionAnalysisResolver {
  @Mutation(() => RecordSessionAnalysisPayload, {
    description: 'Records what an analysis made of a session; needs WRITE.',
  })
  recordSessionAnalysis(
    @Arg('input', () => RecordSessionAnalysisInput, { description: 'The analysis.' }) input: RecordSessionAnalysisInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RecordResult> {
    requireScope(context, Scope.WRITE);
    return recordOne(context, analysisProblem(input), () => analysisItem(input));
  }

  // A duplicate adds no revision: then the session's current one stands.
  @FieldResolver(() => SessionAnalysisType, { nullable: true, description: 'The analysis as it stands now.' })
  analysis(
    @Root() { analysisRef, sessionRef }: RecordResult,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<SessionAnalysis | null> | null {
    if (analysisRef !== null) return loaders.analysis.load(analysisRef);
    return sessionRef === null ? null : loaders.analysisBySession.load(sessionRef);
  }
}
