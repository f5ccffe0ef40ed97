import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, isTrouble } from '../domain/errors.js';
import { bearerChallenge } from '../domain/problem.js';
import { RateLimitError, refusalHeaders } from '../domain/rate-limit.js';
import type { Presenter } from './errors.js';

const RETRY_AFTER_SECONDS = '1';
const TOO_MANY = 429;
const UNAVAILABLE = 503;

const STATUS: Partial<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 406,
  PERSISTED_QUERY_NOT_FOUND: 400,
  RATE_LIMITED: TOO_MANY,
};

/** Answers a request that GraphQL never saw, in the shape of GraphQL's own errors. */
export function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown, present: Presenter): FastifyReply {
  const status = statusOf(error);
  if (status === 401) reply.header('www-authenticate', bearerChallenge(request.headers.authorization));
  if (error instanceof RateLimitError) reply.headers(refusalHeaders(error));
  if (status === UNAVAILABLE) reply.header('retry-after', RETRY_AFTER_SECONDS);
  return reply.code(status).send({ errors: [present(error)] });
}

function statusOf(error: unknown): number {
  if (!(error instanceof DomainError)) return 500;
  // Overloaded by this one caller, or for reasons behind us.
  if (error.code === 'OVERLOADED') return isTrouble(error) ? UNAVAILABLE : TOO_MANY;
  return STATUS[error.code] ?? 500;
}

/** Answers what was refused for its rate before a route had it, in GraphQL's shape; the rest is the server's. */
export function refuseRates(present: Presenter) {
  return (error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!(error instanceof RateLimitError)) throw error;
    return refuse(request, reply, error, present);
  };
}
