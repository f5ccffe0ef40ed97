import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver } from 'type-graphql';
import { type ApiKey, Scope } from '../../domain/api-key.js';
import type { Client } from '../../domain/client.js';
import { ApiKeyType } from '../api-key/api-key.type.js';
import { actorIn, type GraphqlContext, requireScope } from '../context.js';
import { UpdateClientInput } from './client.input.js';
import { ClientType, UpdateClientPayload } from './client.type.js';

/** The client that asks. No other is ever seen, so what belongs to it is read by the key's own client. */
@Resolver(() => ClientType)
export class ClientResolver {
  @Query(() => ClientType, { description: 'Whom the API key belongs to.' })
  viewer(@Ctx() context: GraphqlContext): Client {
    requireScope(context, Scope.READ);
    return context.identity.client;
  }

  @Mutation(() => UpdateClientPayload, { description: "Changes the client's settings, at once; needs ADMIN." })
  async updateClient(
    @Arg('input', () => UpdateClientInput, { description: 'What is to be changed.' }) input: UpdateClientInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ client: Client }> {
    requireScope(context, Scope.ADMIN);
    const changes = { ...input, name: input.name?.trim() ?? input.name };
    return { client: await context.clients.updateClient(context.identity.client, changes, actorIn(context)) };
  }

  @FieldResolver(() => [ApiKeyType], { description: 'Its keys, revoked ones included; needs ADMIN.' })
  apiKeys(@Ctx() context: GraphqlContext): Promise<ApiKey[]> {
    requireScope(context, Scope.ADMIN);
    return context.clients.apiKeys(context.identity.client.id);
  }
}
