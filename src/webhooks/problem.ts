import type { FastifyReply, FastifyRequest } from 'fastify';
import { isTrouble } from '../domain/errors.js';
import { bearerChallenge, PROBLEM_TYPE, problemHeaders, problemOf } from '../domain/problem.js';

/** Answers whatever a webhook route threw with a problem, and logs what was not expected. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id);
  if (problem.status >= 500 && isTrouble(error)) request.log.error(error);
  if (problem.status === 401) reply.header('www-authenticate', bearerChallenge(request.headers.authorization));
  reply.headers(problemHeaders(error, problem));
  return reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}
