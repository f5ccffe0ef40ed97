import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  LinkCallsDocument,
  RecordSessionDocument,
  RecordTransactionsDocument,
  SessionsOfCallDocument,
} from '../../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { anotherClient } from '../../support/other-client.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

const turn = (callId: string, transactionId: string) => ({
  callId,
  transactionId,
  requestTimestamp: '2024-01-01T00:00:00.000Z',
});
const link = async (...callIds: string[]) => (await gateway.run(LinkCallsDocument, { callIds })).linkCalls.call;
const callOf = async (callId: string) => (await gateway.run(SessionsOfCallDocument, { callId })).call;
const nodeOf = async (id: string, key?: string) =>
  (await gateway.graphql('query ($id: ID!) { node(id: $id) { id ... on Call { turnCount } } }', { id }, key)).data.node;

describe('linked calls', () => {
  test('are one call, to which all old ids lead, with every record of both', async () => {
    await gateway.run(RecordTransactionsDocument, { transactions: [turn('left', 't1'), turn('right', 't2')] });
    await gateway.run(RecordSessionDocument, { input: { sessionId: 'session', callId: 'right' } });
    const ids = [(await callOf('left'))?.id ?? '', (await callOf('right'))?.id ?? ''];
    expect(ids[0]).not.toBe(ids[1]);

    const one = await link('right', 'left');
    expect(one).toMatchObject({ callId: 'left', turnCount: 2 });
    for (const name of ['left', 'right', 'session']) expect((await callOf(name))?.id).toBe(one.id);
    for (const id of ids) expect(await nodeOf(id)).toEqual({ id: one.id, turnCount: 2 });
    expect((await callOf('left'))?.sessions).toMatchObject([{ sessionId: 'session' }]);
    expect(await link('left', 'right')).toEqual(one);
    const { data } = await gateway.graphql('{ calls { totalCount } }');
    expect(data.calls.totalCount).toBe(1);
  });

  test('may be linked before anything is known of them', async () => {
    const early = await link('early', 'later');
    await gateway.run(RecordTransactionsDocument, { transactions: [turn('early', 't3'), turn('later', 't4')] });
    expect(await callOf('later')).toMatchObject({ id: early.id, callId: 'early' });
    expect(await nodeOf(early.id)).toMatchObject({ turnCount: 2 });
  });

  test('of one client are never those of another', async () => {
    const stranger = await anotherClient(gateway.databaseUrl);
    const mine = await callOf('left');
    const { data } = await gateway.graphql(
      'mutation { linkCalls(input: { callIds: ["left", "early"] }) { call { id turnCount } } }',
      {},
      stranger,
    );
    expect(data.linkCalls.call.turnCount).toBe(0);
    expect(data.linkCalls.call.id).not.toBe(mine?.id);
    expect(await nodeOf(mine?.id ?? '', stranger)).toBeNull();
    expect((await callOf('early'))?.id).not.toBe(mine?.id);
  });
});

describe('one key for the ends of two calls', () => {
  test('does not tie them together', async () => {
    const end = (callId: string) =>
      gateway.graphql(
        'mutation ($input: RecordHangupInput!) { recordHangup(input: $input) { outcome hangup { id call { callId } } } }',
        { input: { callId, idempotencyKey: 'end' } },
      );
    const [one, again, other] = [await end('call-1'), await end('call-1'), await end('call-2')];
    expect(again.data.recordHangup).toEqual({ ...one.data.recordHangup, outcome: 'DUPLICATE' });
    expect(other.data.recordHangup).toMatchObject({ outcome: 'CREATED', hangup: { call: { callId: 'call-2' } } });
    expect((await callOf('call-1'))?.id).not.toBe((await callOf('call-2'))?.id);
  });
});
