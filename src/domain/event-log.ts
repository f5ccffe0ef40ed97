import type { Instant } from './source.js';

/** What an entry of the log tells of. */
export const LoggedSubject = {
  TRANSACTION: 'TRANSACTION',
  HANGUP: 'HANGUP',
  ANALYSIS: 'ANALYSIS',
  CALL: 'CALL',
} as const;
export type LoggedSubject = (typeof LoggedSubject)[keyof typeof LoggedSubject];

/** What became of the call by it. */
export const CallChange = {
  STARTED: 'STARTED',
  UPDATED: 'UPDATED',
  ENDED: 'ENDED',
  LINKED: 'LINKED',
  ERASED: 'ERASED',
} as const;
export type CallChange = (typeof CallChange)[keyof typeof CallChange];

/**
 * One entry of the log that subscriptions read. It is written in the transaction of what it tells of,
 * and within one client its numbers follow the order of commits.
 */
export interface LoggedEvent {
  readonly seq: number;
  readonly client: number;
  readonly subject: LoggedSubject;
  /** The internal id of the subject; the call's own for CALL. */
  readonly subjectRef: number;
  readonly callRef: number;
  /** Null where the call's figures stayed as they were. */
  readonly change: CallChange | null;
  readonly at: Instant;
}
