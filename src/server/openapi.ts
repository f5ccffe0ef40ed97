import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Problem } from '../domain/problem.js';
import { callDataPaths } from '../rest/openapi.js';
import { webhookPaths } from '../webhooks/openapi.js';

const ProblemSchema = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  code: z.string().describe('Tells failures apart; it never changes.'),
  instance: z.string().describe('The id of the request, as it stands in the log.'),
}) satisfies z.ZodType<Problem>;

const Alive = z.object({ status: z.literal('ok') });

/** What is served besides GraphQL. @see https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument(version: string): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Talkgraph',
      version,
      description:
        "Webhooks of vendors, the legacy CallData API, and the gateway's health. Everything else is GraphQL.",
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths: { ...webhookPaths(problems), ...callDataPaths(problems), ...ownPaths() },
    components: {
      schemas: { Problem: plain(ProblemSchema) },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        functionsKey: { type: 'apiKey', in: 'header', name: 'x-functions-key' },
        codeInQuery: { type: 'apiKey', in: 'query', name: 'code' },
      },
    },
  };
}

/** Serves the document; it is made when somebody asks for it first. */
export function openApiRoute(http: FastifyInstance, version: string): void {
  let text: string | undefined;
  http.get('/openapi.json', (_request, reply) => {
    text ??= JSON.stringify(openApiDocument(version));
    return reply.type('application/json; charset=utf-8').send(text);
  });
}

function problems(...statuses: number[]): object {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(statuses.map((status) => [status, { description: `Refused: ${status}.`, content }]));
}

function ownPaths(): Record<string, object> {
  const json = (schema: object) => ({ 'application/json': { schema } });
  const get = (operationId: string, summary: string, content: object, refusals: object = {}) => ({
    get: { operationId, summary, security: [{}], responses: { 200: { description: summary, content }, ...refusals } },
  });
  return {
    '/livez': get('live', 'The process is alive.', json(plain(Alive))),
    '/readyz': get('ready', 'The gateway is able to serve.', json(plain(Alive)), problems(503)),
    '/metrics': get(
      'metrics',
      'Figures for Prometheus.',
      { 'text/plain': { schema: { type: 'string' } } },
      problems(429),
    ),
    '/openapi.json': get('openapi', 'This document.', json({ type: 'object' }), problems(429)),
  };
}

function plain(schema: z.ZodType): object {
  const { $schema: _, ...own } = z.toJSONSchema(schema);
  return own;
}
