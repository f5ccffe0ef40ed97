import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { eventsOf } from '../support/event-stream.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { withoutTable } from '../support/missing-table.js';
import { until } from '../support/until.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const lines: Record<string, unknown>[] = [];
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ onLog: (line) => lines.push(JSON.parse(line)) });
});
afterAll(() => gateway.dispose());

const lineOf = async (requestId: string) => {
  await until(async () => lines.some((line) => line['requestId'] === requestId));
  return lines.filter((line) => line['requestId'] === requestId);
};

test('a line has the ids of the request and of the trace that the caller gave', async () => {
  const headers = { authorization: `Bearer ${gateway.keys.read}`, 'x-request-id': 'own-1' };
  await gateway.get('/openapi.json', { ...headers, traceparent: `00-${TRACE}-${SPAN}-01` });
  expect(await lineOf('own-1')).toMatchObject([{ msg: 'request', traceId: TRACE, parentSpanId: SPAN }]);
});

test.each([
  '',
  'nonsense',
  `ff-${TRACE}-${SPAN}-01`,
  `00-${'0'.repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
])('a trace that is none (%s) is not passed on: a new one begins', async (traceparent) => {
  const requestId = `own-2-${traceparent.length}`;
  await gateway.get('/openapi.json', { 'x-request-id': requestId, traceparent });
  const [line] = (await lineOf(requestId)).slice(-1);
  expect(line?.['traceId']).toMatch(/^[\da-f]{32}$/);
  expect(line?.['traceId']).not.toBe(TRACE);
  expect(line).not.toHaveProperty('parentSpanId');
});

test('what fails behind a body that was read is told of in the same context, and without the body', async () => {
  const before = lines.length;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.keys.read}` };
  await gateway.post('/graphql', '{"query": secret-of-a-caller', { ...headers, 'x-request-id': 'own-3' });
  const told = await lineOf('own-3');
  expect(told).toMatchObject([{ msg: 'request', status: 400 }]);
  expect(JSON.stringify(lines.slice(before))).not.toContain('secret-of-a-caller');
});

describe('an error says to which request it belongs', () => {
  const own = (id: string, key = gateway.keys.read) => ({ authorization: `Bearer ${key}`, 'x-request-id': id });

  test.each([
    ['UNAUTHENTICATED', '{ viewer { clientId } }', 'no-key'],
    ['GRAPHQL_PARSE_FAILED', '{', null],
    ['GRAPHQL_VALIDATION_FAILED', '{ nothing }', null],
    ['BAD_USER_INPUT', '{ calls(first: 9999) { totalCount } }', null],
    ['FORBIDDEN', '{ viewer { apiKeys { id } } }', null],
  ])('%s over HTTP', async (code, query, key) => {
    const response = await gateway.post('/graphql', { query }, own(`http-${code}`, key ?? gateway.keys.read));
    const { errors } = (await response.json()) as { errors: { extensions: object }[] };
    expect(errors[0]?.extensions).toMatchObject({ code, requestId: `http-${code}` });
    expect(response.headers.get('x-request-id')).toBe(`http-${code}`);
  });

  test('as a stream', async () => {
    const headers = { accept: 'text/event-stream', ...own('stream-1') };
    const refused = await gateway.get('/graphql/stream?query=subscription{nothing}', headers);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { requestId: 'stream-1' } }] });
    const query = encodeURIComponent('subscription { callChanged(after: "nonsense") { cursor } }');
    const next = eventsOf(await gateway.get(`/graphql/stream?query=${query}`, { ...headers, ...own('stream-2') }));
    expect((await next())?.data).toMatchObject({ errors: [{ extensions: { requestId: 'stream-2' } }] });
  });

  test('on a socket, which was told of it when it opened', async () => {
    const headers = { 'x-request-id': 'socket-1' };
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    const opened = once(socket, 'open');
    const [upgraded] = (await once(socket, 'upgrade')) as [IncomingMessage];
    expect(upgraded.headers['x-request-id']).toBe('socket-1');
    await opened;
    const told = async (message: object) => {
      socket.send(JSON.stringify(message));
      return JSON.parse(String((await once(socket, 'message'))[0]));
    };
    const payload = { authorization: `Bearer ${gateway.keys.read}` };
    expect(await told({ type: 'connection_init', payload })).toMatchObject({ type: 'connection_ack' });
    const query = 'subscription { callChanged(after: "nonsense") { cursor } }';
    const refused = await told({ id: '1', type: 'subscribe', payload: { query } });
    expect(refused.payload).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', requestId: 'socket-1' } }]);
    socket.close();
  });

  test('and a masked one leads to its line in the log', async () => {
    const query = '{ auditLog { nodes { id } } }';
    const response = await withoutTable(gateway.databaseUrl, 'audit_entry', () =>
      gateway.post('/graphql', { query }, own('masked-1', gateway.keys.admin)),
    );
    expect(await response.json()).toMatchObject({
      errors: [
        { message: 'Internal server error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'masked-1' } },
      ],
    });
    const [told] = await lineOf('masked-1');
    expect(told).toMatchObject({ level: 'error', msg: 'A GraphQL operation failed', path: ['auditLog'] });
  });
});
