import { badInput } from './errors.js';
import type {
  CallFilter,
  HangupFilter,
  InstantRange,
  SessionFilter,
  StateTransitionFilter,
  TransactionFilter,
} from './filter.js';
import { searchTerms } from './search.js';

type Given<T> = T | null | undefined;

/** Throws BAD_USER_INPUT for a span that ends before it begins, or a text that cannot be asked for. */
export function checkCallFilter(filter: Given<CallFilter>, path: readonly string[] = ['filter']): void {
  checkRange(filter?.startedAt, [...path, 'startedAt']);
  if (typeof filter?.text === 'string') searchTerms(filter.text, ...path, 'text');
}

/** As `checkCallFilter`, for transactions and the call they are of. */
export function checkTransactionFilter(filter: Given<TransactionFilter>): void {
  const { maximumConfidence = null } = filter ?? {};
  if (maximumConfidence !== null && (maximumConfidence < 0 || maximumConfidence > 1)) {
    throw badInput('Must be from 0 to 1.', 'filter', 'maximumConfidence');
  }
  checkRange(filter?.requestTimestamp, ['filter', 'requestTimestamp']);
  checkCallFilter(filter?.call, ['filter', 'call']);
}

/** As `checkCallFilter`, for state transitions and the call they are of. */
export function checkStateTransitionFilter(filter: Given<StateTransitionFilter>): void {
  checkRange(filter?.requestTimestamp, ['filter', 'requestTimestamp']);
  checkCallFilter(filter?.call, ['filter', 'call']);
}

/** As `checkCallFilter`, for hang-ups. */
export function checkHangupFilter(filter: Given<HangupFilter>): void {
  checkRange(filter?.occurredAt, ['filter', 'occurredAt']);
}

/** As `checkCallFilter`, for sessions and their analyses. */
export function checkSessionFilter(filter: Given<SessionFilter>): void {
  checkRange(filter?.startedAt, ['filter', 'startedAt']);
}

function checkRange(range: Given<InstantRange>, path: readonly string[]): void {
  const { from = null, to = null } = range ?? {};
  if (from !== null && to !== null && from > to) throw badInput('Must not be after to.', ...path, 'from');
}
