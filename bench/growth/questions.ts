import { DAYS, END } from './talk.ts';

/** One line of the table: what is asked, and what it must not cost more than. */
export interface GrowthQuestion {
  readonly name: string;
  readonly query: string;
  readonly variables: object;
  /** At the most so many times what it takes with the fewest transactions, or so many milliseconds. */
  readonly target: { readonly times: number } | { readonly ms: number };
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const span = ({ from, to }: { from: number; to: number }) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});
/** Seven days that begin and end within days. */
export const WEEK = { from: END - 7 * DAY_MS + 5 * HOUR_MS, to: END + 5 * HOUR_MS };
export const MONTH = { from: END - 31 * DAY_MS, to: END };
const week = { startedAt: span(WEEK) };
const month = span(MONTH);

const HANGUPS = `{ hangups(first: 20) { nodes { occurredAt reasonCode initiator state { name } call { callId } } } }`;
const CALLS = `query ($filter: CallFilter) { calls(first: 20, filter: $filter) { nodes { callId startedAt outcome } } }`;
const GRAPH = `query ($filter: CallFilter) { conversationGraph(filter: $filter) {
  callCount nodes { state { key name } visits calls entries exits hangupsByCaller fallbacks }
  edges { from { key } to { key } count calls medianResponseTimeMs intents { name count } } } }`;
const METRICS = `query ($filter: CallFilter) { metrics(filter: $filter, interval: DAY, timeZone: "Europe/Berlin") {
  start calls open turns averageDurationMs p50DurationMs p95DurationMs p50ResponseTimeMs p95ResponseTimeMs
  containment { value } abandonment { value } fallback { value } errors { value } } }`;

const calls = (filter: object) => ({ query: CALLS, variables: { filter: { ...filter, startedAt: month } } });

/** What is asked of each database. */
export const QUESTIONS: readonly GrowthQuestion[] = [
  { name: 'latest 20 hang-ups', query: HANGUPS, variables: {}, target: { times: 2 } },
  {
    name: 'calls by state, intent and month, first page',
    ...calls({ visitedState: ['s5'], intent: ['intent 3'] }),
    target: { times: 2 },
  },
  {
    name: 'the same with a rare intent',
    ...calls({ visitedState: ['s5'], intent: ['rare'] }),
    target: { times: 2 },
  },
  { name: `conversationGraph, all ${DAYS} days`, query: GRAPH, variables: {}, target: { ms: 50 } },
  { name: `metrics by day, all ${DAYS} days`, query: METRICS, variables: {}, target: { ms: 50 } },
  { name: 'conversationGraph, 7 days', query: GRAPH, variables: { filter: week }, target: { ms: 20 } },
  { name: 'metrics by day, 7 days', query: METRICS, variables: { filter: week }, target: { ms: 20 } },
  {
    name: 'conversationGraph, a month, two filters',
    query: GRAPH,
    variables: { filter: { intent: ['intent 3'], language: ['de-DE'], startedAt: month } },
    target: { ms: 500 },
  },
  {
    name: 'metrics by day, a month, two filters',
    query: METRICS,
    variables: { filter: { intent: ['intent 3'], language: ['de-DE'], startedAt: month } },
    target: { ms: 500 },
  },
];
