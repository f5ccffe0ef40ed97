import { Field, InputType } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { type Instant, Source } from '../../domain/source.js';
import { DateTimeScalar } from '../scalars.js';
import '../call/call.enum.js';
import './api-key.type.js';

/** A key to be made. */
@InputType('CreateApiKeyInput', { description: 'A key to be made.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'A name for people: 1 to 100 characters.' })
  readonly name!: string;

  @Field(() => [Scope], { description: 'What it may do; at least one.' })
  readonly scopes!: Scope[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on it lets nobody in; null: it has no end.' })
  readonly expiresAt?: Instant | null | undefined;

  @Field(() => Source, {
    nullable: true,
    description: 'The source for which alone it may deliver; then WRITE is its only scope.',
  })
  readonly source?: Source | null | undefined;
}
