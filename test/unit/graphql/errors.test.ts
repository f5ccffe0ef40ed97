import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aGateway, type Gateway } from './gateway.js';

const NUMBER = '+491766104';
const RECORD = 'mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { rejected } }';
const item = (more: object) => ({
  input: { transactions: [{ transactionId: 't', callId: 'c', requestTimestamp: '2023-03-02T17:11:45Z', ...more }] },
});

describe('Errors of the GraphQL room', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await aGateway();
  });
  afterAll(() => gateway.close());

  it.each([
    ['a date', { requestTimestamp: NUMBER }, 'requestTimestamp'],
    ['an integer', { responseTimeMs: NUMBER }, 'responseTimeMs'],
    ['an integer out of range', { responseTimeMs: 4917661049999 }, 'responseTimeMs'],
    ['a fraction for an integer', { responseTimeMs: 491766104.5 }, 'responseTimeMs'],
    ['an enum', { kind: NUMBER }, 'kind'],
    ['a boolean', { endTalk: NUMBER }, 'endTalk'],
    ['a string', { text: 491766104 }, 'text'],
    ['null where a value must be', { callId: null }, 'callId'],
  ])('say where %s in a variable is wrong, and never what it was', async (_what, more, field) => {
    const { status, body, text } = await gateway.ask(RECORD, { variables: item(more) });
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    expect(body.errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', path: ['input', 'transactions', '0', field] });
    expect(body.errors[0].message).toContain(`input.transactions.0.${field}`);
    expect(text).not.toContain('491766104');
  });

  it('refuse an unknown field by its name', async () => {
    const { body } = await gateway.ask(RECORD, { variables: item({ phoneNumber: NUMBER }) });
    expect(body.errors[0].message).toContain('"phoneNumber"');
    expect(body.errors[0].extensions.path).toEqual(['input', 'transactions', '0', 'phoneNumber']);
  });

  it('do not repeat an unknown field whose name is no name', async () => {
    const { text } = await gateway.ask(RECORD, { variables: item({ [NUMBER]: 1 }) });
    expect(text).not.toContain(NUMBER);
    expect(text).toContain('is not defined by type');
  });

  it.each([
    [`{ calls(filter: { startedAt: { from: "${NUMBER}" } }) { totalCount } }`, ['filter', 'startedAt', 'from']],
    [`{ calls(filter: { minimumTurns: "${NUMBER}" }) { totalCount } }`, ['filter', 'minimumTurns']],
    ['{ calls(filter: { minimumTurns: 49176610499 }) { totalCount } }', ['filter', 'minimumTurns']],
    ['{ calls(filter: { outcome: [COMPLETED, N491766104] }) { totalCount } }', ['filter', 'outcome', '1']],
    ['{ call(callId: 491766104) { id } }', ['callId']],
    ['query ($id: Int = "491766104") { calls(first: $id) { totalCount } }', ['id']],
  ])('say where a literal is wrong, and never what it was: %s', async (query, path) => {
    const { status, body, text } = await gateway.ask(query);
    expect(status).toBe(400);
    expect(body.errors[0].extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED', path });
    expect(body.errors[0].message).toContain(path.join('.'));
    expect(text).not.toContain('491766104');
  });

  it('do not repeat what a syntax error stumbled over', async () => {
    const { body, text } = await gateway.ask(`{ call(callId "${NUMBER}") { id } }`);
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_PARSE_FAILED');
    expect(text).not.toContain('491766104');
  });

  it('mask what nobody expected, and log it', async () => {
    gateway.logged.length = 0;
    const { status, body, text } = await gateway.ask('{ call(callId: "secret-failure") { id } }');
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { call: null },
      errors: [
        {
          message: 'Internal server error.',
          path: ['call'],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'INTERNAL_SERVER_ERROR' },
        },
      ],
    });
    expect(text).not.toContain('hunter2');
    expect(String((gateway.logged[0] as { err: Error }).err)).toContain('hunter2');
  });

  it('offer no suggestions in production', async () => {
    const { text } = await gateway.ask('{ cals { id } }');
    expect(text).toContain('Cannot query field');
    expect(text).not.toContain('Did you mean');
  });

  it('offer suggestions in development', async () => {
    const development = await aGateway({ production: false });
    expect((await development.ask('{ cals { id } }')).text).toContain('Did you mean');
    await development.close();
  });

  it.each([
    ['none', null],
    ['a wrong one', 'key-wrong'],
  ])('answer 401 where the key is %s', async (_what, key) => {
    const { status, body } = await gateway.ask('{ viewer { id } }', { key });
    expect(status).toBe(401);
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it.each([
    ['key-read', RECORD],
    ['key-write', 'mutation { revokeApiKey(id: "x") { apiKey { id } } }'],
    ['key-write', '{ viewer { apiKeys { id } } }'],
  ])('answer 403 where %s may not do it', async (key, query) => {
    const { status, body } = await gateway.ask(query, { key, variables: query === RECORD ? item({}) : {} });
    expect(status).toBe(403);
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it('answer 200 to a bad document where the client takes application/json alone', async () => {
    expect((await gateway.ask('{ nothing }', { headers: { accept: 'application/json' } })).status).toBe(200);
    expect((await gateway.ask('{', { headers: { accept: 'application/json' } })).status).toBe(200);
    expect(
      (await gateway.ask('{ nothing }', { headers: { accept: 'application/graphql-response+json' } })).status,
    ).toBe(400);
  });

  it('refuse a batch of operations, a foreign origin and a form', async () => {
    const headers = { authorization: 'Bearer key-read', 'content-type': 'application/json' };
    const batch = await gateway.http.inject({
      method: 'POST',
      url: '/graphql',
      headers,
      payload: '[{"query":"{__typename}"}]',
    });
    expect(batch.statusCode).toBe(400);
    const foreign = await gateway.ask('{ __typename }', { headers: { origin: 'https://evil.example' } });
    expect([foreign.status, foreign.body.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect((await gateway.ask('{ __typename }', { headers: { origin: 'https://desk.example.com' } })).status).toBe(200);
    const get = await gateway.http.inject({
      url: '/graphql?query=%7B__typename%7D',
      headers: { authorization: 'Bearer key-read' },
    });
    expect(get.statusCode).toBe(400);
  });

  it('name the operation that is missing', async () => {
    const { status, body } = await gateway.ask('query A { __typename } query B { __typename }');
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});
