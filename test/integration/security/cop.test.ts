import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { type Gateway, startGateway } from '../../support/gateway.js';

// The checks of graphql-cop, in production, and what of them a subscription could be made to do.
// https://github.com/dolevf/graphql-cop
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ variables: { NODE_ENV: 'production' } });
});
afterAll(() => gateway.dispose());

const authorization = () => ({ authorization: `Bearer ${gateway.keys.admin}` });
const json = () => ({ 'content-type': 'application/json', ...authorization() });

/** The answer's text and what it says, where it says something. */
async function sent(init: RequestInit, search = '') {
  const response = await fetch(`${gateway.url}/graphql${search}`, init);
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : null,
  };
}
const posted = (body: unknown) => sent({ method: 'POST', headers: json(), body: JSON.stringify(body) });

const repeated = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => one(i)).join(' ');
const ALIASES = repeated(101, (index) => `alias${index}: __typename`);
const DUPLICATES = repeated(500, () => '__typename');
const DIRECTIVES = repeated(10, () => '@aa');
const CIRCULAR =
  '{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }';

describe('over HTTP, graphql-cop finds no', () => {
  test('field suggestions', async () => {
    const { text } = await posted({ query: '{ __schema { directive } }' });
    const misspelled = await posted({ query: '{ cals { nodes { callId } } }' });
    expect(text + misspelled.text).not.toMatch(/did you mean/i);
  });

  test('introspection', async () => {
    const { body } = await posted({ query: '{ __schema { types { name fields { name } } } }' });
    expect([body.data, body.errors.length]).toEqual([undefined, 1]);
    expect((await posted({ query: '{ __type(name: "Call") { name } }' })).body.data).toBeUndefined();
  });

  test.each(['/graphql', '/graphiql', '/playground', '/console', '/graphql/console', '/altair'])(
    'explorer at %s',
    async (path) => {
      const response = await fetch(gateway.url + path, { headers: { accept: 'text/html', ...authorization() } });
      expect(await response.text()).not.toMatch(/graphiql|playground|<html/i);
    },
  );

  test('query by GET from a page, which sends no header of its own', async () => {
    const { status, body } = await sent({ headers: authorization() }, '?query={__typename}');
    expect([status, body.data]).toEqual([400, undefined]);
  });

  test('mutation by GET, not even with the header', async () => {
    const query = encodeURIComponent('mutation { revokeApiKey(id: "x") { __typename } }');
    const headers = { 'apollo-require-preflight': 'yes', ...authorization() };
    const { status, body } = await sent({ headers }, `?query=${query}`);
    expect([status, body.data]).toEqual([405, undefined]);
  });

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'POST of a form (%s)',
    async (type) => {
      const headers = { 'content-type': type, ...authorization() };
      const { status, body } = await sent({ method: 'POST', headers, body: 'query=%7B__typename%7D' });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body?.data).toBeUndefined();
    },
  );

  test.each([
    ['aliases without end', `query cop { ${ALIASES} }`],
    ['fields repeated without end', `query cop { ${DUPLICATES} }`],
    ['directives without end', `query cop { __typename ${DIRECTIVES} }`],
    ['known directives without end', `query cop { __typename ${repeated(10, () => '@include(if: true)')} }`],
    ['circular introspection', CIRCULAR],
  ])('%s', async (_name, query) => {
    const { body } = await posted({ query });
    expect([body.data, body.errors.length > 0]).toEqual([undefined, true]);
  });

  test('batch of queries', async () => {
    const { status, body } = await posted(Array.from({ length: 10 }, () => ({ query: '{ __typename }' })));
    expect([status >= 400, body.length, body.data]).toEqual([true, undefined, undefined]);
  });

  test('trace', async () => {
    const { body } = await posted({ query: '{ __typename }', extensions: { tracing: true } });
    expect(body).toEqual({ data: { __typename: 'Query' } });
  });

  test.each(['qwerty cop { abc }', '{', '{ call }', 'query ($a: Unknown) { viewer { id } }'])(
    'unhandled error (%s)',
    async (query) => {
      const { text, status } = await posted({ query });
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(/exception|stacktrace|node_modules|\.js:/i);
    },
  );
});

describe('over the socket, nothing of it is found', () => {
  /** How the socket answers a `subscribe`: a message, or the code with which it closes. */
  async function answered(
    payload: unknown,
    raw?: string,
  ): Promise<{ type?: string; payload?: object[]; code?: number }> {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: authorization() }));
    await once(socket, 'message');
    const answer = Promise.race([
      once(socket, 'message').then(([data]) => JSON.parse(String(data))),
      once(socket, 'close').then(([code]) => ({ code })),
    ]);
    socket.send(raw ?? JSON.stringify({ type: 'subscribe', id: '1', payload }));
    const result = await answer;
    socket.terminate();
    return result;
  }

  const live = (selection: string) => `subscription cop { callChanged { cursor ${selection} } }`;
  test.each([
    ['introspection', live('call { callId } } __schema { types { name } ')],
    ['introspection of a query', '{ __schema { types { name } } }'],
    ['aliases', live(`call { ${repeated(101, (index) => `a${index}: callId`)} }`)],
    ['directives', live(`call { callId ${repeated(10, () => '@include(if: true)')} }`)],
    ['unknown directives', live(`call { callId ${DIRECTIVES} }`)],
    ['fields repeated at the root', `subscription cop { ${repeated(500, () => 'callChanged { cursor }')} }`],
    ['circular introspection', CIRCULAR],
    ['a mutation', 'mutation { revokeApiKey(id: "x") { __typename } }'],
    ['a query', '{ __typename }'],
    ['nonsense', 'qwerty cop { abc }'],
    ['a misspelled field', 'subscription { callChangd { cursor } }'],
  ])('%s', async (_name, query) => {
    const { type, payload } = await answered({ query });
    expect(type).toBe('error');
    expect(JSON.stringify(payload)).not.toMatch(/did you mean|stacktrace|node_modules|\.js:/i);
  });

  test('a batch', async () => {
    const one = { type: 'subscribe', id: '1', payload: { query: live('') } };
    expect(await answered(null, JSON.stringify([one, one]))).toEqual({ code: 4400 });
  });

  test('a page of another origin', async () => {
    const options = { origin: 'https://evil.example' };
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', options);
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(403);
  });
});
