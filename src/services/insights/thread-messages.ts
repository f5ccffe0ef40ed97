import type { Client } from '../../domain/client.js';
import { DomainError, type ErrorCode } from '../../domain/errors.js';
import type { CallFilter } from '../../domain/filter.js';
import type { Question } from './desk.js';
import type { CountedRollup } from './rollup-store.js';

/** What a thread is started with. */
export interface ThreadData {
  readonly url: string;
  readonly defaultCountry: string;
}

/** What a thread is told. */
export type ToThread =
  | {
      readonly type: 'ask';
      readonly client: Client;
      readonly filter: CallFilter;
      readonly question: Question;
      readonly timeoutMs: number;
    }
  | { readonly type: 'cancel' };

/** What a thread tells. */
export type FromThread =
  | { readonly type: 'answered'; readonly answer: unknown }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'counted'; readonly rollup: CountedRollup };

/** An error as it passes from thread to thread; the code and the path of those that are expected. */
export interface Failure {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly path: readonly string[];
  readonly stack: string | undefined;
}

/** Packs whatever was thrown. */
export function failureOf(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof DomainError)) return { code: null, message, path: [], stack };
  return { code: error.code, message, path: error.path, stack };
}

/** The error that was thrown in the thread. */
export function errorOf({ code, message, path, stack }: Failure): Error {
  if (code !== null) return new DomainError(code, message, path);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
