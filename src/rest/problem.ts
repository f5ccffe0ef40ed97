import type { FastifyReply, FastifyRequest } from 'fastify';
import { isTrouble } from '../domain/errors.js';
import { PROBLEM_TYPE, problemHeaders, problemOf } from '../domain/problem.js';

// No registered scheme puts a key where this API has it.
// @see https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
const CHALLENGE = 'ApiKey realm="talkgraph", header="x-functions-key"';

/** Answers whatever a CallData route threw with a problem, and logs what was not expected. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id);
  if (problem.status >= 500 && isTrouble(error)) request.log.error(error);
  if (problem.status === 401) reply.header('www-authenticate', CHALLENGE);
  reply.headers(problemHeaders(error, problem));
  return reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}
