import { type HangupReasonCode, Initiator } from './hangup.js';
import type { JsonText } from './source.js';
import { TransactionKind } from './transaction.js';

/** What figures need to know of a transaction; states are internal ids. */
export interface CountedTurn {
  readonly kind: TransactionKind;
  readonly fromState: number | null;
  readonly toState: number | null;
  readonly terminal: boolean;
  readonly explicitlyHandled: boolean | null;
  readonly errorCount: number;
  readonly responseTimeMs: number | null;
  readonly intentName: string | null;
  readonly intentConfidence: number | null;
}

/** What figures need to know of the end signal that ended a call. */
export interface CountedHangup {
  readonly initiator: Initiator;
  readonly state: number | null;
  readonly reasonCode: HangupReasonCode;
}

/**
 * The course of a call as figures read it: its states and intents, each once; its turns in their order, hang-ups left
 * out, `TURN_WIDTH` numbers a turn; and how it was hung up. Places in `states` and `intents` count from 1, and 0 is none.
 */
export interface ToldCourse {
  readonly states: readonly number[];
  readonly intents: readonly string[];
  readonly turns: readonly (number | null)[];
  readonly hangup: { readonly byCaller: boolean; readonly state: number; readonly reasonCode: string } | null;
}

/** Numbers of a turn: flags, from, to, response time or null, intent, confidence or null. */
export const TURN_WIDTH = 6;

/** The flags of a turn. */
export const TurnFlag = { PERSON: 1, TERMINAL: 2, UNHANDLED: 4, ERRONEOUS: 8 } as const;

/** Writes a call's course down; the same course is the same text. */
export function courseText(turns: Iterable<CountedTurn>, hangup: CountedHangup | null): JsonText {
  const states = new Numbering<number>();
  const intents = new Numbering<string>();
  const numbers: (number | null)[] = [];
  for (const turn of turns) {
    if (turn.kind === TransactionKind.HANGUP) continue;
    numbers.push(flagsOf(turn), states.of(turn.fromState), states.of(turn.toState), turn.responseTimeMs);
    numbers.push(intents.of(turn.intentName), turn.intentConfidence);
  }
  const end = hangup && [Number(hangup.initiator === Initiator.CALLER), states.of(hangup.state), hangup.reasonCode];
  return JSON.stringify([states.items, intents.items, numbers, end]);
}

/** Reads what `courseText` wrote. */
export function readCourse(text: JsonText): ToldCourse {
  const [states, intents, turns, hangup] = JSON.parse(text);
  return {
    states,
    intents,
    turns,
    hangup: hangup && { byCaller: hangup[0] === 1, state: hangup[1], reasonCode: hangup[2] },
  };
}

function flagsOf({ kind, terminal, explicitlyHandled, errorCount }: CountedTurn): number {
  return (
    (kind === TransactionKind.TURN ? TurnFlag.PERSON : 0) |
    (terminal ? TurnFlag.TERMINAL : 0) |
    (explicitlyHandled === false ? TurnFlag.UNHANDLED : 0) |
    (errorCount > 0 ? TurnFlag.ERRONEOUS : 0)
  );
}

/** Numbers what is met, from 1 on. */
class Numbering<Item> {
  readonly items: Item[] = [];
  readonly #places = new Map<Item, number>();

  of(item: Item | null): number {
    if (item === null) return 0;
    let place = this.#places.get(item);
    if (place === undefined) {
      place = this.items.push(item);
      this.#places.set(item, place);
    }
    return place;
  }
}
