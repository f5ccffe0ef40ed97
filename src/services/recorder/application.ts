import type { CallContext } from './call-context.js';
import type { KnownRecords } from './known-records.js';
import type { ReceivedItem } from './receive.js';
import type { Recording } from './recording.js';
import type { Changes } from './row-changes.js';
import type { StateIds } from './states.js';

/** What applying records to a client's rows works on. */
export interface Application {
  readonly recording: Recording;
  readonly known: KnownRecords;
  readonly states: StateIds;
  readonly changes: Changes;
}

/** Where one record comes from and which call it belongs to. */
export interface Arrival {
  readonly received: ReceivedItem;
  readonly sourceEventRef: number;
  readonly call: CallContext;
}

/** Where an applied record stands now, and whether it stood before. */
export interface Applied {
  readonly id: number;
  readonly existed: boolean;
}

/** Copies what is said over what is known: null says nothing, and the kept properties are not touched. */
export function withSaid<Row extends object>(known: Row, said: Row, kept: readonly (keyof Row)[]): Row {
  const merged = { ...known };
  for (const property of Object.keys(said) as (keyof Row)[]) {
    if (said[property] !== null && !kept.includes(property)) merged[property] = said[property];
  }
  return merged;
}
