import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { HangupEvent } from '../../domain/hangup.js';
import { RecordOutcome, type RecordResult } from '../../domain/record.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { RecordErrorType } from '../recording/record.type.js';
import { recordOne } from '../recording/record-one.js';
import { RecordHangupInput } from './hangup.input.js';
import { hangupItem, hangupProblem } from './hangup.recording.js';
import { HangupEventType } from './hangup.type.js';

/** What became of an end signal; the hang-up is in the resolver. */
@ObjectType('RecordHangupPayload', { description: 'What became of an end signal.' })
export class RecordHangupPayload {
  @Field(() => RecordOutcome, { simple: true, description: 'What became of it.' })
  readonly outcome!: RecordOutcome;

  @Field(() => RecordErrorType, { nullable: true, simple: true, description: 'Why it was rejected.' })
  readonly error!: RecordErrorType | null;
}

/** Recording end signals. */
@Resolver(() => RecordHangupPayload)
export class RecordHangupResolver {
  @Mutation(() => RecordHangupPayload, { description: 'Records an end signal; needs WRITE.' })
  recordHangup(
    @Arg('input', () => RecordHangupInput, { description: 'The end signal.' }) input: RecordHangupInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RecordResult> {
    requireScope(context, Scope.WRITE);
    return recordOne(context, hangupProblem(input), () => hangupItem(input));
  }

  @FieldResolver(() => HangupEventType, { nullable: true, description: 'The hang-up as it stands now.' })
  hangup(@Root() { hangupRef }: RecordResult, @Ctx() context: GraphqlContext): Promise<HangupEvent | null> | null {
    return hangupRef === null ? null : context.loaders.hangup.load(hangupRef);
  }
}
