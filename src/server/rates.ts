import type { FastifyInstance } from 'fastify';
import type { Gate } from '../domain/rate-limit.js';

/** Whoever watches a process asks often, and must hear of it also when somebody at the same address asks too much. */
const UNLIMITED = new Set(['/livez', '/readyz']);

/** Counts every request against its address, before anything else is done for it. */
export function limitAddresses(http: FastifyInstance, gate: Gate): void {
  http.addHook('onRequest', async (request) => {
    if (!UNLIMITED.has(request.routeOptions.url ?? '')) await gate.enter(request.ip);
  });
}
