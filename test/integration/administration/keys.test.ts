import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { until } from '../../support/until.js';

const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { secret apiKey { id scopes expiresAt source prefix } }
}`;
const ROTATE = `mutation ($id: ID!, $overlapSeconds: Int) {
  rotateApiKey(id: $id, overlapSeconds: $overlapSeconds) {
    secret apiKey { id name scopes source expiresAt } previous { id expiresAt }
  }
}`;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const create = (input: object) => gateway.graphql(CREATE, { input }, gateway.keys.admin);
const rotate = (variables: object) => gateway.graphql(ROTATE, variables, gateway.keys.admin);
const viewer = async (key: string) => (await gateway.graphql('{ viewer { clientId } }', {}, key)).status;
const deliver = async (path: string, key: string) =>
  (await gateway.post(path, [], { authorization: `Bearer ${key}` })).status;

describe('a key with an end', () => {
  test('lets nobody in after it, and its sockets end', async () => {
    const expiresAt = new Date(Date.now() + 1_500).toISOString();
    const { data } = await create({ name: 'short', scopes: ['READ'], expiresAt });
    const { secret, apiKey } = data.createApiKey;
    expect(apiKey.expiresAt).toBe(expiresAt);
    expect(await viewer(secret)).toBe(200);
    const closed = new Promise<{ code: number }>((resolve) => {
      const socket = gateway.socket(secret);
      socket.on('closed', (event) => resolve(event as { code: number }));
      socket.subscribe(
        { query: 'subscription { hangupRecorded { cursor } }' },
        { next() {}, error() {}, complete() {} },
      );
    });
    expect((await closed).code).toBe(4403);
    await until(async () => (await viewer(secret)) === 401);
  });

  test('cannot be made with an end that is over', async () => {
    const { errors } = await create({ name: 'late', scopes: ['READ'], expiresAt: '2020-01-01T00:00:00Z' });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' }, path: ['createApiKey'] });
  });
});

describe('a key that is rotated', () => {
  test('works beside its successor while they overlap, and both have the same rights', async () => {
    const made = (await create({ name: 'desk', scopes: ['READ'] })).data.createApiKey;
    const { data } = await rotate({ id: made.apiKey.id, overlapSeconds: 60 });
    const { secret, apiKey, previous } = data.rotateApiKey;
    expect(apiKey).toMatchObject({ name: 'desk', scopes: ['READ'], source: null, expiresAt: null });
    expect(previous.id).toBe(made.apiKey.id);
    expect(Date.parse(previous.expiresAt) - Date.now()).toBeGreaterThan(50_000);
    expect([await viewer(made.secret), await viewer(secret)]).toEqual([200, 200]);
  });

  test('ends at once without an overlap, and has no second successor', async () => {
    const made = (await create({ name: 'desk', scopes: ['READ'] })).data.createApiKey;
    const { data } = await rotate({ id: made.apiKey.id, overlapSeconds: 0 });
    expect([await viewer(made.secret), await viewer(data.rotateApiKey.secret)]).toEqual([401, 200]);
    const again = await rotate({ id: made.apiKey.id });
    expect(again.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  test('has a successor that lives as long as itself', async () => {
    const expiresAt = new Date(Date.now() + 1_000_000).toISOString();
    const made = (await create({ name: 'short', scopes: ['READ'], expiresAt })).data.createApiKey;
    const { data } = await rotate({ id: made.apiKey.id });
    const end = Date.parse(data.rotateApiKey.apiKey.expiresAt);
    expect(Math.abs(end - Date.parse(expiresAt))).toBeLessThan(60_000);
  });

  test.each([-1, 2_592_001])('overlaps for no %d seconds', async (overlapSeconds) => {
    const made = (await create({ name: 'desk', scopes: ['READ'] })).data.createApiKey;
    const { errors } = await rotate({ id: made.apiKey.id, overlapSeconds });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(await viewer(made.secret)).toBe(200);
  });
});

describe('a key that is bound to a source', () => {
  test('delivers for it and does nothing else', async () => {
    const { data } = await create({ name: 'parloa', scopes: ['WRITE'], source: 'PARLOA' });
    const { secret, apiKey } = data.createApiKey;
    expect(apiKey.source).toBe('PARLOA');
    expect(await deliver('/webhooks/parloa', secret)).toBe(200);
    expect(await deliver('/webhooks/whippy', secret)).toBe(403);
    const { status, errors } = await gateway.graphql('{ __typename }', {}, secret);
    expect([status, errors?.[0]?.extensions?.code]).toEqual([403, 'FORBIDDEN']);
    const body = { input: { callid: 'c', callerid: '+4915112345678' } };
    const path = '/api/CallData?clientId=acme';
    expect((await gateway.post(path, body, { 'x-functions-key': secret })).status).toBe(403);
  });

  test('of CallData leaves records and reads none', async () => {
    const { data } = await create({ name: 'bot', scopes: ['WRITE'], source: 'CALL_DATA' });
    const headers = { 'x-functions-key': data.createApiKey.secret };
    const body = { input: { callid: 'c-1', callerid: '+4915112345678' } };
    expect((await gateway.post('/api/CallData?clientId=acme', body, headers)).status).toBe(200);
    const question = '/api/CallData?clientId=acme&callid=c-1&caller=%2B4915112345678';
    expect((await gateway.get(question, headers)).status).toBe(403);
  });

  test.each([
    [['WRITE'], 'API'],
    [['READ', 'WRITE'], 'PARLOA'],
    [['ADMIN'], 'WHIPPY'],
  ])('has no scopes %j for %s', async (scopes, source) => {
    const { errors } = await create({ name: 'bound', scopes, source });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});
