import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Client } from '../../domain/client.js';
import { DomainError, ErrorCode } from '../../domain/errors.js';
import type { CallFilter, InstantRange } from '../../domain/filter.js';
import type {
  ConversationGraph,
  ConversationPath,
  FunnelQuestion,
  FunnelStep,
  Intent,
  MetricBucket,
  MetricDimension,
  MetricQuestion,
} from '../../domain/insight.js';
import { callConditions, everyCall } from '../../persistence/queries/conditions.js';
import { FigureQueries } from '../../persistence/queries/figure.queries.js';
import { StateQueries } from '../../persistence/queries/state.queries.js';
import type { Snapshots } from '../../persistence/snapshots.js';
import { graphOf, thinned } from './conversation-graph.js';
import { type Counted, count, countWithRollups } from './count.js';
import { FunnelTally } from './funnel-tally.js';
import { GraphTally } from './graph-tally.js';
import { IntentTally } from './intent-tally.js';
import { metricBuckets } from './metric-buckets.js';
import { Places } from './places.js';
import { GRAPH, INTENTS, type RollupKind } from './rollup-kinds.js';
import { type KeepRollup, RollupCache } from './rollup-store.js';
import type { StoredTally, Tally } from './tally.js';
import { WayTally } from './way-tally.js';

/** What counting needs beside the database. */
export interface CounterOptions {
  /** ISO 3166-1 alpha-2, for clients that set none. */
  readonly defaultCountry: string;
  readonly keep: KeepRollup;
}

/** Who asks about which calls, and until when the answer is wanted. */
export interface Asked {
  readonly client: Client;
  readonly filter: CallFilter;
  readonly signal: AbortSignal | null;
  /** Time of `performance.now()`. */
  readonly deadline: number;
}

/** A question while it is being answered. */
export interface Answering {
  readonly startedAt: InstantRange;
  readonly places: Places;
  /** Counts the calls, and whole days by what is kept of them where there is a kind and all of their calls count. */
  readonly count: <Body>(tally: Tally | StoredTally<Body>, kind: RollupKind<Body> | null) => Promise<void>;
}

const PLACES_KEPT = 200;
const CACHED_CHARACTERS = 16_000_000;

/** Counts figures, each question in one snapshot of the database, so that they agree with each other. */
export class FigureCounter {
  readonly #snapshots: Snapshots;
  readonly #options: CounterOptions;
  readonly #cache = new RollupCache(CACHED_CHARACTERS);
  readonly #places = new LRUCache<number, { readonly known: string; readonly places: Places }>({ max: PLACES_KEPT });

  constructor(snapshots: Snapshots, options: CounterOptions) {
    this.#snapshots = snapshots;
    this.#options = options;
  }

  conversationGraph(asked: Asked, minimumCount: number): Promise<ConversationGraph> {
    return this.#answer(asked, null, async (answering) => {
      const { places } = answering;
      const tally = new GraphTally(places);
      await answering.count(tally, GRAPH);
      return thinned(graphOf(tally, places), minimumCount);
    });
  }

  topPaths(asked: Asked, first: number, maximumDepth: number): Promise<ConversationPath[]> {
    return this.#answer(asked, null, async (answering) => {
      const tally = new WayTally(answering.places, maximumDepth);
      await answering.count(tally, null);
      return tally.paths(first);
    });
  }

  funnel(asked: Asked, steps: readonly FunnelQuestion[]): Promise<FunnelStep[]> {
    return this.#answer(asked, null, async (answering) => {
      const tally = new FunnelTally(answering.places, steps);
      await answering.count(tally, null);
      return tally.steps();
    });
  }

  /** Every intent, in no order. */
  intents(asked: Asked): Promise<Intent[]> {
    return this.#answer(asked, null, async (answering) => {
      const tally = new IntentTally(answering.places);
      await answering.count(tally, INTENTS);
      return tally.intents();
    });
  }

  metrics(asked: Asked, question: MetricQuestion): Promise<MetricBucket[]> {
    return this.#answer(asked, question.groupBy, (answering) => metricBuckets(answering, question));
  }

  #answer<T>(asked: Asked, groupBy: MetricDimension | null, work: (answering: Answering) => Promise<T>): Promise<T> {
    const { client, filter, signal, deadline } = asked;
    const check = () => {
      signal?.throwIfAborted();
      if (performance.now() > deadline) throw new DomainError(ErrorCode.TIMEOUT, 'The figures took too long to count.');
    };
    check();
    const timeoutMs = Math.max(1, deadline - performance.now());
    return this.#snapshots.run(
      async (reads) => {
        check();
        const queries = new FigureQueries(reads);
        const country = client.defaultCountry ?? this.#options.defaultCountry;
        const { privacyKey } = client;
        const scope = { client: client.id, country, states: new StateQueries(reads), privacyKey };
        const counted: Counted = {
          client: client.id,
          queries,
          conditions: await callConditions(scope, filter),
          everything: everyCall(client.id),
          groupBy,
          startedAt: filter.startedAt ?? {},
          async breathe() {
            await nextTurn();
            check();
          },
        };
        return work(this.#answering(counted, await this.#placesOf(queries, client.id), isSpan(filter)));
      },
      { timeoutMs, signal },
    );
  }

  #answering(counted: Counted, places: Places, all: boolean): Answering {
    return {
      places,
      startedAt: counted.startedAt,
      count: (tally, kind) => {
        if (!isStored(tally) || kind === null || !all) return count(counted, tally);
        const rollups = {
          kind: kind.kind,
          make: () => kind.make(places),
          cache: this.#cache,
          keep: this.#options.keep,
        };
        return countWithRollups(counted, tally, rollups);
      },
    };
  }

  async #placesOf(queries: FigureQueries, client: number): Promise<Places> {
    const known = await queries.statesKnown(client);
    const kept = this.#places.get(client);
    if (kept?.known === known) return kept.places;
    const places = new Places(await queries.states(client));
    this.#places.set(client, { known, places });
    return places;
  }
}

/** Whether all calls are wanted, or all that began in a span. */
function isSpan(filter: CallFilter): boolean {
  return Object.entries(filter).every(([name, value]) => name === 'startedAt' || value === null || value === undefined);
}

function isStored<Body>(tally: Tally | StoredTally<Body>): tally is StoredTally<Body> {
  return 'addBody' in tally;
}
