import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventsOf } from '../support/event-stream.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { subscribers } from '../support/until.js';

const HANGUPS = 'subscription ($after: String) { hangupRecorded(after: $after) { hangup { call { callId } } } }';
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ variables: { SOCKETS_PER_KEY: '2', ALLOWED_ORIGINS: 'https://desk.example' } });
});

afterAll(() => gateway.dispose());

const hangUp = (callId: string) =>
  gateway.graphql('mutation ($id: String!) { recordHangup(input: { callId: $id }) { outcome } }', { id: callId });
const callIdOf = (event: { data: { data: { hangupRecorded: { hangup: { call: { callId: string } } } } } } | null) =>
  event?.data.data.hangupRecorded.hangup.call.callId;

interface Opening {
  readonly query?: string;
  readonly variables?: object;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

/** Opens a stream; `leave` closes it from this side. */
async function open({ query = HANGUPS, variables = {}, key = gateway.keys.read, headers = {} }: Opening = {}) {
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const leaving = new AbortController();
  const response = await fetch(`${gateway.url}/graphql/stream?${search}`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${key}`, ...headers },
    signal: leaving.signal,
  });
  return { response, next: eventsOf(response), leave: () => leaving.abort() };
}

describe('a stream of server-sent events', () => {
  test('brings what is recorded, each event with its cursor as id, and goes on after the last one seen', async () => {
    const first = await open();
    expect(first.response.headers.get('content-type')).toContain('text/event-stream');
    await subscribers(gateway.url, 1);
    await hangUp('stream-1');
    const event = await first.next();
    expect([event?.event, callIdOf(event)]).toEqual(['next', 'stream-1']);
    first.leave();
    await subscribers(gateway.url, 0);
    await hangUp('stream-2');
    await hangUp('stream-3');
    const second = await open({ headers: { 'last-event-id': event?.id ?? '' }, variables: { after: 'nonsense' } });
    expect([callIdOf(await second.next()), callIdOf(await second.next())]).toEqual(['stream-2', 'stream-3']);
    await subscribers(gateway.url, 1);
    await hangUp('stream-4');
    expect(callIdOf(await second.next())).toBe('stream-4');
    second.leave();
    await subscribers(gateway.url, 0);
  });

  test('shares its execution with sockets that ask the same', async () => {
    const stream = await open();
    const socket = gateway.socket().iterate<{ hangupRecorded: object }>({ query: HANGUPS });
    const told = socket.next();
    await subscribers(gateway.url, 2);
    expect(await (await gateway.get('/metrics')).text()).toMatch(/^talkgraph_subscriber_groups 1$/m);
    await hangUp('stream-shared');
    expect((await told).value).toEqual((await stream.next())?.data);
    await socket.return?.();
    stream.leave();
    await subscribers(gateway.url, 0);
  });

  test('says why it ends', async () => {
    const { next } = await open({ headers: { 'last-event-id': 'nonsense' } });
    const error = {
      message: 'This is no cursor of this log.',
      extensions: { code: 'BAD_USER_INPUT', path: ['after'], requestId: expect.any(String) },
    };
    expect(await next()).toEqual({ id: null, event: 'next', data: { errors: [error] } });
    expect(await next()).toEqual({ id: null, event: 'complete', data: null });
    expect(await next()).toBeNull();
  });

  test.each<[string, Opening, number, string]>([
    ['no key', { key: '' }, 401, 'UNAUTHENTICATED'],
    ['a page of another origin', { headers: { origin: 'https://evil.example' } }, 403, 'FORBIDDEN'],
    ['a client that wants no events', { headers: { accept: 'application/json' } }, 406, 'BAD_USER_INPUT'],
    ['a query', { query: '{ viewer { clientId } }' }, 400, 'BAD_USER_INPUT'],
    ['a document that makes no sense', { query: 'subscription { nothing }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a wrong variable', { variables: { after: 7 } }, 400, 'BAD_USER_INPUT'],
  ])('refuses %s', async (_what, opening, status, code) => {
    const { response } = await open(opening);
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect([response.status, errors[0]?.extensions.code]).toEqual([status, code]);
  });

  test('takes its key where some can set no other header, and counts with the sockets of the key', async () => {
    const headers = { 'x-functions-key': gateway.keys.read, authorization: '' };
    const streams = [await open({ headers }), await open({ headers })];
    await subscribers(gateway.url, 2);
    expect((await open({ headers })).response.status).toBe(429);
    for (const { leave } of streams) leave();
    await subscribers(gateway.url, 0);
    const again = await open({ headers });
    expect(again.response.status).toBe(200);
    again.leave();
    await subscribers(gateway.url, 0);
  });

  test('ends, like a socket, within a second when its key is revoked', async () => {
    const created = await gateway.graphql(
      'mutation { createApiKey(input: { name: "short", scopes: [READ] }) { secret apiKey { id } } }',
      {},
      gateway.keys.admin,
    );
    const { secret, apiKey } = created.data.createApiKey;
    const stream = await open({ key: secret });
    const socket = gateway.socket(secret);
    const closed = new Promise((resolve) => socket.on('closed', (event) => resolve((event as { code: number }).code)));
    const told = socket.iterate({ query: HANGUPS }).next();
    told.catch(() => undefined);
    await subscribers(gateway.url, 2);
    const revoked = performance.now();
    const revoke = 'mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { id } } }';
    await gateway.graphql(revoke, { id: apiKey.id }, gateway.keys.admin);
    expect([await closed, await stream.next()]).toEqual([4403, null]);
    expect(performance.now() - revoked).toBeLessThan(1_000);
    await subscribers(gateway.url, 0);
  });
});

test('a stream is cut without a word when the gateway stops, so that its reader goes on elsewhere', async () => {
  const stopping = await startGateway();
  const search = new URLSearchParams({ query: HANGUPS });
  const headers = { accept: 'text/event-stream', authorization: `Bearer ${stopping.keys.read}` };
  const next = eventsOf(await fetch(`${stopping.url}/graphql/stream?${search}`, { headers }));
  await subscribers(stopping.url, 1);
  const end = next();
  await stopping.dispose();
  expect(await end).toBeNull();
});
