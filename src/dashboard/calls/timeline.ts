import type { OneCallQuery } from '../generated/graphql';

/** A call with all that is shown of it. */
export type WholeCall = NonNullable<OneCallQuery['call']>;
/** A turn of the call. */
export type Turn = WholeCall['transactions']['nodes'][number];
/** An end signal of the call. */
export type Hangup = WholeCall['hangups'][number];
/** A message that was sent. */
export type Message = WholeCall['messages']['nodes'][number];

/** Something that happened at a point in time. */
export type Moment =
  | { readonly kind: 'turn'; readonly at: string; readonly id: string; readonly turn: Turn }
  | { readonly kind: 'hangup'; readonly at: string; readonly id: string; readonly hangup: Hangup }
  | { readonly kind: 'message'; readonly at: string; readonly id: string; readonly message: Message };

/** Turns, messages and end signals in the order in which they happened; of turns, the call's own order counts. */
export function timelineOf(call: WholeCall, turns: readonly Turn[]): Moment[] {
  const ends = call.hangups.map((hangup) => ({
    kind: 'hangup' as const,
    at: hangup.occurredAt,
    id: hangup.id,
    hangup,
  }));
  const messages = call.messages.nodes.map((message) => ({
    kind: 'message' as const,
    at: message.createdAt,
    id: message.id,
    message,
  }));
  const others: Moment[] = [...messages, ...ends].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const moments: Moment[] = [];
  // A hang-up's own transaction is shown as the hang-up.
  for (const turn of turns.filter(({ kind }) => kind !== 'HANGUP')) {
    const at = Date.parse(turn.requestTimestamp);
    while (others[0] !== undefined && Date.parse(others[0].at) < at) moments.push(others.shift() as Moment);
    moments.push({ kind: 'turn', at: turn.requestTimestamp, id: turn.id, turn });
  }
  return [...moments, ...others];
}
