import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { NO_REFS, type RecordError, RecordOutcome, type RecordResult } from '../../domain/record.js';

registerEnumType(RecordOutcome, {
  name: 'RecordOutcome',
  description: 'What became of a recording.',
  valuesConfig: {
    CREATED: { description: 'It was new.' },
    DUPLICATE: { description: 'The same was recorded before; nothing changed.' },
    REVISED: { description: 'The same identifier with other content: this stands now, the earlier content is kept.' },
    REJECTED: { description: 'It was not recorded; the error says why.' },
  },
});

/** Why an item was rejected. */
@ObjectType('RecordError', { description: 'Why an item was rejected.' })
export class RecordErrorType implements RecordError {
  @Field(() => String, { simple: true, description: 'A stable code.' })
  readonly code!: string;

  @Field(() => String, { simple: true, description: 'A sentence for people, without what was sent.' })
  readonly message!: string;

  @Field(() => [String], { simple: true, description: 'Where in the input it was.' })
  readonly path!: string[];
}

/** The result of an item that never reached the recorder. */
export function rejected(error: RecordError): RecordResult {
  return { ...NO_REFS, outcome: RecordOutcome.REJECTED, error };
}
