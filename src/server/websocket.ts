import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import proxyaddr from '@fastify/proxy-addr';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Gate, RateLimitError, refusalHeaders } from '../domain/rate-limit.js';
import { originAllowed } from '../graphql/origin.js';
import type { SocketOptions } from '../graphql/socket.js';
import type { Admission } from './admission.js';
import type { Environment } from './environment.js';
import type { Logger } from './logger.js';
import { contextOf, type RequestContext, requestIdOf, within } from './request-context.js';

/** The open sockets. */
export interface Sockets {
  count(): number;
  /** Says goodbye to all of them with 1012, "service restart", and lets nobody in any more. */
  close(): Promise<void>;
}

const PATH = '/graphql';
const SERVICE_RESTART = 1012;
const PING_INTERVAL_MS = 15_000;
const RETRY_LATER = { 'retry-after': '1' };
const GOODBYE_MS = 1_000;

/**
 * GraphQL over WebSockets at `/graphql`.
 * @see https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md
 */
export function acceptSockets(
  http: Server,
  options: SocketOptions,
  { gate, admission }: { readonly gate: Gate; readonly admission: Admission },
  environment: Environment,
  logger: Logger,
): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: environment.SOCKET_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols,
  });
  const graphql = makeServer(options);
  const waiting = new WeakSet<WebSocket>();
  const contexts = new WeakMap<IncomingMessage, RequestContext>();
  server.on('headers', (headers, request) => {
    headers.push(`x-request-id: ${contexts.get(request)?.requestId}`);
  });
  let stopping = false;

  const trusts = proxyaddr.compile([...environment.TRUSTED_PROXIES]);
  http.on('upgrade', (request, socket, head) => {
    const address = proxyaddr(request, trusts);
    const full = stopping || server.clients.size >= environment.SOCKETS_LIMIT;
    const refusal = full || admission.overloaded ? 503 : refusalOf(request, environment);
    if (refusal !== null) return refuse(socket, refusal, refusal === 503 ? RETRY_LATER : {});
    const context = contextOf(requestIdOf(request), request.headers.traceparent);
    contexts.set(request, context);
    gate.enter(address).then(
      () => server.handleUpgrade(request, socket, head, (opened) => serve(opened, socket, { address, ...context })),
      (error: unknown) => refuse(socket, 429, error instanceof RateLimitError ? refusalHeaders(error) : {}),
    );
  });
  const pinging = setInterval(pingAll, PING_INTERVAL_MS);
  pinging.unref();

  function serve(
    socket: WebSocket,
    stream: Duplex,
    { address, ...context }: RequestContext & { address: string },
  ): void {
    const closed = graphql.opened(
      {
        protocol: socket.protocol,
        send: (text) => send(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => {
          socket.on('message', (data) => {
            within(context, () => handle(String(data))).catch((error: unknown) => {
              within(context, () => logger.error({ err: error }, 'socket message failed'));
              socket.close(CloseCode.InternalServerError, 'Internal server error');
            });
          });
        },
      },
      { socket, address, writeFrames: frameWriter(socket, stream) },
    );
    // ws closes the socket itself after an error; here it is only told of.
    socket.on('error', (error) => within(context, () => logger.info({ err: error }, 'socket error')));
    socket.on('pong', () => waiting.delete(socket));
    socket.once('close', (code, reason) => {
      Promise.resolve(closed(code, String(reason))).catch((error: unknown) => {
        within(context, () => logger.error({ err: error }, 'socket clean-up failed'));
      });
    });
  }

  /** Whoever has not answered the last ping is gone. */
  function pingAll(): void {
    for (const socket of server.clients) {
      if (waiting.has(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        waiting.add(socket);
        socket.ping();
      }
    }
  }

  return {
    count: () => server.clients.size,
    async close() {
      stopping = true;
      clearInterval(pinging);
      const leaving = [...server.clients].map((socket) => goodbye(socket));
      await Promise.all(leaving);
      server.close();
    },
  };
}

/**
 * Puts frames beside those of ws, which writes each of its own whole and in one turn: nothing here is sent in fragments,
 * and nothing is compressed, which would keep frames waiting. After the closing frame none may follow.
 */
function frameWriter(socket: WebSocket, stream: Duplex): (frames: string) => boolean {
  if (socket.extensions !== '') return () => false;
  return (frames) => {
    if (socket.readyState !== socket.OPEN || stream.writableCorked > 0) return false;
    stream.write(frames, 'latin1');
    return true;
  };
}

function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(text, (error) => (error ? reject(error) : resolve()));
  });
}

function goodbye(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(SERVICE_RESTART, 'Service restart');
  });
}

/** Why an upgrade is refused, as a status; null where it is welcome. */
function refusalOf(request: IncomingMessage, environment: Environment): number | null {
  if (request.url?.split('?', 1)[0] !== PATH) return 404;
  const { origin, host } = request.headers;
  return originAllowed(origin, host, environment.ALLOWED_ORIGINS) ? null : 403;
}

function refuse(socket: Duplex, status: number, headers: Readonly<Record<string, string>> = {}): void {
  const fields = Object.entries({ ...headers, 'content-length': '0', connection: 'close' });
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n`);
}
