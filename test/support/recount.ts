import { CallOutcome, CallStatus } from '../../src/domain/call.js';
import { Initiator } from '../../src/domain/hangup.js';
import type { FunnelQuestion } from '../../src/domain/insight.js';
import { TransactionKind } from '../../src/domain/transaction.js';
import type { Told, ToldTurn } from './told.js';

/** Counts under names. */
class Tally {
  readonly counts: Record<string, number> = {};
  add(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by;
  }
}

const END = 'END';

/** The turns that moves and visits are counted of: those that began in a state. */
function moving(told: Told): ToldTurn[] {
  return told.transactions.filter((turn) => turn.from !== null);
}

interface Move {
  readonly from: string;
  readonly to: string;
  readonly turn: ToldTurn | null;
}

function movesOf(told: Told): Move[] {
  const moves: Move[] = [];
  let ended = false;
  for (const turn of moving(told)) {
    const from = turn.from?.key ?? '';
    if (turn.terminal) moves.push({ from, to: END, turn });
    else if (turn.to !== null) moves.push({ from, to: turn.to.key, turn });
    if (turn.terminal) ended = true;
  }
  const state = told.hangup?.state ?? null;
  if (!ended && state !== null) moves.push({ from: state.key, to: END, turn: null });
  return moves;
}

interface Visit {
  readonly key: string;
  readonly moment: number;
}

function visitsOf(told: Told): Visit[] {
  const visits: Visit[] = [];
  let before: ToldTurn | null = null;
  for (const turn of moving(told)) {
    const key = turn.from?.key ?? '';
    if (before === null || before.terminal || before.to?.key !== key) visits.push({ key, moment: turn.sequence });
    if (!turn.terminal && turn.to !== null) visits.push({ key: turn.to.key, moment: turn.sequence + 0.9 });
    before = turn;
  }
  return visits;
}

/** Edges as `from > to` with their figures, and nodes with theirs. */
export function recountGraph(all: readonly Told[]) {
  const edges: Record<string, { count: number; calls: number; median: number | null; intents: object }> = {};
  const names = new Set(all.flatMap((told) => movesOf(told).map(({ from, to }) => `${from} > ${to}`)));
  for (const name of names) {
    const byCall = all.map((told) => movesOf(told).filter(({ from, to }) => `${from} > ${to}` === name));
    const intents = new Tally();
    const times: number[] = [];
    for (const { turn } of byCall.flat()) {
      if (turn?.intent) intents.add(turn.intent.name);
      if (turn !== null && turn.responseTimeMs !== null) times.push(turn.responseTimeMs);
    }
    const calls = byCall.filter((moves) => moves.length > 0).length;
    edges[name] = { count: byCall.flat().length, calls, median: medianOf(times), intents: intents.counts };
  }
  const nodes: Record<string, object> = {};
  const tallies = Object.fromEntries(FIGURES.map((figure) => [figure, new Tally()])) as Record<Figure, Tally>;
  for (const told of all) countNodes(told, tallies);
  const keys = new Set(FIGURES.flatMap((figure) => Object.keys(tallies[figure].counts)));
  for (const name of names) keys.add(name.split(' > ')[0] as string);
  for (const key of keys) {
    nodes[key] = Object.fromEntries(FIGURES.map((figure) => [figure, tallies[figure].counts[key] ?? 0]));
  }
  return { callCount: all.length, edges, nodes };
}

const FIGURES = ['visits', 'calls', 'entries', 'exits', 'hangupsByCaller', 'fallbacks'] as const;
type Figure = (typeof FIGURES)[number];

function countNodes(told: Told, tallies: Record<Figure, Tally>): void {
  const visits = visitsOf(told);
  for (const { key } of visits) tallies.visits.add(key);
  for (const key of new Set(visits.map(({ key }) => key))) tallies.calls.add(key);
  const [first] = moving(told);
  if (first?.from) tallies.entries.add(first.from.key);
  const exits = new Set(movesOf(told).flatMap(({ from, to }) => (to === END ? [from] : [])));
  for (const key of exits) tallies.exits.add(key);
  if (exits.size > 0) for (const figure of ['visits', 'calls'] as const) tallies[figure].add(END);
  if (told.hangup?.initiator === Initiator.CALLER && told.hangup.state)
    tallies.hangupsByCaller.add(told.hangup.state.key);
  for (const turn of moving(told)) {
    const fallback = turn.kind === TransactionKind.TURN && turn.unhandled;
    if (fallback && turn.from) tallies.fallbacks.add(turn.from.key);
  }
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  if (sorted.length === 0) return null;
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] as number;
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Ways of at most `depth` states, each with its calls by outcome. */
export function recountPaths(all: readonly Told[], depth: number) {
  const paths: Record<string, Record<string, number>> = {};
  for (const told of all) {
    const path: string[] = [];
    for (const { from, to } of told.transactions) {
      for (const state of [from, to]) if (state !== null && state.key !== path.at(-1)) path.push(state.key);
    }
    if (path.length === 0) continue;
    const way = path.slice(0, depth).join(' ');
    paths[way] ??= {};
    paths[way][told.call.outcome] = (paths[way][told.call.outcome] ?? 0) + 1;
  }
  return paths;
}

/** How many calls reached each step; `named` says which keys bear a name. */
export function recountFunnel(
  all: readonly Told[],
  steps: readonly FunnelQuestion[],
  named: (name: string) => ReadonlySet<string>,
): number[] {
  const reached = steps.map(() => 0);
  for (const told of all) {
    let moment = -1;
    for (const [index, { stateName, intent }] of steps.entries()) {
      const moments = stateName
        ? visitsOf(told)
            .filter(({ key }) => named(stateName).has(key))
            .map((visit) => visit.moment)
        : told.transactions
            .filter((turn) => turn.kind === TransactionKind.TURN && turn.intent?.name === intent)
            .map((turn) => turn.sequence + 0.5);
      const next = moments.filter((one) => one > moment).sort((one, other) => one - other)[0];
      if (next === undefined) break;
      moment = next;
      reached[index] = (reached[index] ?? 0) + 1;
    }
  }
  return reached;
}

function personsTurns(told: Told): ToldTurn[] {
  return told.transactions.filter(({ kind }) => kind === TransactionKind.TURN);
}

/** Each intent's figures. */
export function recountIntents(all: readonly Told[]) {
  const names = new Set(all.flatMap((told) => personsTurns(told).flatMap(({ intent }) => intent?.name ?? [])));
  return Object.fromEntries(
    [...names].map((name) => {
      const byCall = all.map((told) => personsTurns(told).filter(({ intent }) => intent?.name === name));
      const turns = byCall.flat();
      const confidences = turns.flatMap(({ intent }) => intent?.confidence ?? []);
      const sum = confidences.reduce((one, other) => one + other, 0);
      const figures = {
        count: turns.length,
        calls: byCall.filter((own) => own.length > 0).length,
        unhandled: turns.filter(({ unhandled }) => unhandled).length,
        confident: confidences.length,
        low: confidences.filter((confidence) => confidence < 0.5).length,
        average: confidences.length === 0 ? null : sum / confidences.length,
      };
      return [name, figures];
    }),
  );
}

/** The figures of one bucket's calls. */
export function recountMetrics(all: readonly Told[]) {
  const ended = all.filter(({ call }) => call.status === CallStatus.ENDED);
  const turns = ended.flatMap(personsTurns);
  const outcome = (...outcomes: CallOutcome[]) => ended.filter(({ call }) => outcomes.includes(call.outcome)).length;
  const durations = ended.flatMap(({ call }) => call.durationMs ?? []);
  const responses = turns.flatMap(({ responseTimeMs }) => responseTimeMs ?? []);
  const total = durations.reduce((one, other) => one + other, 0);
  return {
    calls: ended.length,
    open: all.length - ended.length,
    turns: turns.length,
    containment: ended.length - outcome(CallOutcome.TRANSFERRED, CallOutcome.FAILED),
    transfer: outcome(CallOutcome.TRANSFERRED),
    abandonment: outcome(CallOutcome.ABANDONED),
    completion: outcome(CallOutcome.COMPLETED),
    fallback: turns.filter(({ unhandled }) => unhandled).length,
    errors: turns.filter(({ errors }) => errors > 0).length,
    averageDurationMs: durations.length === 0 ? null : total / durations.length,
    p50DurationMs: nearestRank(durations, 0.5),
    p95DurationMs: nearestRank(durations, 0.95),
    p50ResponseTimeMs: nearestRank(responses, 0.5),
    p95ResponseTimeMs: nearestRank(responses, 0.95),
    turnsPerCall: ended.length === 0 ? null : turns.length / ended.length,
  };
}

/** The smallest value that at least this share of all values does not exceed. */
function nearestRank(values: readonly number[], share: number): number | null {
  for (const value of [...values].sort((one, other) => one - other)) {
    if (values.filter((other) => other <= value).length >= share * values.length - 1e-9) return value;
  }
  return null;
}
