import type { Client } from '../domain/client.js';
import { badInput } from '../domain/errors.js';
import type { CallFilter } from '../domain/filter.js';
import { checkCallFilter } from '../domain/filter-checks.js';
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
} from '../domain/insight.js';
import { type PageRequest, pageOf } from '../domain/page.js';
import type { Insights, Listing } from '../domain/ports.js';
import type { Reads } from '../persistence/database.js';
import { FigureQueries } from '../persistence/queries/figure.queries.js';
import { graphsOfCalls } from './insights/call-graphs.js';
import type { FigureDesk } from './insights/desk.js';
import { INTENT_ORDERS } from './insights/intent-order.js';

/** Figures over calls: the questions are checked here and answered at a desk, where long work keeps nobody waiting. */
export class StoredInsights implements Insights {
  readonly #queries: FigureQueries;
  readonly #desk: FigureDesk;

  constructor(reads: Reads, desk: FigureDesk) {
    this.#queries = new FigureQueries(reads);
    this.#desk = desk;
  }

  async conversationGraph(
    client: Client,
    filter: CallFilter,
    minimumCount: number,
    signal: AbortSignal | null,
  ): Promise<ConversationGraph> {
    if (minimumCount < 1) throw badInput('Must be 1 or more.', 'minimumCount');
    checkCallFilter(filter);
    return this.#desk.ask(client, filter, { figure: 'conversationGraph', minimumCount }, signal);
  }

  graphsByCall(client: number, calls: readonly number[]): Promise<Map<number, ConversationGraph>> {
    return graphsOfCalls(this.#queries, client, calls);
  }

  async topPaths(
    client: Client,
    filter: CallFilter,
    first: number,
    maximumDepth: number,
    signal: AbortSignal | null,
  ): Promise<ConversationPath[]> {
    checkBounds(first, INSIGHT_LIMITS.paths, 'first');
    checkBounds(maximumDepth, INSIGHT_LIMITS.depth, 'maximumDepth');
    checkCallFilter(filter);
    return this.#desk.ask(client, filter, { figure: 'topPaths', first, maximumDepth }, signal);
  }

  async funnel(
    client: Client,
    filter: CallFilter,
    steps: readonly FunnelQuestion[],
    signal: AbortSignal | null,
  ): Promise<FunnelStep[]> {
    checkSteps(steps);
    checkCallFilter(filter);
    return this.#desk.ask(client, filter, { figure: 'funnel', steps }, signal);
  }

  async intents(
    client: Client,
    request: PageRequest,
    filter: CallFilter,
    order: IntentOrder,
    signal: AbortSignal | null,
  ): Promise<Listing<Intent>> {
    checkCallFilter(filter);
    const intents = await this.#desk.ask(client, filter, { figure: 'intents' }, signal);
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

  async metrics(
    client: Client,
    filter: CallFilter,
    question: MetricQuestion,
    signal: AbortSignal | null,
  ): Promise<MetricBucket[]> {
    checkCallFilter(filter);
    return this.#desk.ask(client, filter, { figure: 'metrics', ...question }, signal);
  }
}

function checkBounds(value: number, maximum: number, argument: string): void {
  if (value < 1 || value > maximum) throw badInput(`Must be from 1 to ${maximum}.`, argument);
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
