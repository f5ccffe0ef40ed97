import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { Call } from '../../domain/call.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { CallType } from './call.type.js';
import { linkItem } from './link-calls.recording.js';

/** Which calls are one. */
@InputType('LinkCallsInput', { description: 'Identifiers that belong to one conversation.' })
export class LinkCallsInput {
  @Field(() => [String], { description: 'Identifiers of calls: 2 to 20 different ones of 1 to 256 characters.' })
  readonly callIds!: string[];
}

/** The conversation that they are now. */
@ObjectType('LinkCallsPayload', { description: 'What became of the linked calls.' })
export class LinkCallsPayload {
  @Field(() => CallType, { simple: true, description: 'The one call to which all the identifiers lead now.' })
  readonly call!: CallType;
}

/** Linking calls by hand. */
@Resolver()
export class LinkCallsResolver {
  @Mutation(() => LinkCallsPayload, {
    description:
      'Two identifiers turn out to be one conversation; needs WRITE. No record is lost, and old ids still lead there.',
  })
  async linkCalls(
    @Arg('input', () => LinkCallsInput, { description: 'The identifiers.' }) { callIds }: LinkCallsInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ call: Call }> {
    requireScope(context, Scope.WRITE);
    const { client } = context.identity;
    await context.recorder.record(client, [linkItem(callIds)]);
    context.loaders.forget();
    const call = await context.reader.callByIdentifier(client.id, callIds[0] ?? '', null);
    if (call === null) throw new Error('What was linked is a call.');
    return { call };
  }
}
