import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { type Gateway, type GatewayOptions, startGateway } from '../support/gateway.js';

let gateway: Gateway;
const start = async (variables: GatewayOptions['variables']) => {
  gateway = await startGateway({ variables });
};

afterEach(() => gateway.dispose());

const turn = (transactionId: string) => ({
  transactionId,
  requestTimestamp: '2024-02-27T12:16:23.926Z',
  request: { callMeta: { callId: `call-${transactionId}` } },
});
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

async function problemOf(response: Response): Promise<object> {
  return { status: response.status, ...((await response.json()) as object) };
}

describe('what a key may ask for', () => {
  test('is said with every answer, and used up by webhooks and CallData alike', async () => {
    await start({ RATE_KEY_POINTS: '3' });
    const first = await gateway.post('/webhooks/parloa', turn('rate-1'));
    expect(first.headers.get('ratelimit-policy')).toBe('"key";q=3;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"key";r=2;t=(60|59)$/);
    const path = '/api/CallData?clientId=acme&callid=1&caller=2';
    const key = { 'x-functions-key': gateway.keys.write };
    expect((await gateway.get(path, key)).headers.get('ratelimit')).toMatch(/^"key";r=1;/);
    await gateway.post('/webhooks/parloa', turn('rate-2'));

    for (const refused of [await gateway.post('/webhooks/parloa', turn('rate-3')), await gateway.get(path, key)]) {
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
      expect(refused.headers.get('ratelimit')).toMatch(/^"key";r=0;/);
      expect(await problemOf(refused)).toMatchObject({ status: 429, title: 'Too Many Requests', code: 'RATE_LIMITED' });
    }
    expect((await gateway.post('/webhooks/parloa', turn('rate-4'), bearer(gateway.keys.admin))).status).toBe(200);
  });

  test('is used up by long bodies sooner', async () => {
    await start({ RATE_KEY_POINTS: '100' });
    const padded = [{ ...turn('long-1'), padding: 'x'.repeat(200_000) }];
    const answer = await gateway.post('/webhooks/parloa', padded);
    expect(answer.headers.get('ratelimit')).toMatch(/^"key";r=96;/);
  });

  test('begins anew with the next window', async () => {
    await start({ RATE_KEY_POINTS: '2', RATE_WINDOW_SECONDS: '2' });
    const statuses = [];
    for (let index = 0; index < 3; index++)
      statuses.push((await gateway.post('/webhooks/parloa', turn(`window-${index}`))).status);
    expect(statuses).toContain(200);
    const refused = await gateway.post('/webhooks/parloa', turn('window-2'));
    expect(refused.status).toBe(429);
    const reset = Number(refused.headers.get('retry-after')) * 1_000;
    await new Promise((resolve) => setTimeout(resolve, reset));
    expect((await gateway.post('/webhooks/parloa', turn('window-2'))).status).toBe(200);
  });
});

describe('a GraphQL document', () => {
  const LARGE =
    'query Q($first: Int) { calls(first: $first) { nodes { callId transactions(first: 50) { nodes { text } } } } }';
  const ask = (query: string, variables = {}) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(gateway.keys.read) },
      body: JSON.stringify({ query, variables }),
    });

  test('is paid for by what it may touch, also where a variable says it', async () => {
    await start({ RATE_KEY_POINTS: '1000' });
    const remaining = async (response: Promise<Response>) =>
      Number(/r=(\d+)/.exec((await response).headers.get('ratelimit') ?? '')?.[1]);
    expect(await remaining(ask('{ viewer { clientId } }'))).toBe(999);
    // 200 calls of 50 transactions are some 20,600 objects.
    const left = await remaining(ask(LARGE, { first: 200 }));
    expect(999 - left).toBeGreaterThan(150);
    expect(999 - left).toBeLessThan(300);
    expect(left - (await remaining(ask(LARGE, { first: 1 })))).toBe(2);
  });

  test('is refused with RATE_LIMITED and 429 where the points are gone, before anything is executed', async () => {
    await start({ RATE_KEY_POINTS: '50' });
    const refused = await ask(LARGE, { first: 200 });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(refused.headers.get('ratelimit')).toMatch(/^"key";r=0;/);
    const body = (await refused.json()) as { errors: { extensions: object }[] };
    expect(body).not.toHaveProperty('data');
    expect(body.errors[0]?.extensions).toEqual({
      code: 'RATE_LIMITED',
      retryAfter: expect.any(String),
      requestId: expect.any(String),
    });
    const next = await ask('{ viewer { clientId } }');
    expect([next.status, ((await next.json()) as typeof body).errors[0]?.extensions]).toEqual([
      429,
      { code: 'RATE_LIMITED', retryAfter: expect.any(String), requestId: expect.any(String) },
    ]);
  });

  test('is refused over the socket and as a stream too', async () => {
    await start({ RATE_KEY_POINTS: '2' });
    for (let index = 0; index < 2; index++) await ask('{ viewer { clientId } }');
    const client = gateway.socket();
    const failure = await new Promise((resolve) => {
      client.subscribe(
        { query: 'subscription { callChanged { cursor } }' },
        { next: resolve, error: resolve, complete: () => resolve(null) },
      );
    });
    expect(failure).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    const stream = await fetch(`${gateway.url}/graphql/stream?query=subscription{callChanged{cursor}}`, {
      headers: { accept: 'text/event-stream', ...bearer(gateway.keys.read) },
    });
    expect(stream.status).toBe(429);
    expect(Number(stream.headers.get('retry-after'))).toBeGreaterThan(50);
  });
});

describe('an address', () => {
  test('may not try wrong keys for long, while those who came with a good one go on', async () => {
    await start({ RATE_WRONG_KEYS: '3' });
    expect((await gateway.post('/webhooks/parloa', turn('good-1'))).status).toBe(200);
    const tries = [];
    for (let index = 0; index < 5; index++) {
      tries.push((await gateway.post('/webhooks/parloa', '[]', bearer(`wrong-key-number-${index}`))).status);
    }
    expect(tries).toEqual([401, 401, 401, 429, 429]);
    const graphql = await gateway.graphql('{ viewer { clientId } }', {}, 'another-wrong-key');
    expect([graphql.status, graphql.errors?.[0]?.extensions?.code]).toEqual([429, 'RATE_LIMITED']);
    const calldata = await gateway.get('/api/CallData?clientId=acme&code=a-wrong-key-too');
    expect(await problemOf(calldata)).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: bearer('one-more-wrong-key') }));
    expect((await once(socket, 'close'))[0]).toBe(4429);
    expect((await gateway.post('/webhooks/parloa', turn('good-2'))).status).toBe(200);
  });

  test('may ask so often and no more, but for the health', async () => {
    await start({ RATE_ADDRESS_REQUESTS: '10' });
    const statuses = [];
    for (let index = 0; index < 12; index++) statuses.push((await gateway.get('/openapi.json')).status);
    // Two requests made the gateway's keys.
    expect(statuses.filter((status) => status === 200)).toHaveLength(8);
    expect(statuses.slice(8)).toEqual([429, 429, 429, 429]);
    expect((await gateway.get('/livez')).status).toBe(200);
    expect((await gateway.get('/readyz')).status).toBe(200);
    const graphql = await gateway.graphql('{ viewer { clientId } }');
    expect([graphql.status, graphql.errors?.[0]?.extensions?.code]).toEqual([429, 'RATE_LIMITED']);
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const [, response] = await once(socket, 'unexpected-response');
    expect([response.statusCode, Number(response.headers['retry-after']) > 50]).toEqual([429, true]);
  });

  test('is what a trusted proxy says, and nothing that others say', async () => {
    await start({ RATE_WRONG_KEYS: '1', TRUSTED_PROXIES: '127.0.0.1' });
    const from = (address: string) =>
      gateway.post('/webhooks/parloa', '[]', { ...bearer('a-wrong-key-0123456789'), 'x-forwarded-for': address });
    expect((await from('203.0.113.1')).status).toBe(401);
    expect((await from('203.0.113.1')).status).toBe(429);
    expect((await from('203.0.113.2')).status).toBe(401);
    // The last proxy is trusted, and not what came to it.
    expect((await from('198.51.100.9, 203.0.113.2')).status).toBe(429);
  });
});
