import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';
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

test.each(['', 'nonsense', `00-${'0'.repeat(32)}-${SPAN}-01`, `00-${TRACE}-${'0'.repeat(16)}-01`])(
  'a trace that is none (%s) is not passed on: a new one begins',
  async (traceparent) => {
    const requestId = `own-2-${traceparent.length}`;
    await gateway.get('/openapi.json', { 'x-request-id': requestId, traceparent });
    const [line] = (await lineOf(requestId)).slice(-1);
    expect(line?.['traceId']).toMatch(/^[\da-f]{32}$/);
    expect(line?.['traceId']).not.toBe(TRACE);
    expect(line).not.toHaveProperty('parentSpanId');
  },
);

test('what fails behind a body that was read is told of in the same context, and without the body', async () => {
  const before = lines.length;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.keys.read}` };
  await gateway.post('/graphql', '{"query": secret-of-a-caller', { ...headers, 'x-request-id': 'own-3' });
  const told = await lineOf('own-3');
  expect(told).toMatchObject([{ msg: 'request', status: 400 }]);
  expect(JSON.stringify(lines.slice(before))).not.toContain('secret-of-a-caller');
});
