import type { GraphQLFormattedError } from 'graphql';
import { ErrorCode } from '../domain/errors.js';

/** What decides about an answer's status. */
export interface StatusQuestion {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

const JSON_TYPE = 'application/json';
const WIDER = /application\/graphql-response\+json|\*\/\*|application\/\*/i;

/** Errors about the request itself: then nothing was executed. */
const ABOUT_THE_REQUEST = new Set<unknown>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  ErrorCode.BAD_USER_INPUT,
]);

/**
 * The HTTP status of an answer, or undefined to leave it as it is. Clients that accept `application/json` alone are
 * answered 200 where the request reached GraphQL but was no good, others 400.
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-application-json
 */
export function statusOf({ data, errors = [] }: StatusQuestion, accept: string | undefined): number | undefined {
  if (errors.length === 0) return undefined;
  const codes = errors.map((error) => error.extensions?.['code']);
  if (data === undefined) {
    if (codes[0] === ErrorCode.RATE_LIMITED) return 429;
    if (!codes.every((code) => ABOUT_THE_REQUEST.has(code))) return undefined;
    return acceptsJsonAlone(accept) ? 200 : 400;
  }
  if (data !== null && Object.values(data).some((value) => value !== null)) return undefined;
  if (codes.includes(ErrorCode.OVERLOADED) || codes.includes(ErrorCode.TIMEOUT)) return 503;
  return codes.includes(ErrorCode.FORBIDDEN) ? 403 : undefined;
}

function acceptsJsonAlone(accept: string | undefined): boolean {
  return accept?.toLowerCase().includes(JSON_TYPE) === true && !WIDER.test(accept);
}
