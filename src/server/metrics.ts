import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { Recorder } from '../domain/ports.js';

/** What the gateway counts of itself, in Prometheus' text format. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  observeRequest(method: string, route: string, status: number, ms: number): void;
  /** One database transaction that made items durable. */
  observeCommit(commit: { readonly items: number; readonly durationMs: number }): void;
  /** The same recorder, with its outcomes counted by source. */
  countOutcomes(recorder: Recorder): Recorder;
  /** Reads a number whenever somebody asks for the figures. */
  gauge(name: string, help: string, read: () => number): void;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const ITEMS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];

/** A registry of its own, so that several gateways in one process do not count each other. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'talkgraph_http_request_duration_seconds',
    help: 'How long requests took, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });
  const outcomes = new Counter({
    name: 'talkgraph_recorded_items_total',
    help: 'What became of recorded items, by source.',
    labelNames: ['source', 'outcome'],
    registers,
  });
  const commits = new Histogram({
    name: 'talkgraph_commit_items',
    help: 'How many items one database transaction made durable.',
    buckets: ITEMS,
    registers,
  });
  const commitDurations = new Histogram({
    name: 'talkgraph_commit_duration_seconds',
    help: 'How long one database transaction of the recorder took.',
    buckets: SECONDS,
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observeRequest: (method, route, status, ms) =>
      durations.observe({ method, route, status: String(status) }, ms / 1_000),
    observeCommit: ({ items, durationMs }) => {
      commits.observe(items);
      commitDurations.observe(durationMs / 1_000);
    },
    countOutcomes: (recorder) => ({
      async record(client, items) {
        const results = await recorder.record(client, items);
        for (const [index, { outcome }] of results.entries()) {
          outcomes.inc({ source: items[index]?.source ?? 'API', outcome });
        }
        return results;
      },
    }),
    gauge: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
  };
}
