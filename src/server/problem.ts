import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type ErrorCode } from '../domain/errors.js';

const STATUS_OF: Record<ErrorCode, number> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
  OVERLOADED: 503,
  CURSOR_EXPIRED: 410,
  SLOW_CONSUMER: 503,
};

/** Sentences for what the HTTP server itself refuses; its own ones would repeat what was sent. */
const DETAIL_OF: Record<number, string> = {
  400: 'The request could not be read.',
  404: 'There is nothing at this path.',
  405: 'This path answers other methods.',
  408: 'The request did not arrive in time.',
  413: 'The body is larger than this gateway accepts.',
  414: 'The address is longer than this gateway accepts.',
  415: 'The content type is not understood here.',
  431: 'The header fields are larger than this gateway accepts.',
  503: 'The gateway is stopping or has too much to do.',
};

/**
 * A failure as problem details.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code?: ErrorCode;
}

/** The problem that a status stands for where nothing more is known. */
export function problemOf(status: number, detail?: string): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: 'about:blank', title, status, detail: detail ?? DETAIL_OF[status] ?? 'Something went wrong.' };
}

/** Answers a request with a problem. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 503) reply.header('retry-after', '1');
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** What no room handled: expected failures keep their words, everything else is masked and logged. */
export function handleError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof DomainError) {
    const status = STATUS_OF[error.code];
    return sendProblem(reply, { ...problemOf(status, error.message), code: error.code });
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status >= 400 && status < 500) return sendProblem(reply, problemOf(status));
  request.log.error({ err: error, requestId: request.id }, 'request failed');
  return sendProblem(reply, problemOf(500));
}
