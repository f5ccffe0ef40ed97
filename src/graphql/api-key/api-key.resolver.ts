import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { type ApiKey, Scope } from '../../domain/api-key.js';
import { badInput, DomainError, ErrorCode } from '../../domain/errors.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { refOf } from '../node/node.js';
import { CreateApiKeyInput } from './api-key.input.js';
import { ApiKeyType, CreateApiKeyPayload, RevokeApiKeyPayload } from './api-key.type.js';

const LONGEST_NAME = 100;

/** Making and revoking keys. */
@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  @Mutation(() => CreateApiKeyPayload, { description: 'Makes a key; needs ADMIN. The secret is shown once.' })
  createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The key to be made.' }) input: CreateApiKeyInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ apiKey: ApiKey; secret: string }> {
    requireScope(context, Scope.ADMIN);
    const name = input.name.trim();
    if (name === '' || name.length > LONGEST_NAME) {
      throw badInput(`Must be from 1 to ${LONGEST_NAME} characters.`, 'input', 'name');
    }
    if (input.scopes.length === 0) throw badInput('At least one scope is needed.', 'input', 'scopes');
    return context.clients.createApiKey(context.identity.client.id, name, [...new Set(input.scopes)]);
  }

  @Mutation(() => RevokeApiKeyPayload, { description: 'Revokes a key at once and for good; needs ADMIN.' })
  async revokeApiKey(
    @Arg('id', () => ID, { description: "The key's global id." }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<{ apiKey: ApiKey }> {
    requireScope(context, Scope.ADMIN);
    const ref = refOf(id, 'ApiKey');
    const apiKey = ref === null ? null : await context.clients.revokeApiKey(context.identity.client.id, ref);
    if (apiKey === null) throw new DomainError(ErrorCode.NOT_FOUND, 'There is no such API key.', ['id']);
    return { apiKey };
  }
}
