import type { FastifyInstance } from 'fastify';

const HEADERS = 'authorization, content-type, x-functions-key, x-request-id, last-event-id, apollo-require-preflight';

/**
 * Lets pages of the named origins read answers. Requests of the gateway's own origin need nothing,
 * and every other origin gets no header, so that browsers keep the answer from its pages.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function allowOrigins(http: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  http.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    reply.header('vary', 'Origin');
    if (origin === undefined || !allowed.has(origin)) return done();
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', 'x-request-id, retry-after');
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return done();
    reply.header('access-control-allow-methods', 'GET, POST');
    reply.header('access-control-allow-headers', HEADERS);
    reply.header('access-control-max-age', '600');
    reply.code(204).send();
  });
}
