import { Field, ID, ObjectType } from 'type-graphql';
import { type Instant, Source } from '../../domain/source.js';
import type { QuarantinedEvent } from '../../domain/source-event.js';
import '../call/call.enum.js';
import { NodeType } from '../node/node.type.js';
import { connectionType } from '../page/page.type.js';
import { DateTimeScalar } from '../scalars.js';

/** A delivery in quarantine; its text is in the resolver. */
@ObjectType('SourceEvent', {
  implements: NodeType,
  description: 'A delivery that could not be applied, kept whole so that it can be replayed.',
})
export class SourceEventType implements Omit<QuarantinedEvent, 'body'> {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => Source, { simple: true, description: 'Who sent it.' })
  readonly source!: Source;

  @Field(() => DateTimeScalar, { simple: true, description: 'When the gateway received it.' })
  readonly receivedAt!: Instant;

  @Field(() => String, { simple: true, description: 'Why it could not be applied: a stable code, then a sentence.' })
  readonly error!: string;
}

/** A page of the quarantine. */
export const SourceEventConnectionType = connectionType('SourceEvent', SourceEventType, 'deliveries in quarantine');
