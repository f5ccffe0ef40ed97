import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { type ApiKey, Scope } from '../../domain/api-key.js';
import { type Instant, Source } from '../../domain/source.js';
import '../call/call.enum.js';
import { NodeType } from '../node/node.type.js';
import { DateTimeScalar } from '../scalars.js';

registerEnumType(Scope, {
  name: 'Scope',
  description: 'What a key may do; each holds the ones before it.',
  valuesConfig: {
    READ: { description: 'Query and subscribe.' },
    WRITE: { description: 'Record, too.' },
    ADMIN: { description: 'Manage keys, too.' },
  },
});

/** A credential of one client. */
@ObjectType('ApiKey', { implements: NodeType, description: 'A credential of one client; never the secret itself.' })
export class ApiKeyType implements ApiKey {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => String, { simple: true, description: 'The name that people gave it.' })
  readonly name!: string;

  @Field(() => [Scope], { simple: true, description: 'What it may do.' })
  readonly scopes!: Scope[];

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was made.' })
  readonly createdAt!: Instant;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was last used, roughly.' })
  readonly lastUsedAt!: Instant | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    simple: true,
    description: 'When it was revoked; null while it works.',
  })
  readonly revokedAt!: Instant | null;

  @Field(() => String, { simple: true, description: "The secret's first characters, by which people tell keys apart." })
  readonly prefix!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    simple: true,
    description: 'From when on it lets nobody in; null: it has no end.',
  })
  readonly expiresAt!: Instant | null;

  @Field(() => Source, {
    nullable: true,
    simple: true,
    description: 'The source for which alone it may deliver; null: it is bound to none.',
  })
  readonly source!: Source | null;
}

/** A new key with its secret. */
@ObjectType('CreateApiKeyPayload', { description: 'A new key with its secret.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKeyType, { simple: true, description: 'The key.' })
  readonly apiKey!: ApiKeyType;

  @Field(() => String, { simple: true, description: 'The secret; it is shown once and never again.' })
  readonly secret!: string;
}

/** The key that was revoked. */
@ObjectType('RevokeApiKeyPayload', { description: 'The key that was revoked.' })
export class RevokeApiKeyPayload {
  @Field(() => ApiKeyType, { simple: true, description: 'The key.' })
  readonly apiKey!: ApiKeyType;
}

/** A key and the one that takes its place. */
@ObjectType('RotateApiKeyPayload', { description: 'A key and the one that takes its place.' })
export class RotateApiKeyPayload {
  @Field(() => ApiKeyType, { simple: true, description: 'The new key.' })
  readonly apiKey!: ApiKeyType;

  @Field(() => String, { simple: true, description: 'Its secret; it is shown once and never again.' })
  readonly secret!: string;

  @Field(() => ApiKeyType, { simple: true, description: 'The key before it, with its end.' })
  readonly previous!: ApiKeyType;
}
