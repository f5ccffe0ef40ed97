import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { StateTransitionFilter } from '../../domain/filter.js';
import { type PageArguments, pageRequest } from '../../domain/page.js';
import type { StateTransition } from '../../domain/state-transition.js';
import type { Transaction } from '../../domain/transaction.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { PageArgs } from '../page/page.type.js';
import { PageView } from '../page/page-view.js';
import { TransactionType } from '../transaction/transaction.type.js';
import { StateTransitionFilterInput } from './state-transition.input.js';
import { StateTransitionConnectionType, StateTransitionType } from './state-transition.type.js';

/** State transitions and the turns that made them. */
@Resolver(() => StateTransitionType)
export class StateTransitionResolver {
  @Query(() => StateTransitionConnectionType, { description: 'State transitions, the latest first.' })
  async stateTransitions(
    @Args(() => PageArgs) page: PageArguments,
    @Arg('filter', () => StateTransitionFilterInput, { nullable: true, description: 'Which ones; all unless given.' })
    filter: StateTransitionFilter | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<PageView<Transaction, StateTransition | null>> {
    requireScope(context, Scope.READ);
    const request = pageRequest(page, 'stateTransitions');
    const listing = await context.reader.stateTransitions(context.identity.client, request, filter ?? {});
    return new PageView(
      listing.page,
      () => listing.total(),
      ({ transition }) => transition,
    );
  }

  @FieldResolver(() => TransactionType, { description: 'The turn that made the move.' })
  transaction(@Root() transition: StateTransition): Transaction {
    return transition.transaction;
  }
}
