/**
 * The kinds of failure the domain knows, each with a stable code.
 * Transports map them once: GraphQL to `extensions.code`, REST and webhooks to a status.
 */
export const ErrorCode = {
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  OVERLOADED: 'OVERLOADED',
  TIMEOUT: 'TIMEOUT',
  RATE_LIMITED: 'RATE_LIMITED',
  PERSISTED_QUERY_NOT_FOUND: 'PERSISTED_QUERY_NOT_FOUND',
  CURSOR_EXPIRED: 'CURSOR_EXPIRED',
  SLOW_CONSUMER: 'SLOW_CONSUMER',
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/**
 * An expected failure. The message never repeats what the caller sent; `path` says where it was,
 * e.g. `['input', 'transactions', '3', 'requestTimestamp']`.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly path: readonly string[] = [],
    /** What the failed one needs to go on, such as `cursor`. */
    readonly details: Readonly<Record<string, string>> = {},
    /** What brought it about, for the log alone. */
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether the same would fail in the same way later; a database that is out of reach comes back. */
export function isLasting(error: unknown): boolean {
  return error instanceof DomainError && error.code !== ErrorCode.OVERLOADED;
}

/** Whether operators must hear of it: nobody expected it, or something behind it failed. */
export function isTrouble(error: unknown): boolean {
  return !(error instanceof DomainError) || error.cause !== undefined;
}

/** An argument that is out of range or makes no sense; `path` leads to it. */
export function badInput(message: string, ...path: string[]): DomainError {
  return new DomainError(ErrorCode.BAD_USER_INPUT, message, path);
}
