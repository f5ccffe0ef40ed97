import type { Initiator } from '../generated/enums';

/** When a call ended, and who ended it. */
export interface EndedCall {
  readonly at: number;
  readonly initiator: Initiator;
}

/** What happened in a minute. */
export interface Minute {
  /** Its beginning, in milliseconds since 1970. */
  readonly at: number;
  readonly started: number;
  readonly hangups: Readonly<Record<Initiator, number>>;
}

export const MINUTE_MS = 60_000;
const SHOWN = 60;

export const INITIATORS: readonly Initiator[] = ['CALLER', 'BOT', 'AGENT', 'GATEWAY', 'UNKNOWN'];

/** The minute an instant belongs to. */
export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** The beginning of what is shown: an hour, the running minute included. */
export function beginningOf(nowMs: number): number {
  return minuteOf(nowMs) - (SHOWN - 1) * MINUTE_MS;
}

/** The last hour minute by minute, and the calls that are left when what is older is forgotten. */
export function minutesOf(
  nowMs: number,
  ended: ReadonlyMap<string, EndedCall>,
  started: ReadonlyMap<number, number>,
): { readonly minutes: Minute[]; readonly left: Map<string, EndedCall> } {
  const from = beginningOf(nowMs);
  const left = new Map([...ended].filter(([, { at }]) => at >= from));
  const counts = Array.from({ length: SHOWN }, none);
  for (const { at, initiator } of left.values()) {
    const count = counts[(minuteOf(at) - from) / MINUTE_MS];
    if (count !== undefined) count[initiator]++;
  }
  const minutes = counts.map((hangups, index) => {
    const at = from + index * MINUTE_MS;
    return { at, started: started.get(at) ?? 0, hangups };
  });
  return { minutes, left };
}

function none(): Record<Initiator, number> {
  return { CALLER: 0, BOT: 0, AGENT: 0, GATEWAY: 0, UNKNOWN: 0 };
}
