import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CollectedSpan, type Collector, startCollector } from '../support/collector.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { withoutTable } from '../support/missing-table.js';
import { BIN, startProgram } from '../support/program.js';
import { until } from '../support/until.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const SERVER = 2;
const ERROR = 2;

describe('traces', () => {
  const lines: Record<string, unknown>[] = [];
  let collector: Collector;
  let gateway: Gateway;
  let requests = 0;

  beforeAll(async () => {
    collector = await startCollector();
    const variables = {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=blue,authorization=Basic%20abc==',
      OTEL_SERVICE_NAME: 'desk-gateway',
    };
    gateway = await startGateway({ variables, onLog: (line) => lines.push(JSON.parse(line)) });
  });
  afterAll(async () => {
    await gateway.dispose();
    await collector.dispose();
  });

  const headersOf = (id: string, key: string) => ({ authorization: `Bearer ${key}`, 'x-request-id': id });
  const lineOf = async (id: string) => {
    const isIt = (line: Record<string, unknown>) => line['requestId'] === id && line['msg'] === 'request';
    await until(async () => lines.some(isIt));
    return lines.find(isIt) as Record<string, unknown>;
  };
  /** The span of a request, and those under it. */
  async function spansAfter(send: (headers: Record<string, string>) => Promise<unknown>, key = gateway.keys.admin) {
    const id = `traced-${++requests}`;
    await send(headersOf(id, key));
    const line = await lineOf(id);
    const root = await collector.span(({ spanId }) => spanId === line['spanId']);
    return {
      line,
      root,
      under: (one: CollectedSpan) => collector.spans.filter((span) => span.parentSpanId === one.spanId),
    };
  }
  const ask = (query: string, variables = {}) => {
    return (headers: Record<string, string>) => gateway.post('/graphql', { query, variables }, headers);
  };

  test('begin with a request, whose lines in the log have the ids of its span', async () => {
    const { root, line } = await spansAfter((headers) => gateway.get('/livez', headers));
    expect(root).toMatchObject({ name: 'GET /livez', kind: SERVER, traceId: line['traceId'], status: 0 });
    expect(root.parentSpanId ?? '').toBe('');
    expect(root.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/livez',
      'http.response.status_code': 200,
    });
  });

  test('go on from the caller', async () => {
    const { root, line } = await spansAfter((headers) =>
      gateway.get('/livez', { ...headers, traceparent: `00-${TRACE}-${CALLER}-01` }),
    );
    expect(root).toMatchObject({ traceId: TRACE, parentSpanId: CALLER });
    expect(line).toMatchObject({ traceId: TRACE, parentSpanId: CALLER });
  });

  test('are not told where the caller takes no part, and the log has the ids all the same', async () => {
    await gateway.get('/livez', { 'x-request-id': 'unsampled', traceparent: `00-${'1'.repeat(32)}-${CALLER}-00` });
    expect(await lineOf('unsampled')).toMatchObject({ traceId: '1'.repeat(32), spanId: expect.any(String) });
    await spansAfter((headers) => gateway.get('/livez', headers));
    expect(collector.spans.filter(({ traceId }) => traceId === '1'.repeat(32))).toEqual([]);
  });

  test('name routes and never addresses', async () => {
    const { root } = await spansAfter((headers) =>
      gateway.get('/elsewhere/4915112345678?caller=4915112345678', headers),
    );
    expect(root).toMatchObject({ name: 'GET', attributes: { 'http.response.status_code': 404 }, status: 0 });
    expect(root.attributes).not.toHaveProperty('http.route');
  });

  test('hold an operation of GraphQL and the figures that it counts', async () => {
    const { root, under } = await spansAfter(ask('query Ways { topPaths(first: 3) { calls } }'));
    expect(root.name).toBe('POST /graphql');
    const [operation] = under(root);
    expect(operation).toMatchObject({
      name: 'query',
      traceId: root.traceId,
      attributes: { 'graphql.operation.type': 'query', 'graphql.operation.name': 'Ways' },
    });
    expect(under(operation as CollectedSpan)).toMatchObject([
      { name: 'count figures', attributes: { 'talkgraph.figures': 'topPaths' } },
    ]);
  });

  test('hold the recording of a delivery, by webhook and by mutation', async () => {
    const turn = {
      transactionId: 'trace-1',
      requestTimestamp: '2024-02-27T12:16:23.926Z',
      request: { callMeta: { callId: 'trace-1' } },
    };
    const hook = await spansAfter((headers) => gateway.post('/webhooks/parloa', [turn, turn], headers));
    const recorded = { 'talkgraph.source': 'PARLOA', 'talkgraph.items': 2 };
    expect(hook.under(hook.root)).toMatchObject([{ name: 'record delivery', attributes: recorded }]);
    const mutation = await spansAfter(ask('mutation { recordHangup(input: { callId: "trace-1" }) { outcome } }'));
    const [operation] = mutation.under(mutation.root);
    expect(operation?.attributes).toEqual({ 'graphql.operation.type': 'mutation' });
    expect(mutation.under(operation as CollectedSpan)).toMatchObject([
      { name: 'record delivery', attributes: { 'talkgraph.source': 'API', 'talkgraph.items': 1 } },
    ]);
  });

  test('say by a code what went wrong, and whose fault it was', async () => {
    const { root, under } = await spansAfter(ask('{ topPaths(first: 0) { calls } }'));
    const [operation] = under(root);
    expect(operation).toMatchObject({ attributes: { 'error.type': 'BAD_USER_INPUT' }, status: 0 });
    expect(operation?.attributes).not.toHaveProperty('graphql.operation.name');
    const many = await spansAfter(ask('query N4915112345678 { topPaths(first: 1) { calls } }'));
    expect(many.under(many.root)[0]?.attributes).toEqual({ 'graphql.operation.type': 'query' });
  });

  test('tell failures of ours by their kind alone', async () => {
    const failing = <T>(send: (headers: Record<string, string>) => Promise<T>) =>
      spansAfter((headers) => withoutTable(gateway.databaseUrl, 'source_event', () => send(headers)));
    const query = '{ quarantine { nodes { id } } }';
    const failed = await failing(ask(query));
    expect(failed.root).toMatchObject({ attributes: { 'http.response.status_code': 200 }, status: 0 });
    const unforeseen = { attributes: { 'error.type': 'INTERNAL_SERVER_ERROR' }, status: ERROR };
    expect(failed.under(failed.root)).toMatchObject([unforeseen]);
    const { root, under } = await failing((headers) => gateway.post('/webhooks/parloa', [{}], headers));
    const answer = { 'http.response.status_code': 500, 'error.type': '500' };
    expect(root).toMatchObject({ attributes: answer, status: ERROR });
    expect(under(root)).toMatchObject([unforeseen]);
    expect(collector.texts.join()).not.toContain('source_event');
  });

  test('reach the collector as OTLP, with the header fields and the name that are set', () => {
    const [first] = collector.requests;
    expect(first?.path).toBe('/v1/traces');
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-tenant': 'blue',
      authorization: 'Basic abc==',
    });
    const names = collector.texts.flatMap((text) =>
      JSON.parse(text).resourceSpans.flatMap((one: { resource: { attributes: { key: string; value: object }[] } }) =>
        one.resource.attributes.filter(({ key }) => key === 'service.name').map(({ value }) => value),
      ),
    );
    expect(new Set(names.map((name) => JSON.stringify(name)))).toEqual(new Set(['{"stringValue":"desk-gateway"}']));
  });
});

describe('a collector', () => {
  test('is sent what is left when the gateway stops', async () => {
    const collector = await startCollector();
    const gateway = await startGateway({ variables: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
    await gateway.get('/openapi.json');
    await gateway.dispose();
    expect(collector.spans.map(({ name }) => name)).toContain('GET /openapi.json');
    await collector.dispose();
  });

  test('that refuses costs a line of the log, and no request', async () => {
    const collector = await startCollector(() => 400);
    const lines: Record<string, unknown>[] = [];
    const gateway = await startGateway({
      variables: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
      onLog: (line) => lines.push(JSON.parse(line)),
    });
    const told = () => lines.filter(({ msg }) => msg === 'the collector takes no traces');
    expect((await gateway.get('/livez')).status).toBe(200);
    await until(async () => told().length > 0);
    expect((await gateway.get('/livez')).status).toBe(200);
    await gateway.dispose();
    expect(told()).toMatchObject([{ level: 'warn', spans: expect.any(Number) }]);
    expect(told()[0]).not.toHaveProperty('requestId');
    await collector.dispose();
  });

  test('that is not there holds up neither requests nor the stop', async () => {
    const variables = { DATABASE_URL: 'sqlite::memory:', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
    const program = await startProgram(variables);
    expect((await fetch(`${program.url}/livez`)).status).toBe(200);
    const began = performance.now();
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test.each([
    ['always_off', '1', `00-${TRACE}-${CALLER}-01`, 0],
    ['parentbased_always_off', '1', undefined, 0],
    ['parentbased_always_off', '1', `00-${TRACE}-${CALLER}-01`, 1],
    ['traceidratio', '0', `00-${TRACE}-${CALLER}-01`, 0],
    ['parentbased_traceidratio', '1', undefined, 1],
  ])('is sent what the sampler takes: %s %s with the caller %s', async (sampler, share, traceparent, count) => {
    const collector = await startCollector();
    const gateway = await startGateway({
      variables: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_TRACES_SAMPLER: sampler,
        OTEL_TRACES_SAMPLER_ARG: share,
      },
    });
    await gateway.get('/openapi.json', traceparent === undefined ? {} : { traceparent });
    await gateway.dispose();
    expect(collector.spans.filter(({ name }) => name === 'GET /openapi.json')).toHaveLength(count);
    await collector.dispose();
  });
});

describe("OpenTelemetry's SDK", () => {
  const LISTEN = `import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) {
      const found = next(name, context);
      const [, module] = /@opentelemetry\\/([^/]+)/.exec(found.url) ?? [];
      if (module !== undefined) process.stderr.write('loaded ' + module + '\\n');
      return found;
    } });`;

  async function loaded(variables: Readonly<Record<string, string>>): Promise<Set<string>> {
    const program = await startProgram({ DATABASE_URL: 'sqlite::memory:', ...variables }, [
      process.execPath,
      '--import',
      `data:text/javascript,${encodeURIComponent(LISTEN)}`,
      BIN,
      'serve',
    ]);
    await program.dispose();
    return new Set(program.lines.filter((line) => line.startsWith('loaded ')).map((line) => line.slice(7)));
  }

  test('is not loaded where no collector is set', async () => {
    expect([...(await loaded({}))].filter((module) => module !== 'api')).toEqual([]);
    expect(await loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })).toContain('sdk-trace');
  });
});
