import type { Transaction } from './transaction.js';

/**
 * A place in the dialogue. Ids repeat between releases and dialogues, so `key` carries all three;
 * the name is a label that designers change.
 */
export interface State {
  readonly key: string;
  readonly stateId: string;
  readonly name: string | null;
  readonly dialogName: string | null;
}

/** What a source says of a state, before it has a key. */
export interface StateReference {
  readonly stateId: string;
  readonly name: string | null;
  readonly dialogName: string | null;
}

/** Whether the current state's or the global intents handled the turn. */
export const Handling = { LOCALLY: 'LOCALLY', GLOBALLY: 'GLOBALLY', UNKNOWN: 'UNKNOWN' } as const;
export type Handling = (typeof Handling)[keyof typeof Handling];

/** The move that one turn made in the dialogue. */
export interface StateTransition {
  /** The turn that made it. */
  readonly transaction: Transaction;
  readonly from: State | null;
  /** Null where no state handled the turn. */
  readonly handledBy: State | null;
  /** Null where the turn ended the call: what follows is a reset, not a move. */
  readonly to: State | null;
  readonly handled: Handling;
  /** False where only an else branch took the turn. */
  readonly explicitlyHandled: boolean;
  /** Whether the turn ended the talk. */
  readonly terminal: boolean;
  readonly selfLoop: boolean;
}

/** The key of a state: release, dialogue and id, each escaped, joined by `/`. */
export function stateKey(releaseId: string | null, state: StateReference): string {
  return [releaseId ?? '', state.dialogName ?? '', state.stateId].map(encodeKeyPart).join('/');
}

/** The release whose state a key names; null where its source names none. */
export function releaseOfState(key: string): string | null {
  const [releaseId = ''] = key.split('/');
  return releaseId === '' ? null : decodeURIComponent(releaseId);
}

// Not encodeURIComponent alone: it throws on a lone surrogate, and sources may send any text.
function encodeKeyPart(part: string): string {
  return encodeURIComponent(part.toWellFormed());
}
