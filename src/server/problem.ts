import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isTrouble } from '../domain/errors.js';
import { PROBLEM_TYPE, type Problem, problemHeaders, problemOf } from '../domain/problem.js';

const REFUSALS = {
  400: ['BAD_USER_INPUT', 'The request could not be read.'],
  404: ['NOT_FOUND', 'There is nothing at this path.'],
  405: ['METHOD_NOT_ALLOWED', 'This path answers other methods.'],
  408: ['REQUEST_TIMEOUT', 'The request did not arrive in time.'],
  431: ['BAD_USER_INPUT', 'The header fields are larger than allowed.'],
  503: ['OVERLOADED', 'The gateway cannot serve now.'],
} as const;

/** What the server itself refuses, in the shape of every other problem. */
export function refusal(status: keyof typeof REFUSALS, instance: string, detail?: string): Problem {
  const [code, sentence] = REFUSALS[status];
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? code,
    status,
    detail: detail ?? sentence,
    code,
    instance,
  };
}

/** Answers a request with a problem. */
export function sendProblem(reply: FastifyReply, problem: Problem, error?: unknown): FastifyReply {
  reply.headers(problemHeaders(error, problem));
  return reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** What no room handled: expected failures keep their words, everything else is masked and logged. */
export function handleError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id);
  if (problem.status >= 500 && isTrouble(error)) request.log.error({ err: error }, 'request failed');
  return sendProblem(reply, problem, error);
}
