import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { LoggedSubject } from '../../domain/event-log.js';
import type { TransactionFilter } from '../../domain/filter.js';
import { checkTransactionFilter } from '../../domain/filter-checks.js';
import type { Transaction } from '../../domain/transaction.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { LiveSource, rowsWithin, selectRecords } from '../live/live-source.js';
import { TransactionFilterInput } from './transaction.input.js';
import { TransactionRecordedType } from './transaction.type.js';

interface TransactionRecordedArgs {
  readonly callId?: string | null;
  readonly filter?: TransactionFilter | null;
  readonly after?: string | null;
}

interface TransactionRecorded {
  readonly cursor: string;
  readonly transaction: Transaction;
}

/** Transactions as they are recorded. */
@Resolver()
export class TransactionSubscription {
  @Subscription(() => TransactionRecordedType, {
    description:
      'Transactions as they are recorded. With `after` first all that came later than that cursor, then live ones: nothing is missed or sent twice.',
    subscribe: ({ args, context }) => follow(args as TransactionRecordedArgs, context as GraphqlContext),
  })
  transactionRecorded(
    @Root() event: TransactionRecorded,
    @Arg('callId', () => String, { nullable: true, description: 'Of this call alone: any identifier of it.' })
    _callId: string | null | undefined,
    @Arg('filter', () => TransactionFilterInput, { nullable: true, description: 'Which ones; all unless given.' })
    _filter: TransactionFilter | null | undefined,
    @Arg('after', () => String, { nullable: true, description: 'The cursor of the last event that was seen.' })
    _after: string | null | undefined,
  ): TransactionRecorded {
    return event;
  }
}

function follow({ callId = null, filter, after }: TransactionRecordedArgs, context: GraphqlContext): LiveSource {
  requireScope(context, Scope.READ);
  checkTransactionFilter(filter);
  const selection = selectRecords<Transaction>({
    subject: LoggedSubject.TRANSACTION,
    load: (ref, { loaders }) => loaders.transaction.load(ref),
    async matching(rows, { reader, identity }) {
      const ofCall = callId === null ? rows : await within(rows, callId, { reader, identity });
      if (ofCall.length === 0) return new Set();
      const ids = ofCall.map(({ id }) => id);
      return rowsWithin(ofCall, await reader.matchingTransactions(identity.client, ids, filter ?? {}));
    },
    root: (transaction, { cursor }): TransactionRecorded => ({ cursor, transaction }),
  });
  return new LiveSource(selection, after ?? null);
}

/** The call is looked up each time: it may come later than its subscriber, and become part of another. */
async function within(
  rows: readonly Transaction[],
  callId: string,
  { reader, identity }: Pick<GraphqlContext, 'reader' | 'identity'>,
): Promise<readonly Transaction[]> {
  const call = await reader.callByIdentifier(identity.client.id, callId, null);
  return rows.filter(({ callRef }) => callRef === call?.id);
}
