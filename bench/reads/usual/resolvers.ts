import { Arg, type ClassType, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Call } from './entities.ts';
import type { CallRow, Context, HangupRow, StateRow, TransactionRow } from './loaders.ts';
import {
  CallConnectionType,
  CallType,
  HangupType,
  IntentType,
  StateType,
  TransactionConnectionType,
  TransactionType,
  TransitionType,
} from './types.ts';

type Method = (root: never, context: Context, ...rest: never[]) => unknown;

function fieldResolvers(type: ClassType, methods: Record<string, [() => ClassType | [ClassType], Method]>): ClassType {
  const target = class {};
  for (const [name, [returns, method]] of Object.entries(methods)) {
    const descriptor = { value: method, writable: true, configurable: true };
    Object.defineProperty(target.prototype, name, descriptor);
    FieldResolver(returns, { nullable: true })(target.prototype, name, descriptor);
    Root()(target.prototype, name, 0);
    Ctx()(target.prototype, name, 1);
    if (name === 'transactions') Arg('first', () => Int, { nullable: true })(target.prototype, name, 2);
  }
  Resolver(() => type)(target);
  return target;
}

class CallsQuery {
  async calls(first: number, after: string, { em, client }: Context) {
    const [listedAt, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [number, number];
    const beyond = [{ listedAt: { $lt: listedAt } }, { listedAt, id: { $lt: id } }];
    const where = { client, mergedInto: null, $or: beyond };
    const rows = await em.find(Call, where, { orderBy: { listedAt: 'desc', id: 'desc' }, limit: first + 1 });
    const nodes = rows.slice(0, first);
    const last = nodes.at(-1);
    const endCursor = last && Buffer.from(JSON.stringify([last.listedAt, last.id])).toString('base64url');
    return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } };
  }
}
const calls = Object.getOwnPropertyDescriptor(CallsQuery.prototype, 'calls') as TypedPropertyDescriptor<unknown>;
Query(() => CallConnectionType)(CallsQuery.prototype, 'calls', calls);
Arg('first', () => Int, { nullable: true })(CallsQuery.prototype, 'calls', 0);
Arg('after', () => String, { nullable: true })(CallsQuery.prototype, 'calls', 1);
Ctx()(CallsQuery.prototype, 'calls', 2);
Resolver()(CallsQuery);

const stateOf = (state: StateRow | null | undefined, { state: loader }: Context) =>
  state ? loader.load(state.id) : null;

/** The query and a resolver for every relation. */
export const RESOLVERS = [
  CallsQuery,
  fieldResolvers(CallType, {
    transactions: [
      () => TransactionConnectionType,
      async ({ id }: CallRow, context) => ({ nodes: await context.transactions.load(id) }),
    ],
    hangup: [() => HangupType, ({ id }: CallRow, context) => context.hangup.load(id)],
  }),
  fieldResolvers(TransactionType, {
    intent: [
      () => IntentType,
      (row: TransactionRow) => row.intentName && { name: row.intentName, confidence: row.intentConfidence },
    ],
    intentRanking: [() => [IntentType], (row: TransactionRow) => row.intentRanking ?? []],
    transition: [() => TransitionType, (row: TransactionRow) => row],
  }),
  fieldResolvers(TransitionType, {
    from: [() => StateType, (row: TransactionRow, context) => stateOf(row.fromState, context)],
    handledBy: [() => StateType, (row: TransactionRow, context) => stateOf(row.handledByState, context)],
    to: [() => StateType, (row: TransactionRow, context) => stateOf(row.toState, context)],
  }),
  fieldResolvers(HangupType, {
    state: [() => StateType, (row: HangupRow, context) => stateOf(row.state, context)],
  }),
];
