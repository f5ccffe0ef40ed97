import { Field, InputType } from 'type-graphql';
import type { JsonText } from '../../domain/source.js';
import { JsonScalar } from '../scalars.js';

/** A user-defined field, as it is recorded. */
@InputType('CallDataFieldInput', { description: 'One user-defined field of a CallData record.' })
export class CallDataFieldInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => JsonScalar, { nullable: true, description: 'Its value; null unless given.' })
  readonly value?: JsonText | null;
}

/** A CallData record, as it is recorded. */
@InputType('RecordCallDataInput', { description: "What a bot leaves for the agent's desktop." })
export class RecordCallDataInput {
  @Field(() => String, { description: 'The call id under which it is left: 1 to 256 characters.' })
  readonly callId!: string;

  @Field(() => String, { description: "The caller's number or user id: 1 to 256 characters." })
  readonly callerId!: string;

  @Field(() => String, { nullable: true, description: 'The text for the agent.' })
  readonly content?: string | null;

  @Field(() => String, { nullable: true, description: 'The conversation id.' })
  readonly conversationId?: string | null;

  @Field(() => String, { nullable: true, description: 'For local numbers: +41, 41 or CH.' })
  readonly countryCode?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'User-defined fields: one JSON object; its order is kept.' })
  readonly fields?: JsonText | null;

  @Field(() => [CallDataFieldInput], {
    nullable: true,
    description: 'The same one by one, where names are whole numbers and their order counts; instead of `fields`.',
  })
  readonly fieldList?: CallDataFieldInput[] | null;
}
