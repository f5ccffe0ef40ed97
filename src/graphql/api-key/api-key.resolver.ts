import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { type ApiKey, Scope } from '../../domain/api-key.js';
import { DomainError, ErrorCode } from '../../domain/errors.js';
import { actorIn, type GraphqlContext, requireScope } from '../context.js';
import { refOf } from '../node/node.js';
import { CreateApiKeyInput } from './api-key.input.js';
import { ApiKeyType, CreateApiKeyPayload, RevokeApiKeyPayload, RotateApiKeyPayload } from './api-key.type.js';

/** Making, rotating and revoking keys. */
@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  @Mutation(() => CreateApiKeyPayload, { description: 'Makes a key; needs ADMIN. The secret is shown once.' })
  createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The key to be made.' }) input: CreateApiKeyInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ apiKey: ApiKey; secret: string }> {
    requireScope(context, Scope.ADMIN);
    const wanted = { ...input, name: input.name.trim(), scopes: [...new Set(input.scopes)] };
    return context.clients.createApiKey(context.identity.client.id, wanted, actorIn(context));
  }

  @Mutation(() => RotateApiKeyPayload, {
    description:
      'Makes a key with the same name and rights in the place of another, which ends after the overlap; needs ADMIN. The secret is shown once.',
  })
  async rotateApiKey(
    @Arg('id', () => ID, { description: "The key's global id." }) id: string,
    @Arg('overlapSeconds', () => Int, {
      defaultValue: 3_600,
      description: 'Seconds for which both keys work: 0 to 2,592,000.',
    })
    overlapSeconds: number,
    @Ctx() context: GraphqlContext,
  ): Promise<{ apiKey: ApiKey; previous: ApiKey; secret: string }> {
    requireScope(context, Scope.ADMIN);
    const { clients, identity } = context;
    const ref = refOf(id, 'ApiKey');
    const rotated = ref && (await clients.rotateApiKey(identity.client.id, ref, overlapSeconds, actorIn(context)));
    if (!rotated) throw new DomainError(ErrorCode.NOT_FOUND, 'There is no such API key in force.', ['id']);
    return rotated;
  }

  @Mutation(() => RevokeApiKeyPayload, { description: 'Revokes a key at once and for good; needs ADMIN.' })
  async revokeApiKey(
    @Arg('id', () => ID, { description: "The key's global id." }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<{ apiKey: ApiKey }> {
    requireScope(context, Scope.ADMIN);
    const ref = refOf(id, 'ApiKey');
    const { clients, identity } = context;
    const apiKey = ref === null ? null : await clients.revokeApiKey(identity.client.id, ref, actorIn(context));
    if (apiKey === null) throw new DomainError(ErrorCode.NOT_FOUND, 'There is no such API key.', ['id']);
    return { apiKey };
  }
}
