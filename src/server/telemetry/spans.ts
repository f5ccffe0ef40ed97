import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, ErrorCode } from '../../domain/errors.js';
import type { TraceAttributes } from '../../domain/tracing.js';
import { currentRequest, parentOf, type RequestContext, within } from '../request-context.js';
import type { Telemetry } from '../telemetry.js';

/** Makes tracers, and sends what is left when it is shut down. */
export interface SpanProvider {
  getTracer(name: string, version?: string): Tracer;
  shutdown(): Promise<void>;
}

const INTERNAL = 'INTERNAL_SERVER_ERROR';
/** Failures that are the gateway's own; the others are answers like any other. */
const OURS = new Set<string>([INTERNAL, ErrorCode.OVERLOADED, ErrorCode.TIMEOUT]);
const METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']);
/** `talkgraph serve` leaves little more beyond its patience for requests. */
const FLUSH_MS = 500;

/**
 * A span for every HTTP request and for what is followed within it. They hold routes, statuses, codes and counts alone:
 * no addresses, no header fields, no messages of errors.
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server
 */
export class Spans implements Telemetry {
  readonly #provider: SpanProvider;
  readonly #tracer: Tracer;
  /** What is open within each context. */
  readonly #open = new WeakMap<RequestContext, Span>();

  constructor(provider: SpanProvider) {
    this.#provider = provider;
    this.#tracer = provider.getTracer('talkgraph');
  }

  begin(request: FastifyRequest, { raw }: FastifyReply): RequestContext {
    const remote = parentOf(request.headers.traceparent);
    const parent = remote === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true });
    const method = METHODS.has(request.method) ? request.method : null;
    const route = request.routeOptions.url;
    const attributes = {
      'http.request.method': method ?? '_OTHER',
      ...(route !== undefined && { 'http.route': route }),
    };
    const name = [method ?? 'HTTP', ...(route === undefined ? [] : [route])].join(' ');
    const span = this.#tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
    // Comes after every end of an answer, also where nobody waits for it any more.
    raw.once('close', () => {
      if (raw.headersSent) span.setAttribute('http.response.status_code', raw.statusCode);
      else span.setAttribute('error.type', 'aborted');
      if (raw.headersSent && raw.statusCode >= 500) fail(span, String(raw.statusCode), true);
      span.end();
    });
    const { traceId, spanId } = span.spanContext();
    const ids = { requestId: request.id, traceId, spanId };
    const context: RequestContext = remote === null ? ids : { ...ids, parentSpanId: remote.spanId };
    this.#open.set(context, span);
    return context;
  }

  async follow<T>(
    name: string,
    attributes: TraceAttributes,
    work: (fail: (code: string) => void) => Promise<T>,
  ): Promise<T> {
    const around = currentRequest();
    const parent = around && this.#open.get(around);
    if (parent === undefined || !parent.isRecording()) return work(() => undefined);
    const span = this.#tracer.startSpan(name, { attributes }, trace.setSpan(ROOT_CONTEXT, parent));
    const context = { ...(around as RequestContext), spanId: span.spanContext().spanId };
    this.#open.set(context, span);
    try {
      return await within(context, () => work((code) => fail(span, code, OURS.has(code))));
    } catch (error) {
      const code = error instanceof DomainError ? error.code : INTERNAL;
      fail(span, code, OURS.has(code));
      throw error;
    } finally {
      span.end();
    }
  }

  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, FLUSH_MS);
    });
    // What could not be sent was told when it failed.
    await Promise.race([this.#provider.shutdown().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}

function fail(span: Span, type: string, ours: boolean): void {
  span.setAttribute('error.type', type);
  if (ours) span.setStatus({ code: SpanStatusCode.ERROR });
}
