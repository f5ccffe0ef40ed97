import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { Client } from '../../domain/client.js';
import { ClientType } from '../client/client.type.js';
import { actorIn, type GraphqlContext, requireScope } from '../context.js';
import { SetWebhookSecretInput } from './webhook-secret.input.js';

/** The client whose secret was set. */
@ObjectType('SetWebhookSecretPayload', { description: 'The client whose secret was set.' })
export class SetWebhookSecretPayload {
  @Field(() => ClientType, { simple: true, description: 'The client.' })
  readonly client!: ClientType;
}

/** The secrets with which sources sign. They are never shown again. */
@Resolver()
export class WebhookSecretResolver {
  @Mutation(() => SetWebhookSecretPayload, {
    description:
      'The secret with which a source signs its deliveries; null removes it. While one is set, a delivery without a right signature is refused. Needs ADMIN.',
  })
  async setWebhookSecret(
    @Arg('input', () => SetWebhookSecretInput, { description: 'The source and its secret.' })
    { source, secret, overlapSeconds }: SetWebhookSecretInput,
    @Ctx() context: GraphqlContext,
  ): Promise<{ client: Client }> {
    requireScope(context, Scope.ADMIN);
    const { client } = context.identity;
    const wanted = { source, secret: secret ?? null, overlapSeconds };
    await context.webhookSecrets.set(client.id, wanted, actorIn(context));
    return { client };
  }
}
