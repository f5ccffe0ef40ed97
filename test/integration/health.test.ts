import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fastify } from 'fastify';
import { healthRoutes } from '../../src/server/health.js';
import { createMetrics } from '../../src/server/metrics.js';
import { type Gateway, startGateway } from '../support/gateway.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

describe('the health of a gateway', () => {
  test('is told to anybody, without a key', async () => {
    for (const path of ['/livez', '/readyz']) {
      const response = await gateway.get(path, {});
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: 'ok' });
    }
  });

  test('is counted for Prometheus by pattern, source and commit', async () => {
    await gateway.post('/webhooks/parloa', [{ no: 'transaction' }]);
    const response = await gateway.get('/metrics', {});
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(
      /talkgraph_http_request_duration_seconds_count\{.*route="\/webhooks\/parloa",status="200".*\} 1/,
    );
    expect(text).toContain('talkgraph_recorded_items_total{source="PARLOA",outcome="REJECTED"} 1');
    expect(text).toMatch(/^talkgraph_commit_items_sum 1$/m);
    expect(text).toMatch(/^talkgraph_(subscribers|sockets|waiting_items) 0$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
  });
});

describe('readiness', () => {
  async function readiness(isStopping: boolean, ping: () => Promise<void>): Promise<{ status: number; body: string }> {
    const http = fastify();
    healthRoutes(http, { metrics: createMetrics(), isStopping: () => isStopping, ping });
    const { statusCode: status, body } = await http.inject('/readyz');
    const alive = await http.inject('/livez');
    expect(alive.statusCode).toBe(200);
    await http.close();
    return { status, body };
  }

  test('ends when the gateway stops, though it lives', async () => {
    const { status, body } = await readiness(true, async () => undefined);
    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ detail: 'The gateway is stopping.' });
  });

  test('needs a database that answers, and does not say why it does not', async () => {
    const { status, body } = await readiness(false, () => Promise.reject(new Error('secret address')));
    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ detail: 'The database does not answer.' });
    expect(body).not.toContain('secret');
  });
});
