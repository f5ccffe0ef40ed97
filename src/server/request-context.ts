import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** What ties a line of the log to a request, and to the trace that the request is part of. */
export interface RequestContext {
  readonly requestId: string;
  /** 32 hexadecimal digits: the caller's, or new. */
  readonly traceId: string;
  /** The span of the caller, where it said one. */
  readonly parentSpanId?: string;
}

const TRACE_PARENT = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}(?:-|$)/;
/** As `randomUUID` writes it. */
const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

const contexts = new AsyncLocalStorage<RequestContext>();

/** The context of the request that is being answered; undefined behind the answers. */
export function currentRequest(): RequestContext | undefined {
  return contexts.getStore();
}

/** Does something within a request's context. */
export function within<T>(context: RequestContext, work: () => T): T {
  return contexts.run(context, work);
}

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
export function contextOf(requestId: string, traceparent: unknown): RequestContext {
  const [, traceId, parentSpanId] = typeof traceparent === 'string' ? (TRACE_PARENT.exec(traceparent) ?? []) : [];
  if (traceId === undefined || parentSpanId === undefined) {
    return { requestId, traceId: digitsOf(UUID.test(requestId) ? requestId : randomUUID()) };
  }
  return { requestId, traceId, parentSpanId };
}

/** An id of ours is as good a trace id: one random draw serves both. */
function digitsOf(uuid: string): string {
  return uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24);
}

/** Runs every request within its context. */
export function rememberRequests(http: FastifyInstance): void {
  http.decorateRequest('trace', null as never);
  http.addHook('onRequest', (request, _reply, done) => {
    request.trace = contextOf(request.id, request.headers.traceparent);
    within(request.trace, done);
  });
  // A body that is read brings the connection's own context with it.
  http.addHook('preValidation', (request, _reply, done) => within(request.trace, done));
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What its lines in the log begin with. */
    trace: RequestContext;
  }
}
