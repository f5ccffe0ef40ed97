import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as a collector is sent it. */
export interface CollectedSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** 2 where it is one of an error. */
  readonly status: number;
}

/** A collector of traces that keeps what it is sent. */
export interface Collector {
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  /** All that was sent, as it came. */
  readonly texts: readonly string[];
  readonly requests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Resolves with the first span for which it is so. */
  span(isSo: (span: CollectedSpan) => boolean): Promise<CollectedSpan>;
  dispose(): Promise<void>;
}

/** Starts a collector; its answer has the status that `statusOf` says. */
export async function startCollector(statusOf: () => number = () => 200): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const texts: string[] = [];
  const arrivals = new EventEmitter();
  const requests: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += part;
    const status = statusOf();
    if (status === 200) {
      texts.push(text);
      spans.push(...spansOf(text));
      arrivals.emit('spans');
    }
    requests.push({ path: request.url ?? '', headers: request.headers });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    texts,
    requests,
    async span(isSo) {
      for (;;) {
        const found = spans.find(isSo);
        if (found !== undefined) return found;
        await once(arrivals, 'spans');
      }
    },
    async dispose() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface ExportedSpan extends Omit<CollectedSpan, 'attributes' | 'status'> {
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly status: { readonly code: number };
}

function spansOf(text: string): CollectedSpan[] {
  const { resourceSpans } = JSON.parse(text) as {
    resourceSpans: { scopeSpans: { spans: ExportedSpan[] }[] }[];
  };
  const exported = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  return exported.map(({ name, kind, traceId, spanId, parentSpanId, attributes, status }) => ({
    name,
    kind,
    traceId,
    spanId,
    parentSpanId,
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
    status: status.code,
  }));
}
