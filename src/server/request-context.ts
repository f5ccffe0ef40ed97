import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What ties a line of the log to a request, and to the trace that the request is part of. */
export interface RequestContext {
  readonly requestId: string;
  /** 32 hexadecimal digits: the caller's, or new. */
  readonly traceId: string;
  /** The span of the caller, where it said one. */
  readonly parentSpanId?: string;
  /** The span that is open here, where traces are exported. */
  readonly spanId?: string;
}

const REQUEST_ID = /^[\w.:-]{1,64}$/;
const TRACE_PARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-|$)/;
/** As `randomUUID` writes it. */
const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

type Begin = (request: FastifyRequest, reply: FastifyReply) => RequestContext;

const contexts = new AsyncLocalStorage<RequestContext>();

/** The context of the request that is being answered; undefined behind the answers. */
export function currentRequest(): RequestContext | undefined {
  return contexts.getStore();
}

/** Does something within a request's context. */
export function within<T>(context: RequestContext, work: () => T): T {
  return contexts.run(context, work);
}

/** The caller's id where it is one, or a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** The caller's span, and flags of which the lowest bit says that it is recorded; null where it said none. */
export function parentOf(traceparent: unknown): { traceId: string; spanId: string; traceFlags: number } | null {
  const [, traceId, spanId, flags] = typeof traceparent === 'string' ? (TRACE_PARENT.exec(traceparent) ?? []) : [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
export function contextOf(requestId: string, traceparent: unknown): RequestContext {
  const parent = parentOf(traceparent);
  if (parent !== null) return { requestId, traceId: parent.traceId, parentSpanId: parent.spanId };
  return { requestId, traceId: digitsOf(UUID.test(requestId) ? requestId : randomUUID()) };
}

/** An id of ours is as good a trace id: one random draw serves both. */
function digitsOf(uuid: string): string {
  return uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24);
}

const untraced: Begin = ({ id, headers }) => contextOf(id, headers.traceparent);

/** Runs every request within its context, which `begin` makes. */
export function rememberRequests(http: FastifyInstance, begin: Begin = untraced): void {
  http.decorateRequest('trace', null as never);
  http.addHook('onRequest', (request, reply, done) => {
    request.trace = begin(request, reply);
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
