import { AsyncLocalStorage } from 'node:async_hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Environment } from '../environment.js';
import type { Logger } from '../logger.js';
import { versionOfProgram } from '../version.js';

/** Spans that may wait for the collector; those beyond are dropped. */
const QUEUE_SPANS = 4_096;
const BATCH_SPANS = 512;
const DELAY_MS = 1_000;
const EXPORT_TIMEOUT_MS = 5_000;
const CONCURRENT_EXPORTS = 8;
/** A collector that is away is worth a line now and then. */
const TELL_INTERVAL_MS = 60_000;
const SPAN_LIMITS = { attributeCountLimit: 16, attributeValueLengthLimit: 128, eventCountLimit: 0, linkCountLimit: 0 };

/**
 * Sends spans by OTLP over HTTP, as JSON, in batches and apart from the requests.
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export function openProvider(endpoint: string, environment: Environment, logger: Logger): TracerProvider {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: environment.OTEL_EXPORTER_OTLP_HEADERS,
    timeoutMillis: EXPORT_TIMEOUT_MS,
    concurrencyLimit: CONCURRENT_EXPORTS,
  });
  const processor = new BatchSpanProcessor({
    exporter: telling(exporter, logger),
    maxQueueSize: QUEUE_SPANS,
    maxExportBatchSize: BATCH_SPANS,
    scheduledDelayMillis: DELAY_MS,
    exportTimeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const own = { 'service.name': environment.OTEL_SERVICE_NAME, 'service.version': versionOfProgram() };
  const given = detectResources({ detectors: [resourceAttributesEnvDetector] });
  return new TracerProvider({
    resource: defaultResource().merge(given).merge(resourceFromAttributes(own)),
    sampler: samplerOf(environment),
    spanLimits: SPAN_LIMITS,
    spanProcessors: [processor],
  });
}

/** @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration */
function samplerOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: ratio }: Environment): Sampler {
  const root = name.endsWith('always_on')
    ? new AlwaysOnSampler()
    : name.endsWith('always_off')
      ? new AlwaysOffSampler()
      : new TraceIdRatioBasedSampler(ratio);
  return name.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

/** The same exporter, whose failures are told in the log, in the context of no request. */
function telling(exporter: SpanExporter, logger: Logger): SpanExporter {
  const apart = AsyncLocalStorage.snapshot();
  let toldAt = Number.NEGATIVE_INFINITY;
  let lost = 0;
  const tell = (spans: number, error: unknown) => {
    lost += spans;
    if (performance.now() - toldAt < TELL_INTERVAL_MS) return;
    logger.warn({ err: error, spans: lost }, 'the collector takes no traces');
    toldAt = performance.now();
    lost = 0;
  };
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error !== undefined || result.code !== 0) apart(tell, spans.length, result.error);
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}
