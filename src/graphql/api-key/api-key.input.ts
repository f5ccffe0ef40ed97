import { Field, InputType } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import './api-key.type.js';

/** A key to be made. */
@InputType('CreateApiKeyInput', { description: 'A key to be made.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'A name for people: 1 to 100 characters.' })
  readonly name!: string;

  @Field(() => [Scope], { description: 'What it may do; at least one.' })
  readonly scopes!: Scope[];
}
