import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { Call } from '../../domain/call.js';
import type { TransactionFilter } from '../../domain/filter.js';
import type { HangupEvent } from '../../domain/hangup.js';
import { type PageArguments, pageRequest } from '../../domain/page.js';
import type { JsonText } from '../../domain/source.js';
import { type Occurrences, type Transaction, TransactionKind } from '../../domain/transaction.js';
import type { Variable } from '../../domain/variable.js';
import { CallType } from '../call/call.type.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { HangupEventType } from '../hangup/hangup.type.js';
import { PageArgs } from '../page/page.type.js';
import { connect, type PageView } from '../page/page-view.js';
import { JsonScalar } from '../scalars.js';
import { TransactionFilterInput } from './transaction.input.js';
import { OccurrencesType, TransactionConnectionType, TransactionType, VariableType } from './transaction.type.js';

const NONE: Occurrences = { occurrences: 0, affectedSteps: [] };

/** Transactions, what they are linked to, and their wide part. */
@Resolver(() => TransactionType)
export class TransactionResolver {
  @Query(() => TransactionType, { nullable: true, description: "One transaction, by the source's own id." })
  transaction(
    @Arg('transactionId', () => String, { description: "The source's own id." }) transactionId: string,
    @Ctx() context: GraphqlContext,
  ): Promise<Transaction | null> {
    requireScope(context, Scope.READ);
    return context.reader.transactionById(context.identity.client.id, transactionId);
  }

  @Query(() => TransactionConnectionType, { description: 'Transactions, the latest first.' })
  async transactions(
    @Args(() => PageArgs) page: PageArguments,
    @Arg('filter', () => TransactionFilterInput, { nullable: true, description: 'Which ones; all unless given.' })
    filter: TransactionFilter | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<PageView<Transaction>> {
    requireScope(context, Scope.READ);
    const request = pageRequest(page, 'transactions');
    return connect(
      await context.reader.transactions(context.identity.client, request, filter ?? {}, context.loaders.fields),
    );
  }

  @FieldResolver(() => CallType, { description: 'The call that it is part of.' })
  call(@Root() transaction: Transaction, @Ctx() { loaders }: GraphqlContext): Promise<Call | null> {
    return loaders.call.load(transaction.callRef);
  }

  @FieldResolver(() => HangupEventType, {
    nullable: true,
    description: 'The end signal, where this transaction is one.',
  })
  hangup(@Root() { id, kind }: Transaction, @Ctx() { loaders }: GraphqlContext): Promise<HangupEvent | null> | null {
    return kind === TransactionKind.HANGUP ? loaders.hangupByTransaction.load(id) : null;
  }

  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description: 'The slots that were filled, as the source tells it.',
  })
  async slots(@Root() { id }: Transaction, @Ctx() { loaders }: GraphqlContext): Promise<JsonText | null> {
    return (await loaders.detail.load(id))?.slots ?? null;
  }

  @FieldResolver(() => [VariableType], { description: "The bot's variables after it." })
  async variables(@Root() { id }: Transaction, @Ctx() { loaders }: GraphqlContext): Promise<readonly Variable[]> {
    return (await loaders.detail.load(id))?.variables ?? [];
  }

  @FieldResolver(() => OccurrencesType, { description: 'Errors in it.' })
  async errors(@Root() { id }: Transaction, @Ctx() { loaders }: GraphqlContext): Promise<Occurrences> {
    return (await loaders.detail.load(id))?.errors ?? NONE;
  }

  @FieldResolver(() => OccurrencesType, { description: 'Warnings in it.' })
  async warnings(@Root() { id }: Transaction, @Ctx() { loaders }: GraphqlContext): Promise<Occurrences> {
    return (await loaders.detail.load(id))?.warnings ?? NONE;
  }

  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What the bot was asked, raw.' })
  async request(@Root() { id }: Transaction, @Ctx() { loaders }: GraphqlContext): Promise<JsonText | null> {
    return (await loaders.detail.load(id))?.request ?? null;
  }

  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What the bot answered, raw.' })
  async response(@Root() { id }: Transaction, @Ctx() { loaders }: GraphqlContext): Promise<JsonText | null> {
    return (await loaders.detail.load(id))?.response ?? null;
  }
}
