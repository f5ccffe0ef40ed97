import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeId } from '../../../src/graphql/node/node.js';
import { aGateway, type Gateway } from './gateway.js';
import { START } from './rows.js';

const TRANSACTIONS = `mutation ($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) {
    created rejected results { outcome transactionId transaction { id } error { code message path } }
  }
}`;
const HANGUP =
  'mutation ($input: RecordHangupInput!) { recordHangup(input: $input) { outcome hangup { id } error { path } } }';
const CALL_DATA =
  'mutation ($input: RecordCallDataInput!) { recordCallData(input: $input) { outcome error { path } } }';
const TURN = { transactionId: 't1', callId: 'c1', requestTimestamp: '2023-03-02T18:11:45.602+01:00' };

describe('Recording by GraphQL', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await aGateway();
  });
  beforeEach(() => {
    gateway.recorder.items.length = 0;
  });
  afterAll(() => gateway.close());

  it('makes a turn of an item, with only what was given in its text', async () => {
    const variables = `{"input":{"transactions":[{"callId":"c1","transactionId":"t1","requestTimestamp":"2023-03-02T18:11:45.602+01:00",
      "platform":"phoneV2","endTalk":true,"errorCount":2,"from":{"id":"s1"},"intent":{"name":"Bye","confidence":1},
      "request":{"b":-4300620255518597600,"a":null},"variables":[{"id":"v","value":12345678901234567890}]}]}}`;
    const { body } = await gateway.ask(TRANSACTIONS, { variables });
    expect(body.errors).toBeUndefined();
    expect(body.data.recordTransactions).toEqual({
      created: 1,
      rejected: 0,
      results: [
        { outcome: 'CREATED', transactionId: 't1', transaction: { id: encodeId('Transaction', 11) }, error: null },
      ],
    });
    const [item] = gateway.recorder.items;
    expect(item).toMatchObject({ source: 'API', eventType: 'transaction', key: 't1' });
    expect(item?.body).toBe(
      '{"transactionId":"t1","callId":"c1","requestTimestamp":"2023-03-02T17:11:45.602Z","kind":"TURN","platform":"phoneV2",' +
        '"endTalk":true,"intent":{"name":"Bye","confidence":1},"from":{"id":"s1"},' +
        '"variables":[{"id":"v","value":12345678901234567890}],"errorCount":2,"request":{"b":-4300620255518597600,"a":null}}',
    );
    expect(item?.content).toMatchObject({
      understood: true,
      records: [
        {
          type: 'transaction',
          identifiers: [{ kind: 'callId', value: 'c1' }],
          channel: 'PHONE',
          requestTimestamp: START,
          terminal: true,
          errors: { occurrences: 2, affectedSteps: [] },
          warnings: null,
          from: { stateId: 's1', name: null, dialogName: null },
          variables: [{ id: 'v', name: null, value: '12345678901234567890' }],
        },
      ],
    });
  });

  it('makes an end signal, too, of a hang-up', async () => {
    await gateway.ask(TRANSACTIONS, { variables: { input: { transactions: [{ ...TURN, kind: 'HANGUP' }] } } });
    expect(gateway.recorder.items[0]?.content).toMatchObject({
      records: [
        { type: 'transaction', terminal: true, channel: null },
        { type: 'hangup', key: 't1', transactionId: 't1', occurredAt: START, initiator: null },
      ],
    });
  });

  it.each([
    [{ callId: ' ' }, ['callId']],
    [{ transactionId: 'x'.repeat(501) }, ['transactionId']],
    [{ responseTimeMs: -1 }, ['responseTimeMs']],
    [{ intent: { name: 'a', confidence: 1.01 } }, ['intent', 'confidence']],
    [{ intentRanking: [{ name: 'a' }, { name: '' }] }, ['intentRanking', '1', 'name']],
    [{ handledBy: { id: '' } }, ['handledBy', 'id']],
    [{ variables: [{ id: '' }] }, ['variables', '0', 'id']],
  ])('rejects %j alone, and the others stand', async (more, path) => {
    const transactions = [TURN, { ...TURN, ...more }, { ...TURN, transactionId: 't3' }];
    const { body } = await gateway.ask(TRANSACTIONS, { variables: { input: { transactions } } });
    const { results, created, rejected } = body.data.recordTransactions;
    expect([created, rejected]).toEqual([2, 1]);
    expect(results[1]).toMatchObject({
      outcome: 'REJECTED',
      error: { code: 'BAD_USER_INPUT', path: ['transactions', '1', ...path] },
    });
    expect(gateway.recorder.items.map(({ key }) => key)).toEqual(['t1', 't3']);
  });

  it('refuses an empty batch and one that is too large', async () => {
    const empty = await gateway.ask(TRANSACTIONS, { variables: { input: { transactions: [] } } });
    expect(empty.body.errors[0].extensions.path).toEqual(['input', 'transactions']);
    const many = Array.from({ length: 1_001 }, () => TURN);
    const large = await gateway.ask(TRANSACTIONS, { variables: { input: { transactions: many } } });
    expect(large.body.errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', path: ['input', 'transactions'] });
    expect(gateway.recorder.items).toEqual([]);
  });

  it('records an end signal by its call, or by its own key', async () => {
    const input = { callId: 'c1', reasonCode: 'client-disconnected', sipHeaders: [{ name: 'Reason', value: 'Q.850' }] };
    const { body } = await gateway.ask(HANGUP, { variables: { input } });
    expect(body.data.recordHangup).toEqual({
      outcome: 'CREATED',
      hangup: { id: encodeId('HangupEvent', 1) },
      error: null,
    });
    await gateway.ask(HANGUP, { variables: { input: { callId: 'c1', idempotencyKey: 'k' } } });
    expect(gateway.recorder.items.map(({ key }) => key)).toEqual(['["c1",null]', '["c1","k"]']);
    expect(gateway.recorder.items[0]?.content).toMatchObject({
      records: [{ reasonCodeRaw: 'client-disconnected', occurredAt: null }],
    });
  });

  it.each([
    ['too many', Array.from({ length: 101 }, () => ({ name: 'a', value: '' }))],
    ['too long', [{ name: 'a', value: 'x'.repeat(12_000) }]],
  ])('rejects SIP headers that are %s', async (_what, sipHeaders) => {
    const { body } = await gateway.ask(HANGUP, { variables: { input: { callId: 'c1', sipHeaders } } });
    expect(body.data.recordHangup).toMatchObject({ outcome: 'REJECTED', error: { path: ['input', 'sipHeaders'] } });
  });

  it('records CallData with its fields in their order', async () => {
    const variables = '{"input":{"callId":"c1","callerId":"+4930123456","fields":{"z":1,"a":-4300620255518597600}}}';
    expect((await gateway.ask(CALL_DATA, { variables })).body.data.recordCallData.outcome).toBe('CREATED');
    expect(gateway.recorder.items[0]?.content).toMatchObject({
      records: [{ type: 'callData', idempotent: true, fields: '{"z":1,"a":-4300620255518597600}' }],
    });
    const { body } = await gateway.ask(CALL_DATA, {
      variables: { input: { callId: 'c', callerId: 'd', fields: [1] } },
    });
    expect(body.data.recordCallData).toEqual({ outcome: 'REJECTED', error: { path: ['input', 'fields'] } });
  });

  it('makes and revokes keys', async () => {
    const made = await gateway.ask(
      'mutation { createApiKey(input: { name: "desk", scopes: [READ, READ] }) { secret apiKey { name scopes } } }',
    );
    expect(made.body.data.createApiKey).toEqual({ secret: 'shown once', apiKey: { name: 'desk', scopes: ['READ'] } });
    const revoke = (id: string) =>
      gateway.ask('mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { revokedAt } } }', { variables: { id } });
    expect((await revoke(encodeId('ApiKey', 1))).body.data.revokeApiKey.apiKey.revokedAt).toBe(
      '2023-03-02T17:11:45.602Z',
    );
    for (const id of [encodeId('ApiKey', 9), encodeId('Call', 1), '49176']) {
      expect((await revoke(id)).body.errors[0]).toMatchObject({
        message: 'There is no such API key.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
  });
});
