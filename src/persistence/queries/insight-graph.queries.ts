import type { ConversationGraph, IntentCount, StateEdge, StateNode } from '../../domain/insight.js';
import type { Database } from '../database.js';
import { join, raw, type Sql, sql } from '../sql.js';
import { places, turns, VISITS } from './insight-turns.queries.js';
import type { StateQueries, States } from './state.queries.js';

/** One figure: of the whole (`part`), of a place or of a move from one to another. */
interface FigureRow {
  readonly part: number;
  readonly figure: 'total' | 'visits' | 'entries' | 'exits' | 'hangups' | 'fallbacks' | 'edge' | 'median' | 'intent';
  readonly origin: number | null;
  readonly target: number | null;
  readonly name: string | null;
  readonly count: number;
  readonly calls: number;
  readonly median: number | null;
}

const NO_NAME = 'CAST(NULL AS text)';
const NO_PLACE = 'CAST(NULL AS bigint)';
const NO_MEDIAN = 'CAST(NULL AS double precision)';

function counted(figure: FigureRow['figure'], place: string, from: string, where: string): Sql {
  return raw(`SELECT part, '${figure}' AS figure, ${place} AS origin, ${NO_PLACE} AS target, ${NO_NAME} AS name,
    count(*) AS count, count(DISTINCT call_ref) AS calls, ${NO_MEDIAN} AS median
    FROM ${from} WHERE ${where} GROUP BY part, ${place}`);
}

const FIGURES = join(
  [
    raw(`SELECT part, 'total' AS figure, ${NO_PLACE} AS origin, ${NO_PLACE} AS target, ${NO_NAME} AS name,
      count(*) AS count, count(*) AS calls, ${NO_MEDIAN} AS median FROM wanted GROUP BY part`),
    counted('visits', 'place', 'visit', 'place IS NOT NULL'),
    counted('entries', 'origin', 'turn', 'turn_number = 1'),
    counted('exits', 'origin', 'move', 'target IS NULL'),
    counted('hangups', 'place', 'hung', "initiator = 'CALLER' AND place IS NOT NULL"),
    counted('fallbacks', 'origin', 'turn', "kind = 'TURN' AND NOT explicitly_handled"),
    raw(`SELECT part, 'visits', ${NO_PLACE}, ${NO_PLACE}, ${NO_NAME}, count(DISTINCT call_ref),
      count(DISTINCT call_ref), ${NO_MEDIAN} FROM move WHERE target IS NULL GROUP BY part`),
    raw(`SELECT part, 'edge', origin, target, ${NO_NAME}, count(*), count(DISTINCT call_ref), ${NO_MEDIAN}
      FROM move GROUP BY part, origin, target`),
    raw(`SELECT part, 'intent', origin, target, intent_name, count(*), count(DISTINCT call_ref), ${NO_MEDIAN}
      FROM move WHERE intent_name IS NOT NULL GROUP BY part, origin, target, intent_name`),
    raw(`SELECT part, 'median', origin, target, ${NO_NAME}, 0, 0, avg(CAST(response_time_ms AS double precision))
      FROM timed WHERE rank IN ((size + 1) / 2, (size + 2) / 2) GROUP BY part, origin, target`),
  ],
  ' UNION ALL ',
);

/** Counts states and moves, all in one statement, so that the figures agree with each other. */
export class InsightGraphQueries {
  readonly #database: Database;
  readonly #states: StateQueries;

  constructor(database: Database, states: StateQueries) {
    this.#database = database;
    this.#states = states;
  }

  /** The graphs of the parts of `wanted`: a CTE with `id` and `part`. */
  async graphs(client: number, wanted: Sql): Promise<Map<number, ConversationGraph>> {
    const rows =
      await this.#database.read<FigureRow>(sql`WITH ${wanted}, ${places(client)}, ${turns(client)}, ${VISITS},
      hung AS MATERIALIZED (
        SELECT w.part, h.call_ref, h.initiator, p.place FROM wanted w
        JOIN hangup h ON h.client_id = ${client} AND h.call_ref = w.id AND h."primary" = ${true}
        LEFT JOIN place p ON p.id = h.state),
      move AS MATERIALIZED (
        SELECT part, call_ref, origin, target, response_time_ms, intent_name FROM turn
        WHERE terminal OR target IS NOT NULL
        UNION ALL
        SELECT part, call_ref, place, ${raw(NO_PLACE)}, CAST(NULL AS integer), ${raw(NO_NAME)} FROM hung
        WHERE place IS NOT NULL AND call_ref NOT IN (SELECT call_ref FROM turn WHERE terminal)),
      timed AS (
        SELECT part, origin, target, response_time_ms,
          row_number() OVER (PARTITION BY part, origin, target ORDER BY response_time_ms) AS rank,
          count(*) OVER (PARTITION BY part, origin, target) AS size
        FROM move WHERE response_time_ms IS NOT NULL)
      ${FIGURES}`);
    const states = await this.#states.byId(
      client,
      rows.flatMap((row) => [row.origin, row.target]),
    );
    const parts = Map.groupBy(rows, (row) => row.part);
    return new Map([...parts].map(([part, figures]) => [part, graphOf(figures, states)]));
  }
}

function graphOf(rows: readonly FigureRow[], states: States): ConversationGraph {
  const by = Map.groupBy(rows, (row) => row.figure);
  const edges = edgesOf(by, states);
  return {
    callCount: by.get('total')?.[0]?.count ?? 0,
    transitionCount: edges.reduce((sum, edge) => sum + edge.count, 0),
    nodes: nodesOf(rows, by, states),
    edges,
  };
}

type ByFigure = ReadonlyMap<FigureRow['figure'], readonly FigureRow[]>;

function nodesOf(rows: readonly FigureRow[], by: ByFigure, states: States): StateNode[] {
  const figures = (['visits', 'entries', 'exits', 'hangups', 'fallbacks'] as const).map((figure) => ({
    figure,
    at: new Map(by.get(figure)?.map((row) => [row.origin, row])),
  }));
  const [visits, entries, exits, hangups, fallbacks] = figures.map(({ at }) => at);
  const known = new Set(rows.filter((row) => row.figure !== 'total').flatMap((row) => row.origin ?? []));
  const ended = visits?.has(null) ? [null] : [];
  const nodes = [...known, ...ended].map((place) => ({
    state: stateAt(states, place),
    visits: visits?.get(place)?.count ?? 0,
    calls: visits?.get(place)?.calls ?? 0,
    entries: entries?.get(place)?.calls ?? 0,
    exits: exits?.get(place)?.calls ?? 0,
    hangupsByCaller: hangups?.get(place)?.calls ?? 0,
    fallbacks: fallbacks?.get(place)?.count ?? 0,
  }));
  return nodes.sort((one, other) => other.visits - one.visits || compareText(one.state?.key, other.state?.key));
}

function edgesOf(by: ByFigure, states: States): StateEdge[] {
  const medians = new Map(by.get('median')?.map((row) => [edgeKey(row), row.median]));
  const intents = Map.groupBy(by.get('intent') ?? [], edgeKey);
  const edges = (by.get('edge') ?? []).map((row) => ({
    from: stateAt(states, row.origin) as NonNullable<ReturnType<typeof stateAt>>,
    to: stateAt(states, row.target),
    count: row.count,
    calls: row.calls,
    medianResponseTimeMs: medians.get(edgeKey(row)) ?? null,
    intents: intentsOf(intents.get(edgeKey(row)) ?? []),
  }));
  const byStates = (one: StateEdge, other: StateEdge) =>
    compareText(one.from.key, other.from.key) || compareText(one.to?.key, other.to?.key);
  return edges.sort((one, other) => other.count - one.count || byStates(one, other));
}

function edgeKey({ origin, target }: FigureRow): string {
  return `${origin} ${target}`;
}

function intentsOf(rows: readonly FigureRow[]): IntentCount[] {
  const counts = rows.map(({ name, count }) => ({ name: name ?? '', count }));
  return counts.sort((one, other) => other.count - one.count || compareText(one.name, other.name));
}

function stateAt(states: States, place: number | null) {
  return place === null ? null : (states.get(place) ?? null);
}

/** In code-unit order, the same on every database; END, which has no key, comes last. */
function compareText(one: string | undefined, other: string | undefined): number {
  if (one === other) return 0;
  if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
  return one < other ? -1 : 1;
}
