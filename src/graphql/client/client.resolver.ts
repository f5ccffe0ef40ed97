import { Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import { type ApiKey, Scope } from '../../domain/api-key.js';
import type { Client } from '../../domain/client.js';
import { ApiKeyType } from '../api-key/api-key.type.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { ClientType } from './client.type.js';

/** The client that asks. No other is ever seen, so what belongs to it is read by the key's own client. */
@Resolver(() => ClientType)
export class ClientResolver {
  @Query(() => ClientType, { description: 'Whom the API key belongs to.' })
  viewer(@Ctx() context: GraphqlContext): Client {
    requireScope(context, Scope.READ);
    return context.identity.client;
  }

  @FieldResolver(() => [ApiKeyType], { description: 'Its keys, revoked ones included; needs ADMIN.' })
  apiKeys(@Ctx() context: GraphqlContext): Promise<ApiKey[]> {
    requireScope(context, Scope.ADMIN);
    return context.clients.apiKeys(context.identity.client.id);
  }
}
