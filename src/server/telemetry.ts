import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Tracing } from '../domain/tracing.js';
import type { Environment } from './environment.js';
import type { Logger } from './logger.js';
import type { RequestContext } from './request-context.js';

/** Traces of requests, on their way to a collector. */
export interface Telemetry extends Tracing {
  /** Begins the span of a request, which ends with its answer; its lines in the log get the span's ids. */
  begin(request: FastifyRequest, reply: FastifyReply): RequestContext;
  /** Sends what waits, for half a second at the most. */
  close(): Promise<void>;
}

/** Traces where the settings name a collector, else null: then nothing of OpenTelemetry's SDK is loaded. */
export async function openTelemetry(environment: Environment, logger: Logger): Promise<Telemetry | null> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = environment;
  if (endpoint === undefined) return null;
  const [{ Spans }, { openProvider }] = await Promise.all([
    import('./telemetry/spans.js'),
    import('./telemetry/provider.js'),
  ]);
  return new Spans(openProvider(endpoint, environment, logger));
}
