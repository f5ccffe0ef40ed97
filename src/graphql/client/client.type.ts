import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Client } from '../../domain/client.js';
import { NodeType } from '../node/node.type.js';

/** A contact centre, or one bot of it; its keys are in the resolver. */
@ObjectType('Client', {
  implements: NodeType,
  description: 'A contact centre, or one bot of it: everything stored belongs to exactly one client.',
})
export class ClientType implements Client {
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
}
