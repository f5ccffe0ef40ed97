import { Field, ObjectType } from 'type-graphql';
import { type Caller, CallerKind } from '../../domain/caller.js';
import './call.enum.js';

/** The person on the other side, as far as the source knows. */
@ObjectType('Caller', { description: 'The person on the other side, as far as the source knows.' })
export class CallerType implements Caller {
  @Field(() => String, { nullable: true, simple: true, description: 'As the source sent it; null once redacted.' })
  readonly raw!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'In E.164, where the raw form is a phone number.' })
  readonly e164!: string | null;

  @Field(() => CallerKind, { simple: true, description: 'What the identifier is.' })
  readonly kind!: CallerKind;

  @Field(() => Boolean, { simple: true, description: 'Whether the person was removed on request.' })
  readonly redacted!: boolean;
}
