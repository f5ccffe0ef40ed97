import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Call } from '../../domain/call.js';
import type { ConversationGraph } from '../../domain/insight.js';
import { CallType } from '../call/call.type.js';
import type { GraphqlContext } from '../context.js';
import { ConversationGraphType } from './conversation-graph.type.js';

const NO_GRAPH: ConversationGraph = { callCount: 0, transitionCount: 0, nodes: [], edges: [] };

/** A call as a graph. */
@Resolver(() => CallType)
export class CallGraphResolver {
  @FieldResolver(() => ConversationGraphType, { description: 'Its states as nodes and its moves as edges, counted.' })
  async graph(@Root() call: Call, @Ctx() { loaders }: GraphqlContext): Promise<ConversationGraph> {
    return (await loaders.graphByCall.load(call.id)) ?? NO_GRAPH;
  }
}
