import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { type Gateway, startGateway } from '../support/gateway.js';
import { until } from '../support/until.js';

const HELD = 4;
const log: string[] = [];
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({
    // A third one that waits is one too many.
    variables: { OVERLOAD_WAITING_REQUESTS: '2', OVERLOAD_PATIENCE_MS: '0', LOG_LEVEL: 'warn' },
    onLog: (line) => log.push(line),
  });
});

afterAll(() => gateway.dispose());

const turn = (transactionId: string) => ({
  transactionId,
  requestTimestamp: '2024-02-27T12:16:23.926Z',
  request: { callMeta: { callId: 'call-overload' } },
});

/** A delivery of which the body is still to come. */
function begun(contentLength: number, extra = ''): Socket {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').setEncoding('utf8');
  const key = `authorization: Bearer ${gateway.keys.write}\r\n`;
  socket.write(`POST /webhooks/parloa HTTP/1.1\r\nhost: a\r\n${key}content-length: ${contentLength}\r\n${extra}\r\n`);
  return socket;
}

async function inFlight(count: number): Promise<void> {
  const line = new RegExp(`^talkgraph_requests_in_flight ${count}$`, 'm');
  await until(async () => line.test(await metrics()));
}

const metrics = async () => (await gateway.get('/metrics')).text();

test('an over-full gateway refuses before it reads, stays in view, keeps what it accepted and recovers', async () => {
  const bodies = Array.from({ length: HELD }, (_, index) => JSON.stringify([turn(`held-${index}`)]));
  const held: Socket[] = [];
  for (const body of bodies) {
    held.push(begun(body.length));
    // The third one that waits is one too many; the fourth is refused.
    if (held.length < HELD) await inFlight(held.length);
  }
  const [refused] = await once(held.pop() as Socket, 'data');
  expect(refused).toMatch(/^HTTP\/1.1 503 Service Unavailable\r\n/);
  expect(refused).toMatch(/^retry-after: 1\r$/m);
  expect(refused).toMatch(/^content-type: application\/problem\+json/m);
  expect(JSON.parse(String(refused).split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 503, code: 'OVERLOADED' });

  const [long] = await once(begun(1_000_000), 'data');
  expect(long).toMatch(/^HTTP\/1.1 503 [\s\S]*^connection: close\r$/m);
  const graphql = await gateway.graphql('{ viewer { clientId } }');
  expect(graphql).toMatchObject({ status: 503, errors: [{ extensions: { code: 'OVERLOADED' } }] });
  expect((await gateway.get('/api/CallData?clientId=acme&callid=1&caller=2')).status).toBe(503);
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const [, response] = await once(socket, 'unexpected-response');
  expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '1']);

  for (const path of ['/livez', '/readyz', '/openapi.json', '/webhooks/parloa?parloa-health-check']) {
    expect([path, (await gateway.get(path)).status]).toEqual([path, 200]);
  }
  expect(await metrics()).toMatch(/^talkgraph_overloaded 1$/m);
  expect(await metrics()).toMatch(/^talkgraph_overload_refused 4$/m);

  for (const [index, accepted] of held.entries()) {
    accepted.write(bodies[index] ?? '');
    const [answer] = await once(accepted, 'data');
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n[\s\S]*"created":1/);
    accepted.destroy();
  }
  await inFlight(0);
  const { data } = await gateway.graphql('{ transactions(first: 9) { nodes { transactionId } } }');
  expect(data.transactions.nodes).toHaveLength(HELD - 1);
  await until(async () => log.some((line) => line.includes('no longer overloaded')));
  expect(log.filter((line) => line.includes('overloaded'))).toHaveLength(2);
  expect(JSON.parse(log.at(-1) ?? '')).toMatchObject({ level: 'warn', refused: 4 });
});
