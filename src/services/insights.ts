import type { Client } from '../domain/client.js';
import { badInput } from '../domain/errors.js';
import type { CallFilter } from '../domain/filter.js';
import {
  type ConversationGraph,
  type ConversationPath,
  type FunnelQuestion,
  type FunnelStep,
  INSIGHT_LIMITS,
  type Intent,
  type IntentOrder,
  type MetricBucket,
  type MetricQuestion,
  ratioOf,
} from '../domain/insight.js';
import { type PageRequest, pageOf } from '../domain/page.js';
import type { Insights, Listing } from '../domain/ports.js';
import type { Database } from '../persistence/database.js';
import type { FilterScope } from '../persistence/queries/conditions.js';
import { InsightGraphQueries } from '../persistence/queries/insight-graph.queries.js';
import { InsightIntentQueries } from '../persistence/queries/insight-intents.queries.js';
import { InsightMetricQueries } from '../persistence/queries/insight-metrics.queries.js';
import { wantedCalls } from '../persistence/queries/insight-turns.queries.js';
import { InsightWayQueries } from '../persistence/queries/insight-ways.queries.js';
import { StateQueries } from '../persistence/queries/state.queries.js';
import { list, raw, sql } from '../persistence/sql.js';
import { INTENT_ORDERS } from './insights/intent-order.js';
import { metricBuckets } from './insights/metric-buckets.js';

const EMPTY_GRAPH: ConversationGraph = { callCount: 0, transitionCount: 0, nodes: [], edges: [] };
const ONE_PART = raw('0 AS part');

/** Figures counted in the database, each question in one statement, so that they agree with each other. */
export class SqlInsights implements Insights {
  readonly #country: string;
  readonly #states: StateQueries;
  readonly #graphs: InsightGraphQueries;
  readonly #ways: InsightWayQueries;
  readonly #intents: InsightIntentQueries;
  readonly #metrics: InsightMetricQueries;

  constructor(database: Database, { defaultCountry }: { readonly defaultCountry: string }) {
    this.#country = defaultCountry;
    this.#states = new StateQueries(database);
    this.#graphs = new InsightGraphQueries(database, this.#states);
    this.#ways = new InsightWayQueries(database, this.#states);
    this.#intents = new InsightIntentQueries(database);
    this.#metrics = new InsightMetricQueries(database);
  }

  async conversationGraph(client: Client, filter: CallFilter, minimumCount: number): Promise<ConversationGraph> {
    if (minimumCount < 1) throw badInput('Must be 1 or more.', 'minimumCount');
    checkSpan(filter);
    const wanted = await wantedCalls(this.#scope(client), filter, ONE_PART);
    const graph = (await this.#graphs.graphs(client.id, wanted)).get(0) ?? EMPTY_GRAPH;
    return minimumCount === 1 ? graph : thinned(graph, minimumCount);
  }

  graphsByCall(client: number, calls: readonly number[]): Promise<Map<number, ConversationGraph>> {
    const wanted = sql`wanted AS MATERIALIZED (
      SELECT c.id, c.id AS part FROM call c WHERE c.client_id = ${client} AND c.id IN ${list(calls)})`;
    return this.#graphs.graphs(client, wanted);
  }

  async topPaths(client: Client, filter: CallFilter, first: number, maximumDepth: number): Promise<ConversationPath[]> {
    checkBounds(first, INSIGHT_LIMITS.paths, 'first');
    checkBounds(maximumDepth, INSIGHT_LIMITS.depth, 'maximumDepth');
    checkSpan(filter);
    const wanted = await wantedCalls(this.#scope(client), filter, raw('c.outcome'));
    const { paths, of } = await this.#ways.paths(client.id, wanted, first, maximumDepth);
    return paths.map(({ states, outcomes }) => {
      const calls = outcomes.reduce((sum, { count }) => sum + count, 0);
      return { states, calls, share: ratioOf(calls, of), outcomes };
    });
  }

  async funnel(client: Client, filter: CallFilter, steps: readonly FunnelQuestion[]): Promise<FunnelStep[]> {
    checkSteps(steps);
    checkSpan(filter);
    const wanted = await wantedCalls(this.#scope(client), filter, ONE_PART);
    const reached = await this.#ways.funnel(client.id, wanted, steps);
    return steps.map(({ stateName, intent }, index) => {
      const calls = reached[index] ?? 0;
      const [first = 0] = reached;
      const previous = reached[Math.max(0, index - 1)] ?? 0;
      const label = stateName ?? intent ?? '';
      return { label, calls, ofPrevious: ratioOf(calls, previous), ofFirst: ratioOf(calls, first) };
    });
  }

  async intents(
    client: Client,
    request: PageRequest,
    filter: CallFilter,
    order: IntentOrder,
  ): Promise<Listing<Intent>> {
    checkSpan(filter);
    const wanted = await wantedCalls(this.#scope(client), filter, ONE_PART);
    const intents = await this.#intents.intents(client.id, wanted);
    intents.sort(INTENT_ORDERS[order]);
    const start = request.after === null ? 0 : Math.max(0, (request.after[0] ?? 0) + 1);
    const placed = intents
      .slice(start, start + request.limit + 1)
      .map((intent, index) => ({ intent, at: start + index }));
    const page = pageOf(placed, request, ({ at }) => [at, 0]);
    return {
      page: { ...page, items: page.items.map(({ intent }) => intent) },
      total: async () => intents.length,
    };
  }

  async metrics(client: Client, filter: CallFilter, question: MetricQuestion): Promise<MetricBucket[]> {
    checkSpan(filter);
    return metricBuckets(this.#metrics, this.#scope(client), filter, question);
  }

  #scope(client: Client): FilterScope {
    return { client: client.id, country: client.defaultCountry ?? this.#country, states: this.#states };
  }
}

function thinned(graph: ConversationGraph, minimumCount: number): ConversationGraph {
  const edges = graph.edges.filter((edge) => edge.count >= minimumCount);
  const touched = new Set(edges.flatMap(({ from, to }) => [from.key, to?.key ?? null]));
  return {
    callCount: graph.callCount,
    transitionCount: edges.reduce((sum, edge) => sum + edge.count, 0),
    nodes: graph.nodes.filter(({ state, visits }) => visits >= minimumCount || touched.has(state?.key ?? null)),
    edges,
  };
}

function checkBounds(value: number, maximum: number, argument: string): void {
  if (value < 1 || value > maximum) throw badInput(`Must be from 1 to ${maximum}.`, argument);
}

function checkSpan({ startedAt }: CallFilter): void {
  const { from = null, to = null } = startedAt ?? {};
  if (from !== null && to !== null && from > to) throw badInput('Must not be after to.', 'filter', 'startedAt', 'from');
}

function checkSteps(steps: readonly FunnelQuestion[]): void {
  if (steps.length < 1 || steps.length > INSIGHT_LIMITS.steps) {
    throw badInput(`From 1 to ${INSIGHT_LIMITS.steps} steps are allowed.`, 'steps');
  }
  steps.forEach(({ stateName = null, intent = null }, index) => {
    if ((stateName === null) === (intent === null)) {
      throw badInput('Give stateName or intent, and not both.', 'steps', String(index));
    }
  });
}
