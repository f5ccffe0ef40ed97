import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { Call } from '../../domain/call.js';
import type { HangupFilter } from '../../domain/filter.js';
import type { HangupEvent } from '../../domain/hangup.js';
import { type PageArguments, pageRequest } from '../../domain/page.js';
import type { Transaction } from '../../domain/transaction.js';
import { CallType } from '../call/call.type.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { PageArgs } from '../page/page.type.js';
import { connect, type PageView } from '../page/page-view.js';
import { TransactionType } from '../transaction/transaction.type.js';
import { HangupFilterInput } from './hangup.input.js';
import { HangupEventConnectionType, HangupEventType } from './hangup.type.js';

/** Hang-ups, their calls and transactions. */
@Resolver(() => HangupEventType)
export class HangupResolver {
  @Query(() => HangupEventConnectionType, {
    description: 'Hang-ups, the latest first; only those that ended their calls unless the filter says otherwise.',
  })
  async hangups(
    @Args(() => PageArgs) page: PageArguments,
    @Arg('filter', () => HangupFilterInput, {
      nullable: true,
      description: 'Which ones; the primary ones unless given.',
    })
    filter: HangupFilter | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<PageView<HangupEvent>> {
    requireScope(context, Scope.READ);
    const request = pageRequest(page, 'hangups');
    return connect(
      await context.reader.hangups(context.identity.client, request, primaryUnlessSaid(filter), context.loaders.fields),
    );
  }

  @FieldResolver(() => CallType, { description: 'The call that it ended or was about.' })
  call(@Root() hangup: HangupEvent, @Ctx() { loaders }: GraphqlContext): Promise<Call | null> {
    return loaders.call.load(hangup.callRef);
  }

  @FieldResolver(() => TransactionType, { nullable: true, description: 'The transaction that is this hang-up.' })
  transaction(@Root() hangup: HangupEvent, @Ctx() { loaders }: GraphqlContext): Promise<Transaction | null> | null {
    return hangup.transactionRef === null ? null : loaders.transaction.load(hangup.transactionRef);
  }
}

/** The filter with its own default, which stands also where no filter is given at all. */
export function primaryUnlessSaid(filter: HangupFilter | null | undefined): HangupFilter {
  return { ...filter, primaryOnly: filter?.primaryOnly ?? true };
}
