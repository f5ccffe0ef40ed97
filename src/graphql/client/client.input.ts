import { Field, InputType, Int } from 'type-graphql';
import type { ClientChanges } from '../../domain/client.js';
import type { SourcePrivacy } from '../../domain/privacy.js';
import { Source } from '../../domain/source.js';
import '../call/call.enum.js';

/** What a client says of the privacy of a source's calls. */
@InputType('SourcePrivacyInput', { description: "What is to hold for the privacy of a source's calls." })
export class SourcePrivacyInput implements SourcePrivacy {
  @Field(() => Source, { description: 'Whose calls.' })
  readonly source!: Source;

  @Field(() => Boolean, {
    description:
      'True: all of them are private. False: those that say so themselves; and CallData is kept as it is, even of a private call.',
  })
  readonly enabled!: boolean;
}

/** What is to be changed of a client. */
@InputType('UpdateClientInput', {
  description: 'What is to be changed; what is left out stays, and null is the gateway’s default again.',
})
export class UpdateClientInput implements ClientChanges {
  @Field(() => String, { nullable: true, description: 'The name for people: 1 to 100 characters.' })
  readonly name?: string | null | undefined;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2, for local numbers.' })
  readonly defaultCountry?: string | null | undefined;

  @Field(() => String, { nullable: true, description: 'IANA zone in which its days begin.' })
  readonly timeZone?: string | null | undefined;

  @Field(() => Int, { nullable: true, description: 'How long CallData is kept: 1 to 30 days.' })
  readonly callDataRetentionDays?: number | null | undefined;

  @Field(() => Int, { nullable: true, description: 'How long calls are kept: 1 day or more; null: for good.' })
  readonly retentionDays?: number | null | undefined;

  @Field(() => [SourcePrivacyInput], { nullable: true, description: 'All that is set of privacy, each source once.' })
  readonly privacy?: SourcePrivacyInput[] | null | undefined;

  @Field(() => [String], {
    nullable: true,
    description: 'Names of variables whose values a private call loses, beside the usual ones.',
  })
  readonly deniedNames?: string[] | null | undefined;
}
