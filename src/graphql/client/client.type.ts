import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Client } from '../../domain/client.js';
import type { SourcePrivacy } from '../../domain/privacy.js';
import { Source } from '../../domain/source.js';
import '../call/call.enum.js';
import { NodeType } from '../node/node.type.js';

/** What a client says of the privacy of a source's calls. */
@ObjectType('SourcePrivacy', { description: "What holds for the privacy of a source's calls." })
export class SourcePrivacyType implements SourcePrivacy {
  @Field(() => Source, { simple: true, description: 'Whose calls.' })
  readonly source!: Source;

  @Field(() => Boolean, { simple: true, description: 'Whether all of them are private.' })
  readonly enabled!: boolean;
}

/** A contact centre, or one bot of it; its keys are in the resolver. */
@ObjectType('Client', {
  implements: NodeType,
  description: 'A contact centre, or one bot of it: everything stored belongs to exactly one client.',
})
export class ClientType implements Omit<Client, 'privacyKey'> {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => String, { simple: true, description: 'The name by which it is known outside.' })
  readonly clientId!: string;

  @Field(() => String, { simple: true, description: 'The name for people.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, simple: true, description: 'ISO 3166-1 alpha-2, for local numbers.' })
  readonly defaultCountry!: string | null;

  @Field(() => String, { simple: true, description: 'IANA zone in which its days begin.' })
  readonly timeZone!: string;

  @Field(() => Int, { simple: true, description: 'How long CallData is kept: 30 days unless set, and at most.' })
  readonly callDataRetentionDays!: number;

  @Field(() => Int, { nullable: true, simple: true, description: 'How long calls are kept, in days; null: for good.' })
  readonly retentionDays!: number | null;

  @Field(() => [SourcePrivacyType], { simple: true, description: 'Sources for which privacy is set, either way.' })
  readonly privacy!: SourcePrivacyType[];

  @Field(() => [String], {
    nullable: true,
    simple: true,
    description: 'Names of variables whose values a private call loses, beside the usual ones.',
  })
  readonly deniedNames!: string[] | null;
}

/** The client as it is now. */
@ObjectType('UpdateClientPayload', { description: 'The client as it is now.' })
export class UpdateClientPayload {
  @Field(() => ClientType, { simple: true, description: 'The client.' })
  readonly client!: ClientType;
}
