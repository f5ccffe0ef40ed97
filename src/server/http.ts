import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  type HTTPMethods,
  LogController,
} from 'fastify';
import { PROBLEM_TYPE } from '../domain/problem.js';
import { callDataUrl } from '../rest/handler.js';
import type { Admission } from './admission.js';
import { allowOrigins } from './cors.js';
import type { Environment } from './environment.js';
import type { Logger } from './logger.js';
import type { Metrics } from './metrics.js';
import { admitting } from './overload.js';
import { handleError, refusal, sendProblem } from './problem.js';
import { contextOf, rememberRequests, requestIdOf, within } from './request-context.js';
import type { Telemetry } from './telemetry.js';

// How much later than its time a connection is cut at the most.
const LATE_CHECK_MS = 1_000;
const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The HTTP server without routes: limits, headers of every answer, one log line a request, problems. */
export function createHttp(
  environment: Environment,
  logger: Logger,
  metrics: Metrics,
  telemetry: Telemetry | null,
  admission: Admission,
  isStopping: () => boolean,
): FastifyInstance {
  const http = fastify({
    loggerInstance: logger as FastifyInstance['log'],
    logController: new LogController({ disableRequestLogging: true }),
    // The context brings a request's ids into its lines.
    childLoggerFactory: (own) => own,
    trustProxy: environment.TRUSTED_PROXIES.length > 0 ? environment.TRUSTED_PROXIES : false,
    bodyLimit: environment.BODY_LIMIT_BYTES,
    serverFactory: (handle) => createPatientServer(environment, admitting(admission, handle)),
    forceCloseConnections: 'idle',
    // What still arrives on an open connection while the gateway stops is answered, and the connection closed.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: requestIdOf,
    rewriteUrl: (request) => callDataUrl(request.url ?? '/'),
    frameworkErrors: (error, request, reply) => handleError(error, request, reply),
    clientErrorHandler: refuseConnection,
  });
  rememberRequests(http, telemetry?.begin.bind(telemetry));
  http.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    // Some vendors carry their key in the address: it must not travel on, nor its answer stay anywhere.
    reply.header('referrer-policy', 'no-referrer');
    reply.header('cache-control', 'no-store');
    done();
  });
  allowOrigins(http, environment.ALLOWED_ORIGINS);
  http.server.maxConnections = environment.CONNECTIONS_LIMIT;
  countConnections(http.server, metrics);
  http.addHook('onSend', (_request, reply, payload, done) => {
    endSlowReading(reply, environment.ANSWER_TIMEOUT_MS);
    // A connection that stayed open after its last answer would hold up the stop.
    if (isStopping()) reply.header('connection', 'close');
    done(null, payload);
  });
  http.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const { statusCode: status, elapsedTime } = reply;
    const route = routeOf(request);
    metrics.observeRequest(method, route, status, elapsedTime);
    const line = { method, route, status, ms: Math.round(elapsedTime * 10) / 10 };
    within(request.trace ?? contextOf(request.id, undefined), () => logger.info(line, 'request'));
    done();
  });
  http.setErrorHandler(handleError);
  http.setNotFoundHandler((request, reply) => {
    const url = request.url.split('?', 1)[0] ?? '';
    const allowed = METHODS.filter((method) => http.hasRoute({ method, url }));
    if (allowed.length === 0) return sendProblem(reply, refusal(404, request.id));
    return sendProblem(reply.header('allow', allowed.join(', ')), refusal(405, request.id));
  });
  return http;
}

function createPatientServer(environment: Environment, handle: RequestListener): Server {
  const server = createServer(
    {
      requestTimeout: environment.REQUEST_TIMEOUT_MS,
      keepAliveTimeout: environment.KEEP_ALIVE_TIMEOUT_MS,
      headersTimeout: environment.HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: Math.min(environment.HEADERS_TIMEOUT_MS, LATE_CHECK_MS),
    },
    handle,
  );
  return server.setTimeout(environment.KEEP_ALIVE_TIMEOUT_MS);
}

function countConnections(server: Server, { gauge }: Metrics): void {
  let connections = 0;
  server.on('connection', (socket) => {
    connections++;
    socket.once('close', () => connections--);
  });
  gauge('talkgraph_connections', 'Open connections, sockets included.', () => connections);
}

/** Cuts the connection of whoever does not read its answer; what fits into the network's buffers needs no reader. */
function endSlowReading({ raw }: FastifyReply, timeoutMs: number): void {
  const timer = setTimeout(() => raw.destroy(), timeoutMs).unref();
  raw.once('close', () => clearTimeout(timer));
}

/** The pattern of the route that answered, never the address itself: that may hold a key. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unmatched';
}

/** Answers what is not HTTP, or not complete in time, in the words of every other problem. */
function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const timedOut = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const problem = refusal(timedOut ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400, randomUUID());
  const body = JSON.stringify(problem);
  const head = `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: ${PROBLEM_TYPE}\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

/** Where a listening server is reached, as an address for people. */
export function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.');
  const everywhere = address.address === '0.0.0.0' || address.address === '::';
  const host = everywhere ? 'localhost' : address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
