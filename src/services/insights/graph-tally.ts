import { TurnFlag } from '../../domain/course-text.js';
import type { CountedGraph, CountedMove, CountedPlace } from './conversation-graph.js';
import { eachVisit, hangupPlace, leads, NOWHERE, type PlacedTurn, turnsOf } from './moves.js';
import { PackedLists, packLists, Values } from './packed.js';
import type { Places } from './places.js';
import type { CountedCall, StoredTally } from './tally.js';

type Place = CountedPlace & { lastCall: number };
type Move = CountedMove & { lastCall: number };

/**
 * A graph as it is kept. Of a place: its number, visits, calls, entries, exits, hang-ups by the caller, fallbacks;
 * of a move: from, to, count, calls, how many response times it has in `times`, and its intents with their counts.
 */
export interface GraphBody {
  readonly calls: number;
  readonly ended: number;
  readonly intents: readonly string[];
  readonly places: readonly (readonly number[])[];
  readonly moves: readonly (readonly [number, number, number, number, number, readonly number[]])[];
  readonly times: string;
}

/** Counts where calls were and how they moved. */
export class GraphTally implements StoredTally<GraphBody>, CountedGraph {
  calls = 0;
  /** Calls that reached END. */
  ended = 0;
  readonly intents: string[] = [];
  readonly #intentPlaces = new Map<string, number>();
  readonly places = new Map<number, Place>();
  readonly #moves = new Map<number, Map<number, Move>>();
  readonly #known: Places;

  constructor(known: Places) {
    this.#known = known;
  }

  *moves(): Iterable<Move> {
    for (const moves of this.#moves.values()) yield* moves.values();
  }

  addCall({ course }: CountedCall): void {
    const call = ++this.calls;
    const turns = turnsOf(course, this.#known);
    eachVisit(turns, (number) => {
      const place = this.#place(number);
      place.visits++;
      if (place.lastCall !== call) place.calls++;
      place.lastCall = call;
    });
    const exits = new Set<number>();
    let started = false;
    let terminal = false;
    for (const turn of turns) {
      if (turn.from === NOWHERE) continue;
      if (!started) this.#place(turn.from).entries++;
      started = true;
      this.#addTurn(turn, exits);
      terminal ||= (turn.flags & TurnFlag.TERMINAL) !== 0;
    }
    const hungUp = hangupPlace(course, this.#known);
    if (hungUp !== NOWHERE) {
      if (course.hangup?.byCaller) this.#place(hungUp).hangupsByCaller++;
      if (!terminal) {
        this.#count(this.#move(hungUp, NOWHERE));
        exits.add(hungUp);
      }
    }
    for (const exit of exits) this.#place(exit).exits++;
    if (exits.size > 0) this.ended++;
  }

  #addTurn(turn: PlacedTurn, exits: Set<number>): void {
    const { flags, from, to, responseTimeMs, intent } = turn;
    if ((flags & TurnFlag.PERSON) !== 0 && (flags & TurnFlag.UNHANDLED) !== 0) this.#place(from).fallbacks++;
    if (!leads(turn)) return;
    const move = this.#move(from, to);
    this.#count(move);
    if (responseTimeMs !== null) move.times.push(responseTimeMs);
    if (intent !== null) addAt(move.intents, this.#intent(intent), 1);
    if (to === NOWHERE) exits.add(from);
  }

  #count(move: Move): void {
    move.count++;
    if (move.lastCall !== this.calls) move.calls++;
    move.lastCall = this.calls;
  }

  #place(number: number): Place {
    let place = this.places.get(number);
    if (place === undefined) {
      place = { ...{ visits: 0, calls: 0, entries: 0, exits: 0, hangupsByCaller: 0, fallbacks: 0 }, lastCall: 0 };
      this.places.set(number, place);
    }
    return place;
  }

  #move(from: number, to: number): Move {
    let moves = this.#moves.get(from);
    if (moves === undefined) {
      moves = new Map();
      this.#moves.set(from, moves);
    }
    let move = moves.get(to);
    if (move === undefined) {
      // Where a move begins is shown, also where no call was counted to have been.
      this.#place(from);
      move = { from, to, count: 0, calls: 0, times: new Values(), intents: [], lastCall: 0 };
      moves.set(to, move);
    }
    return move;
  }

  #intent(name: string): number {
    let place = this.#intentPlaces.get(name);
    if (place === undefined) {
      place = this.intents.push(name) - 1;
      this.#intentPlaces.set(name, place);
    }
    return place;
  }

  body(): GraphBody {
    const names = this.intents.toSorted();
    const moves = [...this.moves()].sort((one, other) => one.from - other.from || one.to - other.to);
    const numbered = moves.map(({ from, to, count, calls, times, intents: counts }) => {
      const pairs = names.flatMap((name, place) => {
        const often = counts[this.#intent(name)] ?? 0;
        return often === 0 ? [] : [place, often];
      });
      return [from, to, count, calls, times.length, pairs] as const;
    });
    const inOrder = [...this.places].sort(([one], [other]) => one - other);
    const places = inOrder.map(([number, { lastCall: _lastCall, ...place }]) => {
      const { visits, calls, entries, exits, hangupsByCaller, fallbacks } = place;
      return [number, visits, calls, entries, exits, hangupsByCaller, fallbacks];
    });
    const times = packLists(moves.map((move) => move.times));
    return { calls: this.calls, ended: this.ended, intents: names, places, moves: numbered, times };
  }

  addBody(body: GraphBody): void {
    const { calls, ended, intents, places, moves, times } = body;
    this.calls += calls;
    this.ended += ended;
    for (const [number = 0, visits = 0, callsHere = 0, entries = 0, exits = 0, hangups = 0, fallbacks = 0] of places) {
      const place = this.#place(this.#known.of(number));
      place.visits += visits;
      place.calls += callsHere;
      place.entries += entries;
      place.exits += exits;
      place.hangupsByCaller += hangups;
      place.fallbacks += fallbacks;
    }
    const own = intents.map((name) => this.#intent(name));
    const lengths = moves.map(([, , , , timed]) => timed);
    const packed = new PackedLists(body, times, lengths);
    for (const [from, to, count, callsMoved, timed, counts] of moves) {
      const move = this.#move(this.#known.of(from), to === NOWHERE ? NOWHERE : this.#known.of(to));
      move.count += count;
      move.calls += callsMoved;
      move.times.add(packed.next(timed));
      for (let i = 0; i < counts.length; i += 2) {
        addAt(move.intents, own[counts[i] as number] as number, counts[i + 1] as number);
      }
    }
  }
}

// Places that nothing was counted at are filled with 0, so that the list has no holes.
function addAt(counts: number[], place: number, count: number): void {
  while (counts.length <= place) counts.push(0);
  (counts[place] as number) += count;
}
