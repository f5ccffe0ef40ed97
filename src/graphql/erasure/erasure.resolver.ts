import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { Call } from '../../domain/call.js';
import type { ErasureCounts } from '../../domain/erasure.js';
import { DomainError, ErrorCode } from '../../domain/errors.js';
import { actorIn, type GraphqlContext, requireScope } from '../context.js';
import { EraseCallerInput, EraseCallerPayload, SetLegalHoldInput, SetLegalHoldPayload } from './erasure.type.js';

/** Taking people out of what is stored, and keeping calls from being taken. */
@Resolver()
export class ErasureResolver {
  @Mutation(() => EraseCallerPayload, {
    description: 'Removes a person from everything stored, raw payloads included; counts stay. Needs ADMIN.',
  })
  async eraseCaller(
    @Arg('input', () => EraseCallerInput, { description: 'Whom to erase.' }) input: EraseCallerInput,
    @Ctx() context: GraphqlContext,
  ): Promise<ErasureCounts & { dryRun: boolean }> {
    requireScope(context, Scope.ADMIN);
    const { caller, countryCode = null, dryRun } = input;
    const question = { caller, countryCode, dryRun: dryRun === true };
    const counts = await context.erasure.eraseCaller(context.identity.client, question, actorIn(context));
    context.loaders.forget();
    return { ...counts, dryRun: question.dryRun };
  }

  @Mutation(() => SetLegalHoldPayload, {
    description:
      'Keeps a call whole, whatever retention and erasure would take, or lets it go again. What was erased before stays erased. Needs ADMIN.',
  })
  async setLegalHold(
    @Arg('input', () => SetLegalHoldInput, { description: 'Which call, and whether it is held.' })
    { callId, hold }: SetLegalHoldInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ call: Call }> {
    requireScope(context, Scope.ADMIN);
    const { client } = context.identity;
    const ref = await context.erasure.setLegalHold(client, callId, hold, actorIn(context));
    if (ref === null) throw new DomainError(ErrorCode.NOT_FOUND, 'There is no such call.', ['input', 'callId']);
    context.loaders.forget();
    const call = await context.loaders.call.load(ref);
    if (call === null || call === undefined) throw new Error('A call that is held is there.');
    return { call };
  }
}
