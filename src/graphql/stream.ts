import { STATUS_CODES } from 'node:http';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { createHandler, type RequestParams, type Response } from 'graphql-sse';
import { badInput, DomainError, ErrorCode } from '../domain/errors.js';
import type { Identity } from '../domain/ports.js';
import {
  type Gate,
  pointsOfBody,
  pointsOfOperation,
  quotaHeaders,
  RateLimitError,
  refusalHeaders,
} from '../domain/rate-limit.js';
import { parseBody } from './body.js';
import type { Connections } from './connections.js';
import { identify, unauthenticated } from './context.js';
import type { Presenter } from './errors.js';
import type { GraphqlLimits } from './limits.js';
import type { LiveDocuments } from './live/documents.js';
import type { LiveGroups } from './live/groups.js';
import type { LiveMember } from './live/member.js';
import { StreamOutlet } from './live/stream-outlet.js';
import { refuseForeign } from './origin.js';
import { refuse, refuseRates } from './refuse.js';
import type { TrustedDocuments } from './trusted.js';

/** What the streams' side is made of. */
export interface StreamParts {
  readonly documents: LiveDocuments;
  readonly trusted: TrustedDocuments;
  readonly groups: LiveGroups;
  readonly connections: Connections;
  readonly gate: Gate;
  readonly present: Presenter;
  readonly limits: GraphqlLimits;
  readonly allowedOrigins: readonly string[];
}

const PATH = '/graphql/stream';
const EVENT_STREAM = 'text/event-stream';

/**
 * Subscriptions as server-sent events at `/graphql/stream`, one a connection, for networks that allow no sockets.
 * An event's id is its cursor, so a browser that comes back says itself where it was.
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export function streamPlugin(parts: StreamParts): FastifyPluginAsync {
  const open = new Set<FastifyReply>();
  return async (fastify) => {
    fastify.removeContentTypeParser('application/json');
    fastify.addContentTypeParser('application/json', { parseAs: 'string' }, parseBody);
    fastify.setErrorHandler(refuseRates(parts.present));
    // Without a word of the end: whoever is cut off comes back, to another process, with the last id.
    fastify.addHook('preClose', async () => {
      for (const { raw } of open) raw.end();
    });
    const identities = new WeakMap<FastifyRequest, Identity>();
    fastify.route({
      method: ['GET', 'POST'],
      url: PATH,
      // Before the body is read, so that nobody without a key can make the gateway hold one.
      async onRequest(request, reply) {
        try {
          identities.set(request, await admitted(parts, request, reply, open.size));
          return undefined;
        } catch (error) {
          return refuse(request, reply, error, parts.present);
        }
      },
      async handler(request, reply) {
        try {
          const identity = identities.get(request);
          if (identity === undefined) throw unauthenticated();
          parts.trusted.complete(request);
          const leave = parts.connections.admit(identity, () => reply.raw.end());
          if (leave === null) throw new DomainError(ErrorCode.OVERLOADED, 'Too many connections of this key.');
          open.add(reply);
          reply.raw.once('close', () => {
            open.delete(reply);
            leave();
          });
          reply.hijack();
          await stream(parts, identity, request, reply);
        } catch (error) {
          if (reply.sent) reply.raw.destroy();
          else refuse(request, reply, error, parts.present);
        }
        return reply;
      },
    });
  };
}

async function admitted(
  parts: StreamParts,
  request: FastifyRequest,
  reply: FastifyReply,
  open: number,
): Promise<Identity> {
  const { headers } = request;
  refuseForeign(headers, parts.allowedOrigins);
  if (headers.accept !== EVENT_STREAM) throw badInput(`Only ${EVENT_STREAM} is served here.`, 'accept');
  if (open >= parts.limits.streams) throw new DomainError(ErrorCode.OVERLOADED, 'Too many streams are open.');
  const key = headers['x-functions-key'];
  const authorization = typeof key === 'string' ? `Bearer ${key}` : headers.authorization;
  const identity = await identify(parts.gate, authorization, request.ip);
  if (identity === null) throw unauthenticated();
  reply.headers(quotaHeaders(await parts.gate.spend(identity, pointsOfBody(headers))));
  return identity;
}

async function stream(parts: StreamParts, identity: Identity, request: FastifyRequest, reply: FastifyReply) {
  const { raw } = reply;
  let read = false;
  const handler = createHandler({
    // No token: each connection is a stream of its own.
    authenticate: () => null,
    onSubscribe: async (_request, params) => {
      read = true;
      try {
        return await subscribed(parts, identity, params, request, reply);
      } catch (error) {
        if (error instanceof RateLimitError) reply.headers(refusalHeaders(error));
        return refusal([parts.present(error)], error instanceof RateLimitError ? 429 : 400);
      }
    },
  });
  const { method, body: sent } = request;
  // The address as it was completed.
  const url = request.raw.url ?? '';
  const headers = { get: (name: string) => String(request.headers[name] ?? '') };
  const [body, init] = await handler({
    method,
    url,
    headers,
    body: sent as Record<string, unknown>,
    raw: null,
    context: null,
  });
  raw.writeHead(init.status, init.statusText, { ...(reply.getHeaders() as Record<string, string>), ...init.headers });
  if (body === null || typeof body === 'string') return void raw.end(read ? body : presented(body, parts.present));
  raw.once('close', () => void body.return(undefined));
  // The protocol's own words alone: pings and the end. Events are written by the group.
  for await (const text of body) {
    if (!raw.writable) break;
    await new Promise((resolve) => raw.write(text, resolve));
  }
  raw.end();
}

async function subscribed(
  { documents, groups, gate, present }: StreamParts,
  identity: Identity,
  params: RequestParams,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<AsyncIterable<ExecutionResult> | Response> {
  const operation = documents.read(params.query, params.operationName);
  if (!('prepared' in operation)) return refusal(operation.map(present));
  const variables = operation.prepared.variables(params.variables as Record<string, unknown> | undefined);
  const points = pointsOfOperation(operation.prepared.cost(variables));
  if (points > 0) reply.headers(quotaHeaders(await gate.spend(identity, points)));
  const lastId = request.headers['last-event-id'];
  const after = typeof lastId === 'string' && lastId !== '' ? lastId : null;
  const member = groups.subscribe({ operation, variables, identity, after }, new StreamOutlet(reply.raw));
  reply.raw.once('close', () => void member.return());
  return ending(member, present);
}

/** Yields nothing but the error with which a subscription ends. */
async function* ending(member: LiveMember, present: Presenter): AsyncGenerator<ExecutionResult> {
  try {
    await member.next();
  } catch (error) {
    yield { errors: [present(error)] } as unknown as ExecutionResult;
  }
}

// What the protocol itself refuses has neither a code nor the request's id.
function presented(body: string | null, present: Presenter): string {
  const { errors } = JSON.parse(body ?? '{"errors":[]}') as {
    readonly errors: readonly { readonly message: string }[];
  };
  return JSON.stringify({ errors: errors.map(({ message }) => present(badInput(message))) });
}

/** With a status of its own, so that a browser does not come back with the same again. */
function refusal(errors: readonly object[], status = 400): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return [JSON.stringify({ errors }), { status, statusText: STATUS_CODES[status] as string, headers }];
}
