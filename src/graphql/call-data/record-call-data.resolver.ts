import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { CallDataRecord } from '../../domain/call-data.js';
import { RecordOutcome, type RecordResult } from '../../domain/record.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { RecordErrorType } from '../recording/record.type.js';
import { recordOne } from '../recording/record-one.js';
import { RecordCallDataInput } from './call-data.input.js';
import { callDataItem, callDataProblem } from './call-data.recording.js';
import { CallDataRecordType } from './call-data.type.js';

/** What became of a CallData record; the record is in the resolver. */
@ObjectType('RecordCallDataPayload', { description: 'What became of a CallData record.' })
export class RecordCallDataPayload {
  @Field(() => RecordOutcome, { simple: true, description: 'What became of it.' })
  readonly outcome!: RecordOutcome;

  @Field(() => RecordErrorType, { nullable: true, simple: true, description: 'Why it was rejected.' })
  readonly error!: RecordErrorType | null;
}

/** Recording CallData. */
@Resolver(() => RecordCallDataPayload)
export class RecordCallDataResolver {
  @Mutation(() => RecordCallDataPayload, { description: 'Leaves a CallData record; needs WRITE.' })
  recordCallData(
    @Arg('input', () => RecordCallDataInput, { description: 'The record.' }) input: RecordCallDataInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RecordResult> {
    requireScope(context, Scope.WRITE);
    return recordOne(context, callDataProblem(input), () => callDataItem(input));
  }

  @FieldResolver(() => CallDataRecordType, { nullable: true, description: 'The record as it stands now.' })
  record(@Root() { callDataRef }: RecordResult, @Ctx() context: GraphqlContext): Promise<CallDataRecord | null> | null {
    return callDataRef === null ? null : context.loaders.callData.load(callDataRef);
  }
}
