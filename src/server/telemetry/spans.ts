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

type Work<T> = (fail: (code: string) => void) => Promise<T>;

/** Where a context has its span; lines of the log leave symbols out. */
const OPEN = Symbol('span');
interface Traced extends RequestContext {
  readonly [OPEN]?: Span;
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

  constructor(provider: SpanProvider) {
    this.#provider = provider;
    this.#tracer = provider.getTracer('talkgraph');
  }

  begin(request: FastifyRequest, { raw }: FastifyReply): RequestContext {
    const remote = parentOf(request.headers.traceparent);
    const parent = remote === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true });
    const method = METHODS.has(request.method) ? request.method : null;
    const route = request.routeOptions.url;
    const name = route === undefined ? (method ?? 'HTTP') : `${method ?? 'HTTP'} ${route}`;
    const span = this.#tracer.startSpan(name, { kind: SpanKind.SERVER }, parent);
    // Of most requests a busy gateway takes nothing but the ids.
    if (span.isRecording()) {
      span.setAttribute('http.request.method', method ?? '_OTHER');
      if (route !== undefined) span.setAttribute('http.route', route);
      // Comes after every end of an answer, also where nobody waits for it any more.
      raw.once('close', () => endOf(span, raw));
    }
    const { traceId, spanId } = span.spanContext();
    const context: Traced = { requestId: request.id, traceId, spanId, [OPEN]: span };
    return remote === null ? context : { ...context, parentSpanId: remote.spanId };
  }

  isActive(): boolean {
    return openIn(currentRequest()) !== null;
  }

  follow<T>(name: string, attributes: TraceAttributes, work: Work<T>): Promise<T> {
    const around = currentRequest();
    const parent = openIn(around);
    if (around === undefined || parent === null) return work(ignore);
    return this.#followed(name, attributes, work, around, parent);
  }

  async #followed<T>(
    name: string,
    attributes: TraceAttributes,
    work: Work<T>,
    around: RequestContext,
    parent: Span,
  ): Promise<T> {
    const span = this.#tracer.startSpan(name, { attributes }, trace.setSpan(ROOT_CONTEXT, parent));
    const context: Traced = { ...around, spanId: span.spanContext().spanId, [OPEN]: span };
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

function ignore(): void {}

/** The span that is open within a context; null where nothing of it is told. */
function openIn(context: Traced | undefined): Span | null {
  const span = context?.[OPEN];
  return span?.isRecording() === true ? span : null;
}

function endOf(span: Span, { headersSent, statusCode }: FastifyReply['raw']): void {
  if (!headersSent) span.setAttribute('error.type', 'aborted');
  else {
    span.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) fail(span, String(statusCode), true);
  }
  span.end();
}

function fail(span: Span, type: string, ours: boolean): void {
  span.setAttribute('error.type', type);
  if (ours) span.setStatus({ code: SpanStatusCode.ERROR });
}
