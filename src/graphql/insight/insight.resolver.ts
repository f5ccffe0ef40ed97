import { Arg, Ctx, Extensions, Int, Query, Resolver } from 'type-graphql';
import { Scope } from '../../domain/api-key.js';
import type { CallFilter } from '../../domain/filter.js';
import {
  type ConversationGraph,
  type ConversationPath,
  type FunnelQuestion,
  type FunnelStep,
  type Intent,
  IntentOrder,
  type MetricBucket,
  MetricDimension,
  MetricInterval,
} from '../../domain/insight.js';
import { pageRequest } from '../../domain/page.js';
import { CallFilterInput } from '../call/call.input.js';
import { type GraphqlContext, requireScope } from '../context.js';
import { connect, type PageView } from '../page/page-view.js';
import { ConversationGraphType } from './conversation-graph.type.js';
import './insight.enum.js';
import { IntentConnectionType } from './intent.type.js';
import { MetricBucketType } from './metric.type.js';
import { ConversationPathType, FunnelStepInput, FunnelType } from './way.type.js';

const USUAL_PATHS = 10;
const USUAL_DEPTH = 12;
/** What an answer is taken to hold where the cost of an operation is estimated. */
const USUAL_BUCKETS = 100;

const CallFilterArg = () =>
  Arg('filter', () => CallFilterInput, { nullable: true, description: 'Which calls; all unless given.' });

/** Figures over calls. */
@Resolver()
export class InsightResolver {
  @Query(() => ConversationGraphType, {
    description: 'States as nodes and transitions as edges, counted over all calls that match.',
  })
  conversationGraph(
    @CallFilterArg() filter: CallFilter | null | undefined,
    @Arg('minimumCount', () => Int, {
      nullable: true,
      defaultValue: 1,
      description:
        'Leaves out edges with a smaller count, and nodes with fewer visits that no edge is left at; 1 or more.',
    })
    minimumCount: number | null,
    @Ctx() context: GraphqlContext,
  ): Promise<ConversationGraph> {
    return counted(context).conversationGraph(
      context.identity.client,
      filter ?? {},
      minimumCount ?? 1,
      context.departure(),
    );
  }

  @Query(() => [ConversationPathType], {
    description:
      'The most common ways through the dialogue, from the first state on; calls without any state have none.',
  })
  topPaths(
    @CallFilterArg() filter: CallFilter | null | undefined,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: USUAL_PATHS,
      description: 'How many, the most common first: 1 to 200.',
    })
    first: number | null,
    @Arg('maximumDepth', () => Int, {
      nullable: true,
      defaultValue: USUAL_DEPTH,
      description: 'After how many states a path is cut: 1 to 50.',
    })
    depth: number | null,
    @Ctx() context: GraphqlContext,
  ): Promise<ConversationPath[]> {
    const { client } = context.identity;
    return counted(context).topPaths(
      client,
      filter ?? {},
      first ?? USUAL_PATHS,
      depth ?? USUAL_DEPTH,
      context.departure(),
    );
  }

  @Query(() => FunnelType, { description: 'How many calls reached each step after the one before it.' })
  async funnel(
    @CallFilterArg() filter: CallFilter | null | undefined,
    @Arg('steps', () => [FunnelStepInput], { description: 'The steps in their order: 1 to 20.' })
    steps: FunnelQuestion[],
    @Ctx() context: GraphqlContext,
  ): Promise<{ steps: FunnelStep[] }> {
    return { steps: await counted(context).funnel(context.identity.client, filter ?? {}, steps, context.departure()) };
  }

  @Query(() => IntentConnectionType, {
    description: 'Intents as users triggered them: how often, how sure, how often unhandled.',
  })
  async intents(
    @CallFilterArg() filter: CallFilter | null | undefined,
    @Arg('first', () => Int, { nullable: true, description: 'How many from the start: 1 to 200, 50 unless given.' })
    first: number | null | undefined,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Only what follows this cursor: a place in the order, since figures move while calls are recorded.',
    })
    after: string | null | undefined,
    @Arg('orderBy', () => IntentOrder, { nullable: true, description: 'In which order; COUNT_DESC unless given.' })
    order: IntentOrder | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<PageView<Intent>> {
    const insights = counted(context);
    const wanted = order ?? IntentOrder.COUNT_DESC;
    const request = pageRequest({ first, after }, `intents ${wanted}`);
    const { client } = context.identity;
    return connect(await insights.intents(client, request, filter ?? {}, wanted, context.departure()));
  }

  @Extensions({ size: USUAL_BUCKETS })
  @Query(() => [MetricBucketType], {
    description:
      'The figures of the calls that match, by `start` and then by `key`. With an interval no span is left out from the first call to the last, calls of which no start is known are, and there may be 5,000 buckets at the most.',
  })
  metrics(
    @CallFilterArg() filter: CallFilter | null | undefined,
    @Arg('groupBy', () => MetricDimension, { nullable: true, description: 'Tells calls apart by this.' })
    groupBy: MetricDimension | null | undefined,
    @Arg('interval', () => MetricInterval, { nullable: true, description: 'Cuts time into these spans.' })
    interval: MetricInterval | null | undefined,
    @Arg('timeZone', () => String, {
      nullable: true,
      defaultValue: 'UTC',
      description: 'Whose clocks cut time: a name of the IANA database.',
    })
    timeZone: string | null,
    @Ctx() context: GraphqlContext,
  ): Promise<MetricBucket[]> {
    const question = { groupBy: groupBy ?? null, interval: interval ?? null, timeZone: timeZone ?? 'UTC' };
    return counted(context).metrics(context.identity.client, filter ?? {}, question, context.departure());
  }
}

function counted(context: GraphqlContext): GraphqlContext['insights'] {
  requireScope(context, Scope.READ);
  return context.insights;
}
