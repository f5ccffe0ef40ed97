import { DomainError, ErrorCode } from './errors.js';
import { RateLimitError, refusalHeaders } from './rate-limit.js';

/** What an HTTP answer says of a failure. @see https://www.rfc-editor.org/rfc/rfc9457 */
export interface Problem {
  /** Always `about:blank`: the title is the status's own, `code` tells failures apart. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** The id of the request, as it stands in the log. */
  readonly instance: string;
}

/** The media type of a problem. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/**
 * What `WWW-Authenticate` says with a 401 where a key goes into `Authorization`; whoever gave one is told that it was wrong.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
export function bearerChallenge(authorization: string | undefined): string {
  const realm = 'Bearer realm="talkgraph"';
  return authorization === undefined ? realm : `${realm}, error="invalid_token"`;
}

const STATUS: Readonly<Record<ErrorCode, number>> = {
  [ErrorCode.BAD_USER_INPUT]: 400,
  [ErrorCode.UNAUTHENTICATED]: 401,
  [ErrorCode.FORBIDDEN]: 403,
  [ErrorCode.NOT_FOUND]: 404,
  [ErrorCode.PAYLOAD_TOO_LARGE]: 413,
  [ErrorCode.OVERLOADED]: 503,
  [ErrorCode.TIMEOUT]: 503,
  [ErrorCode.RATE_LIMITED]: 429,
  [ErrorCode.PERSISTED_QUERY_NOT_FOUND]: 400,
  [ErrorCode.CURSOR_EXPIRED]: 410,
  [ErrorCode.SLOW_CONSUMER]: 503,
};

const CODES: Readonly<Record<number, string>> = {
  404: ErrorCode.NOT_FOUND,
  405: 'METHOD_NOT_ALLOWED',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/**
 * The problem behind whatever was thrown. A status that the HTTP server put on its own error is kept where it
 * blames the request; everything unexpected is a 500 that says nothing of its cause.
 */
export function problemOf(error: unknown, instance: string): Problem {
  if (error instanceof DomainError) return problem(STATUS[error.code], error.code, error.message, instance);
  const status = statusOf(error);
  if (status === 413) return problem(413, ErrorCode.PAYLOAD_TOO_LARGE, 'The body is larger than allowed.', instance);
  if (status !== null && status >= 400 && status < 500) {
    return problem(status, CODES[status] ?? ErrorCode.BAD_USER_INPUT, 'The request cannot be understood.', instance);
  }
  return problem(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong here; the log tells more.', instance);
}

const RETRY_AFTER_SECONDS = '1';

/** The header fields of a failure's answer: when to try again, and what is left of a rate. */
export function problemHeaders(error: unknown, { status }: Problem): Record<string, string> {
  if (error instanceof RateLimitError) return refusalHeaders(error);
  return status === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : {};
}

function problem(status: number, code: string, detail: string, instance: string): Problem {
  const title = TITLES[status] ?? (status < 500 ? 'Bad Request' : 'Internal Server Error');
  return { type: 'about:blank', title, status, detail, code, instance };
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}
