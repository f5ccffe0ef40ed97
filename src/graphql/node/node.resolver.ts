import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import { badInput } from '../../domain/errors.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { asNode, decodeId, type NodeTypeName } from './node.js';
import { NodeType } from './node.type.js';

type NodeRow = { readonly id: number };
type Find = (context: GraphqlContext, ref: number) => Promise<NodeRow | null>;

const MOST_IDS = 100;

const FIND: Record<NodeTypeName, Find> = {
  Call: ({ loaders }, ref) => loaders.call.load(ref),
  Transaction: ({ loaders }, ref) => loaders.transaction.load(ref),
  HangupEvent: ({ loaders }, ref) => loaders.hangup.load(ref),
  CallDataRecord: ({ loaders }, ref) => loaders.callData.load(ref),
  AgentSession: ({ loaders }, ref) => loaders.session.load(ref),
  SessionAnalysis: ({ loaders }, ref) => loaders.analysis.load(ref),
  Message: ({ loaders }, ref) => loaders.message.load(ref),
  SourceEvent: (context, ref) => {
    requireScope(context, Scope.ADMIN);
    return context.loaders.sourceEvent.load(ref);
  },
  AuditEntry: (context, ref) => {
    requireScope(context, Scope.ADMIN);
    return context.loaders.auditEntry.load(ref);
  },
  ApiKey: async (context, ref) => {
    requireScope(context, Scope.ADMIN);
    return (await context.clients.apiKeysById(context.identity.client.id, [ref])).get(ref) ?? null;
  },
  Client: async ({ identity }, ref) => (identity.client.id === ref ? identity.client : null),
};

/** Anything by its global id. */
@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description: 'Anything by its global id; null where there is no such thing.',
  })
  node(
    @Arg('id', () => ID, { description: 'The opaque global id.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<NodeRow | null> {
    requireScope(context, Scope.READ);
    return find(context, id);
  }

  @Query(() => [NodeType], { nullable: 'items', description: 'Several things by their global ids, in their order.' })
  nodes(
    @Arg('ids', () => [ID], { description: 'At most 100.' }) ids: string[],
    @Ctx() context: GraphqlContext,
  ): Promise<NodeRow | null>[] {
    requireScope(context, Scope.READ);
    if (ids.length > MOST_IDS) throw badInput(`At most ${MOST_IDS} ids are allowed.`, 'ids');
    return ids.map((id) => find(context, id));
  }
}

async function find(context: GraphqlContext, id: string): Promise<NodeRow | null> {
  const named = decodeId(id);
  const row = named && (await FIND[named.type](context, named.ref));
  return named && row && asNode(named.type, row);
}
