import { Field, ID, ObjectType } from 'type-graphql';
import type { AuditEntry } from '../../domain/audit-entry.js';
import type { Instant, JsonText } from '../../domain/source.js';
import { NodeType } from '../node/node.type.js';
import { connectionType } from '../page/page.type.js';
import { DateTimeScalar, JsonScalar } from '../scalars.js';

/** One administrative act. */
@ObjectType('AuditEntry', {
  implements: NodeType,
  description: 'One administrative act. It holds no secret and nothing of the people who called.',
})
export class AuditEntryType implements Omit<AuditEntry, 'action'> {
  @Field(() => ID, { simple: true, description: 'The opaque global id.' })
  readonly id!: number;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was done.' })
  readonly at!: Instant;

  @Field(() => String, {
    simple: true,
    description: 'Who did it: a key by its number and first characters, the command line, or the settings.',
  })
  readonly actor!: string;

  @Field(() => String, { simple: true, description: "What was done: the mutation's name, `createClient` or `export`." })
  readonly action!: string;

  @Field(() => JsonScalar, { simple: true, description: 'What it was about.' })
  readonly details!: JsonText;
}

/** A page of the audit log. */
export const AuditEntryConnectionType = connectionType('AuditEntry', AuditEntryType, 'administrative acts');
