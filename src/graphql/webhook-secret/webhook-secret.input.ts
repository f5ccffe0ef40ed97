import { Field, InputType, Int } from 'type-graphql';
import { Source } from '../../domain/source.js';
import '../call/call.enum.js';

/** A secret to be set for a source. */
@InputType('SetWebhookSecretInput', { description: 'The secret with which a source signs what it delivers.' })
export class SetWebhookSecretInput {
  @Field(() => Source, { description: 'PARLOA, AUDIOCODES or WHIPPY.' })
  readonly source!: Source;

  @Field(() => String, {
    nullable: true,
    description: '16 to 500 characters; with `whsec_` before it, base64 as Standard Webhooks have it. Null removes it.',
  })
  readonly secret!: string | null | undefined;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Seconds for which the secret before it stays good, too: 0 to 2,592,000.',
  })
  readonly overlapSeconds!: number;
}
