import { Field, ID, ObjectType } from 'type-graphql';
import type { Call } from '../../domain/call.js';
import type { CallDataField, CallDataRecord } from '../../domain/call-data.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { CallerType } from '../call/caller.type.js';
import { NodeType } from '../node/node.type.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';

/** One user-defined field of a CallData record. */
@ObjectType('CallDataField', { description: 'One user-defined field of a CallData record.' })
export class CallDataFieldType implements CallDataField {
  @Field(() => String, { simple: true, description: 'Its name, as it was given.' })
  readonly name!: string;

  @Field(() => JsonScalar, { nullable: true, simple: true, description: 'Its value.' })
  readonly value!: JsonText;
}

/** What a bot left for the agent's desktop; its call is in the resolver. */
@ObjectType('CallDataRecord', {
  implements: NodeType,
  description: "What a bot left for the agent's desktop; kept for 30 days at most.",
})
export class CallDataRecordType implements CallDataRecord {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => String, { simple: true, description: 'The call id under which it was left.' })
  readonly callId!: string;

  @Field(() => CallerType, { simple: true, description: 'The caller for whom it was left.' })
  readonly caller!: CallerType;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: 'The text for the agent; what was given and is no text is in `fields`.',
  })
  readonly content!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The conversation id, where one was given.' })
  readonly conversationId!: string | null;

  @Field(() => JsonScalar, {
    simple: true,
    description:
      'The user-defined fields, in the order given; names that are whole numbers come first, since JSON values here are objects in memory. See fieldList.',
  })
  readonly fields!: JsonText;

  @Field(() => DateTimeScalar, { simple: true, description: 'When the gateway received it.' })
  readonly storedAt!: Instant;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it will be removed.' })
  readonly expiresAt!: Instant;
}

/** A record that may know its call already. */
export interface CallDataRow extends CallDataRecord {
  readonly call?: Call;
}
