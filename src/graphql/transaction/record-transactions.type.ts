import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { RecordOutcome } from '../../domain/record.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { RecordErrorType } from '../recording/record.type.js';

/** What became of one item; its transaction is in the resolver. */
@ObjectType('TransactionResult', { description: 'What became of one item.' })
export class TransactionResultType {
  @Field(() => RecordOutcome, { simple: true, description: 'What became of it.' })
  readonly outcome!: RecordOutcome;

  @Field(() => String, { simple: true, description: 'The id that the item gave.' })
  readonly transactionId!: string;

  @Field(() => RecordErrorType, { nullable: true, simple: true, description: 'Why it was rejected.' })
  readonly error!: RecordErrorType | null;
}

/** What became of a batch. */
@ObjectType('RecordTransactionsPayload', { description: 'What became of a batch, item by item.' })
export class RecordTransactionsPayload {
  @Extensions({ size: DEFAULT_LIMITS.batchItems })
  @Field(() => [TransactionResultType], { simple: true, description: 'One result an item, in their order.' })
  readonly results!: TransactionResultType[];

  @Field(() => Int, { simple: true, description: 'Items that were new.' })
  readonly created!: number;

  @Field(() => Int, { simple: true, description: 'Items that were recorded before.' })
  readonly duplicates!: number;

  @Field(() => Int, { simple: true, description: 'Items that replaced other content.' })
  readonly revised!: number;

  @Field(() => Int, { simple: true, description: 'Items that were not recorded.' })
  readonly rejected!: number;
}
