import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { badInput } from '../../domain/errors.js';
import { type RecordError, RecordOutcome, type RecordResult, type SourceItem } from '../../domain/record.js';
import type { Transaction } from '../../domain/transaction.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { rejected } from '../recording/record.type.js';
import { RecordTransactionsPayload, TransactionResultType } from './record-transactions.type.js';
import { RecordTransactionsInput, type TransactionInput } from './transaction.input.js';
import { transactionItem, transactionProblem } from './transaction.recording.js';
import { TransactionType } from './transaction.type.js';

interface TransactionResult {
  readonly outcome: RecordOutcome;
  readonly transactionId: string;
  readonly ref: number | null;
  readonly error: RecordError | null;
}

/** Recording turns, item by item. */
@Resolver(() => TransactionResultType)
export class RecordTransactionsResolver {
  @Mutation(() => RecordTransactionsPayload, {
    description: 'Records a batch of turns; needs WRITE. A bad item is REJECTED with its path, and the others stand.',
  })
  async recordTransactions(
    @Arg('input', () => RecordTransactionsInput, { description: 'The batch.' })
    { transactions }: RecordTransactionsInput,
    @Ctx() context: GraphqlContext,
  ) {
    requireScope(context, Scope.WRITE);
    const { batchItems } = context.limits;
    if (transactions.length === 0 || transactions.length > batchItems) {
      throw badInput(`From 1 to ${batchItems} items are allowed.`, 'input', 'transactions');
    }
    const results = await record(transactions, context);
    context.loaders.forget();
    const count = (outcome: RecordOutcome) => results.filter((result) => result.outcome === outcome).length;
    return {
      results,
      created: count(RecordOutcome.CREATED),
      duplicates: count(RecordOutcome.DUPLICATE),
      revised: count(RecordOutcome.REVISED),
      rejected: count(RecordOutcome.REJECTED),
    };
  }

  @FieldResolver(() => TransactionType, { nullable: true, description: 'The transaction as it stands now.' })
  transaction(@Root() { ref }: TransactionResult, @Ctx() context: GraphqlContext): Promise<Transaction | null> | null {
    return ref === null ? null : context.loaders.transaction.load(ref);
  }
}

async function record(inputs: readonly TransactionInput[], context: GraphqlContext): Promise<TransactionResult[]> {
  const problems = inputs.map(transactionProblem);
  const items: SourceItem[] = inputs.filter((_input, index) => problems[index] === null).map(transactionItem);
  const recorded = items.length === 0 ? [] : await context.recorder.record(context.identity.client, items);
  const next = recorded.values();
  return inputs.map(({ transactionId }, index) => {
    const wrong = problems[index];
    const result = wrong ? rejected(wrong) : following(next);
    const { outcome, transactionRef, error } = result;
    const place = ['transactions', String(index)];
    return {
      outcome,
      transactionId,
      ref: transactionRef,
      error: error && { ...error, path: [...place, ...error.path] },
    };
  });
}

function following(results: Iterator<RecordResult>): RecordResult {
  const { done, value } = results.next();
  if (done) throw new Error('The recorder answers every item.');
  return value;
}
