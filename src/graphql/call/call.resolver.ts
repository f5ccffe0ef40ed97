import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { type Call, type CallIdentity, CallOrder } from '../../domain/call.js';
import type { CallFilter } from '../../domain/filter.js';
import type { HangupEvent } from '../../domain/hangup.js';
import { type PageArguments, pageRequest } from '../../domain/page.js';
import { Source } from '../../domain/source.js';
import type { State } from '../../domain/state-transition.js';
import type { Transaction } from '../../domain/transaction.js';
import type { Variable } from '../../domain/variable.js';
import { CallDataRecordType, type CallDataRow } from '../call-data/call-data.type.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { HangupEventType } from '../hangup/hangup.type.js';
import { PageArgs } from '../page/page.type.js';
import { connect, PageView } from '../page/page-view.js';
import { StateType } from '../state-transition/state-transition.type.js';
import { TransactionConnectionType, VariableType } from '../transaction/transaction.type.js';
import { CallFilterInput } from './call.input.js';
import { CallConnectionType, CallIdentityType, CallType } from './call.type.js';

/** Calls and what belongs to each. */
@Resolver(() => CallType)
export class CallResolver {
  @Query(() => CallType, {
    nullable: true,
    description: 'One call, by any identifier that a source gave it (callId, conversationId, session id, …).',
  })
  call(
    @Arg('callId', () => String, { description: 'Any identifier of the call.' }) callId: string,
    @Arg('source', () => Source, { nullable: true, description: 'Who gave it; anybody unless said.' })
    source: Source | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<Call | null> {
    requireScope(context, Scope.READ);
    return context.reader.callByIdentifier(context.identity.client.id, callId, source ?? null);
  }

  @Query(() => CallConnectionType, { description: 'Calls, the latest first unless ordered otherwise.' })
  async calls(
    @Args(() => PageArgs) page: PageArguments,
    @Arg('filter', () => CallFilterInput, { nullable: true, description: 'Which calls; all unless given.' })
    filter: CallFilter | null | undefined,
    @Arg('orderBy', () => CallOrder, { nullable: true, description: 'In which order; STARTED_AT_DESC unless given.' })
    order: CallOrder | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<PageView<Call>> {
    requireScope(context, Scope.READ);
    const wanted = order ?? CallOrder.STARTED_AT_DESC;
    const request = pageRequest(page, `calls ${wanted}`);
    return connect(
      await context.reader.calls(context.identity.client, request, filter ?? {}, wanted, context.loaders.fields),
    );
  }

  @FieldResolver(() => [CallIdentityType], { description: 'Every identifier that leads here.' })
  async identities(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<CallIdentity[]> {
    return (await loaders.identitiesByCall.load(call.id)) ?? [];
  }

  @FieldResolver(() => TransactionConnectionType, { description: 'Its turns and other transactions, in their order.' })
  async transactions(
    @Root() call: Call,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<PageView<Transaction>> {
    const found = await loaders.transactionsOf(call, pageRequest(page, 'Call.transactions'));
    loaders.call.prime(call.id, call);
    return new PageView(
      found,
      () => call.transactionCount,
      (row) => row,
    );
  }

  @FieldResolver(() => [StateType], { description: 'States in the order they were entered, repeats collapsed.' })
  async path(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<State[]> {
    return (await loaders.pathByCall.load(call.id)) ?? [];
  }

  @FieldResolver(() => HangupEventType, { nullable: true, description: 'The end signal that ended the call.' })
  async hangup(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<HangupEvent | null> {
    const signals = await loaders.hangupsByCall.load(call.id);
    return signals?.find((signal) => signal.primary) ?? null;
  }

  @FieldResolver(() => [HangupEventType], { description: 'Every end signal received.' })
  async hangups(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<HangupEvent[]> {
    return (await loaders.hangupsByCall.load(call.id)) ?? [];
  }

  @FieldResolver(() => [CallDataRecordType], { description: 'CallData records for it, the newest first.' })
  async callData(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<CallDataRow[]> {
    const records = (await loaders.callDataByCall.load(call.id)) ?? [];
    return records.map((record) => ({ ...record, call }));
  }

  @FieldResolver(() => [VariableType], { description: "The last known values of the bot's variables." })
  async variables(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<Variable[]> {
    return (await loaders.variablesByCall.load(call.id)) ?? [];
  }
}
