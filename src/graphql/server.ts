import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Identity } from '../domain/ports.js';
import { pointsOfBody, quotaHeaders } from '../domain/rate-limit.js';
import type { Tracing } from '../domain/tracing.js';
import { AnswerBytes } from './answer-bytes.js';
import { createApollo } from './apollo.js';
import { parseBody } from './body.js';
import { Connections } from './connections.js';
import { createContext, type GraphqlContext, type GraphqlPorts, identify, unauthenticated } from './context.js';
import { departureOf } from './departure.js';
import { createPresenter, type GraphqlLogger } from './errors.js';
import { Executor } from './execute.js';
import { EXPLORER_HEADERS, EXPLORER_PAGE } from './explorer.js';
import { type GraphqlLimits, refuseLong } from './limits.js';
import { LiveDocuments } from './live/documents.js';
import { type LiveFigures, LiveGroups } from './live/groups.js';
import { refuseForeign } from './origin.js';
import { refuse, refuseRates } from './refuse.js';
import { createSchema } from './schema.js';
import { createSocketOptions, type SocketOptions } from './socket.js';
import { streamPlugin } from './stream.js';
import type { TrustedDocuments } from './trusted.js';

/** What the room is given. */
export interface GraphqlDependencies extends GraphqlPorts {
  readonly limits: GraphqlLimits;
  readonly trusted: TrustedDocuments;
  /** No introspection, no suggestions, no explorer page. */
  readonly production: boolean;
  /** Origins of browsers' pages that may call, beside our own host. */
  readonly allowedOrigins: readonly string[];
  readonly logger: GraphqlLogger;
  /** The id of the request that is being answered, for its errors; undefined behind the answers. */
  readonly requestId?: () => string | undefined;
  /** Follows operations; null or not given: nobody does. */
  readonly tracing?: Tracing | null;
}

/** The GraphQL room, ready to be put into the server. */
export interface GraphqlRoom {
  /** GET and POST /graphql. */
  readonly plugin: FastifyPluginAsync;
  /** GET and POST /graphql/stream. */
  readonly streams: FastifyPluginAsync;
  /** For graphql-ws' `useServer`; the Origin is checked at the upgrade, by `originAllowed`. */
  readonly socketOptions: SocketOptions;
  readonly schema: GraphQLSchema;
  /** What is going on among the subscribers. */
  live(): LiveFigures;
  close(): Promise<void>;
}

/** Builds the schema, Apollo Server and the socket's options over the given ports. */
export async function createGraphql(dependencies: GraphqlDependencies): Promise<GraphqlRoom> {
  const { reader, insights, recorder, clients, webhookSecrets, feed, replay, erasure, gate } = dependencies;
  const { limits, trusted, production, logger } = dependencies;
  const ports = { reader, insights, recorder, clients, webhookSecrets, feed, replay, erasure, gate };
  const schema = await createSchema();
  const present = createPresenter(schema, production, logger, dependencies.requestId);
  const executor = new Executor(schema, limits, present);
  const bytes = new AnswerBytes();
  const apollo = createApollo({
    schema,
    executor,
    present,
    bytes,
    limits,
    production,
    logger,
    tracing: dependencies.tracing ?? null,
  });
  await apollo.start();

  const identities = new WeakMap<FastifyRequest, Identity>();
  const context = async (request: FastifyRequest, reply: FastifyReply): Promise<GraphqlContext> => {
    const identity = identities.get(request);
    if (identity === undefined) throw unauthenticated();
    const { query } = (request.body ?? request.query ?? {}) as { query?: unknown };
    refuseLong(query, limits, { http: { status: 400 } });
    return createContext(ports, limits, identity, () => departureOf(reply));
  };
  const handler = fastifyApolloHandler(apollo, { context });

  const plugin: FastifyPluginAsync = async (fastify) => {
    fastify.removeContentTypeParser('application/json');
    fastify.addContentTypeParser('application/json', { parseAs: 'string' }, parseBody);
    fastify.setErrorHandler(refuseRates(present));
    fastify.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      // Before the body is read, so that nobody without a key can make the gateway hold one.
      async onRequest(request, reply) {
        try {
          refuseForeign(request.headers, dependencies.allowedOrigins);
          if (!production && wantsPage(request)) return reply.headers(EXPLORER_HEADERS).send(EXPLORER_PAGE);
          const identity = await identify(gate, request.headers.authorization, request.ip);
          if (identity === null) throw unauthenticated();
          reply.headers(quotaHeaders(await gate.spend(identity, pointsOfBody(request.headers))));
          identities.set(request, identity);
          return undefined;
        } catch (error) {
          return refuse(request, reply, error, present);
        }
      },
      async preHandler(request, reply) {
        try {
          trusted.complete(request);
          return undefined;
        } catch (error) {
          return refuse(request, reply, error, present);
        }
      },
      async handler(request, reply) {
        const body = (await handler.call(fastify, request as never, reply as never)) as string | Buffer;
        // All is with the system then. Where the connection is cut before, nobody uses these bytes again.
        if (typeof body !== 'string') reply.raw.once('finish', () => bytes.release(body));
        return body;
      },
    });
  };
  const onError = (error: unknown) => logger.error({ err: error }, 'A subscription was held up');
  const documents = new LiveDocuments({ schema, executor, limits, production });
  const groups = new LiveGroups({ ports, executor, limits, onError });
  const connections = new Connections({ clients, perKey: limits.socketsPerKey, onError });
  const live = { documents, groups, connections, gate, trusted, present, limits };
  const socketOptions = createSocketOptions(live);
  const streams = streamPlugin({ ...live, allowedOrigins: dependencies.allowedOrigins });
  return { plugin, streams, socketOptions, schema, live: () => groups.figures(), close: () => apollo.stop() };
}

/** A browser that was typed the address; other clients do not ask for a page. */
function wantsPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && request.headers.accept?.includes('text/html') === true;
}
