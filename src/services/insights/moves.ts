import { type ToldCourse, TURN_WIDTH, TurnFlag } from '../../domain/course-text.js';
import type { Places } from './places.js';

/** No place: of a turn that says none, and of END. */
export const NOWHERE = 0;

/** A turn with its places. */
export interface PlacedTurn {
  readonly flags: number;
  readonly from: number;
  readonly to: number;
  readonly responseTimeMs: number | null;
  readonly intent: string | null;
  readonly confidence: number | null;
}

/** The turns of a course, in their order. */
export function turnsOf({ states, intents, turns }: ToldCourse, places: Places): PlacedTurn[] {
  const at = [NOWHERE, ...states.map((id) => places.of(id))];
  const placed: PlacedTurn[] = [];
  for (let i = 0; i < turns.length; i += TURN_WIDTH) {
    const intent = turns[i + 4] as number;
    placed.push({
      flags: turns[i] as number,
      from: at[turns[i + 1] as number] as number,
      to: at[turns[i + 2] as number] as number,
      responseTimeMs: turns[i + 3] as number | null,
      intent: intent === 0 ? null : (intents[intent - 1] as string),
      confidence: turns[i + 5] as number | null,
    });
  }
  return placed;
}

/** The place in which the call was hung up. */
export function hangupPlace({ states, hangup }: ToldCourse, places: Places): number {
  return hangup === null || hangup.state === 0 ? NOWHERE : places.of(states[hangup.state - 1] as number);
}

/** Whether a turn leads somewhere: to a state or, where it ended the talk, to END. */
export function leads({ flags, to }: PlacedTurn): boolean {
  return to !== NOWHERE || (flags & TurnFlag.TERMINAL) !== 0;
}

/**
 * Tells the visits of a call in their order: where it began, each move into a state, and where it went on from
 * elsewhere. Within a turn its beginning comes first, then its intent, then where it led.
 */
export function eachVisit(turns: readonly PlacedTurn[], visit: (place: number, moment: number) => void): void {
  let led = NOWHERE;
  let first = true;
  for (let i = 0; i < turns.length; i++) {
    const { from, to } = turns[i] as PlacedTurn;
    if (from === NOWHERE) continue;
    if (first || from !== led) visit(from, i * 3);
    if (to !== NOWHERE) visit(to, i * 3 + 2);
    led = to;
    first = false;
  }
}
