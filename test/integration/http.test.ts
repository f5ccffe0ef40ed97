import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { badInput } from '../../src/domain/errors.js';
import { parseEnvironment } from '../../src/server/environment.js';
import { addressOf, createHttp } from '../../src/server/http.js';
import { createLogger } from '../../src/server/logger.js';
import { createMetrics, type Metrics } from '../../src/server/metrics.js';
import { createAdmission } from '../../src/server/overload.js';

const PROBLEM = 'application/problem+json; charset=utf-8';
const log: string[] = [];
let http: FastifyInstance;
let metrics: Metrics;
let url: string;

beforeAll(async () => {
  const environment = parseEnvironment({ BODY_LIMIT_BYTES: '1024', ALLOWED_ORIGINS: 'https://desk.example' });
  metrics = createMetrics();
  const logger = await createLogger('info', { write: (line) => log.push(line) });
  http = createHttp(environment, logger, metrics, null, createAdmission(environment, logger, metrics), () => false);
  http.post('/echo/:what', async () => ({ ok: true }));
  http.get('/bug', async () => {
    throw new Error('secret of the database');
  });
  http.get('/refused', async () => {
    throw badInput('The third one is no date.', 'items', '2');
  });
  await http.listen({ port: 0, host: '127.0.0.1' });
  url = addressOf(http.server);
});

afterAll(() => http.close());

async function problem(
  response: Response,
): Promise<{ status: number; type: string | null; body: Record<string, unknown> }> {
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, type: response.headers.get('content-type'), body };
}

describe('what no room handles is answered as a problem', () => {
  test('an unknown path is 404', async () => {
    const { status, type, body } = await problem(await fetch(`${url}/nowhere?code=secret`));
    expect([status, type]).toEqual([404, PROBLEM]);
    expect(body).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, code: 'NOT_FOUND' });
    expect(JSON.stringify(body)).not.toMatch(/nowhere|secret/);
  });

  test('a known path with another method is 405 and says which it answers', async () => {
    const response = await fetch(`${url}/bug`, { method: 'DELETE' });
    expect(response.headers.get('allow')).toBe('GET');
    expect((await problem(response)).status).toBe(405);
  });

  test('a body above the limit is 413', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(2_000) });
    const headers = { 'content-type': 'application/json' };
    const answer = await problem(await fetch(`${url}/echo/a`, { method: 'POST', body, headers }));
    expect(answer).toMatchObject({ status: 413, type: PROBLEM, body: { code: 'PAYLOAD_TOO_LARGE' } });
  });

  test('a content type that nobody reads is 415, JSON that is none is 400, and neither is repeated', async () => {
    const post = (type: string, body: string) =>
      fetch(`${url}/echo/a`, { method: 'POST', body, headers: { 'content-type': type } }).then(problem);
    const unread = await post('image/secret', 'secret');
    const broken = await post('application/json', '{"secret');
    expect([unread.status, broken.status]).toEqual([415, 400]);
    expect(JSON.stringify([unread.body, broken.body])).not.toContain('secret');
  });

  test('a bug is 500 and keeps its reason to itself', async () => {
    const { status, body } = await problem(await fetch(`${url}/bug`));
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  test('an expected failure keeps its words and its code', async () => {
    const { status, body } = await problem(await fetch(`${url}/refused`));
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'BAD_USER_INPUT', detail: 'The third one is no date.' });
  });

  test('an address that cannot be decoded is 400', async () => {
    const { status, type } = await problem(await fetch(`${url}/echo/%ff`, { method: 'POST' }));
    expect([status, type]).toEqual([400, PROBLEM]);
  });

  test('what is not HTTP is 400', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 400 });
  });
});

describe('every answer', () => {
  test('carries the id of its request, given or new', async () => {
    const given = await fetch(url, { headers: { 'x-request-id': 'trace-1.2:3' } });
    expect(given.headers.get('x-request-id')).toBe('trace-1.2:3');
    const forged = await fetch(url, { headers: { 'x-request-id': 'a b {"c"}' } });
    expect(forged.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  test('forbids guessing types, storing and telling where one came from', async () => {
    const { headers } = await fetch(url);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });

  test('is logged in one line with the pattern of its route, never the address', async () => {
    log.length = 0;
    await fetch(`${url}/echo/person?code=secret`, { method: 'POST', headers: { 'x-request-id': 'line-1' } });
    await expect(metrics.text()).resolves.toContain('route="/echo/:what"');
    expect(log).toHaveLength(1);
    expect(JSON.parse(log[0] ?? '')).toMatchObject({
      level: 'info',
      method: 'POST',
      route: '/echo/:what',
      status: 200,
      requestId: 'line-1',
    });
    expect(log[0]).not.toMatch(/person|secret/);
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    fetch(`${url}/refused`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });

  test('that are allowed may ask and read', async () => {
    const answer = await preflight('https://desk.example');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://desk.example');
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
    const read = await fetch(`${url}/refused`, { headers: { origin: 'https://desk.example' } });
    expect(read.headers.get('access-control-allow-origin')).toBe('https://desk.example');
    expect(read.headers.get('vary')).toBe('Origin');
  });

  test('that are not allowed get no permission', async () => {
    const answer = await preflight('https://evil.example');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});
