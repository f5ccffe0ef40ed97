import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeId } from '../../../src/graphql/node/node.js';
import { aGateway, type Gateway } from './gateway.js';

const GRAPH = `query Graph($first: Int) {
  calls(first: $first) {
    totalCount
    pageInfo { hasNextPage startCursor }
    edges { cursor node { id } }
    nodes {
      id callId startedAt durationMs platform
      caller { e164 kind }
      identities { source value }
      path { key name }
      hangup { id initiator state { name } botOperationData call { callId } }
      transactions(first: 10) {
        totalCount
        nodes {
          id transactionId requestTimestamp
          intent { name confidence sourceId }
          intentRanking { name }
          transition { from { name } to { name } transaction { id } }
          hangup { id }
          variables { value }
          request
          call { id }
        }
      }
    }
  }
}`;

describe('Reading by GraphQL', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await aGateway();
  });
  afterAll(() => gateway.close());

  it('reads a call as a graph, one statement a relation', async () => {
    gateway.reader.asked.length = 0;
    const { status, body, text } = await gateway.ask(GRAPH, { variables: { first: 20 } });
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
    expect(body.data.calls.nodes).toHaveLength(2);
    const [call] = body.data.calls.nodes;
    expect(call.id).toBe(encodeId('Call', 1));
    expect(call.startedAt).toBe('2023-03-02T17:11:45.602Z');
    expect(call.hangup).toMatchObject({ initiator: 'CALLER', state: { name: 'NEXT' }, call: { callId: 'call-1' } });
    expect(call.transactions.nodes[0].transition).toEqual({
      from: { name: 'BASE' },
      to: { name: 'NEXT' },
      transaction: { id: encodeId('Transaction', 11) },
    });
    expect(call.transactions.nodes.map((turn: { hangup: unknown }) => turn.hangup)).toEqual([
      null,
      null,
      { id: encodeId('HangupEvent', 1) },
    ]);
    expect(call.transactions.totalCount).toBe(3);
    expect(text).toContain('"request":{"n":-4300620255518597600}');
    expect(text).toContain('"value":{"b":1,"a":12345678901234567890}');
    expect(gateway.reader.asked.sort()).toEqual([
      'calls',
      'detailsByTransaction',
      'hangupsByCall',
      'hangupsByTransaction',
      'identitiesByCall',
      'pathsByCall',
      'transactionsByCall',
    ]);
  });

  it('finds nodes again by their ids, and nothing for what it does not know', async () => {
    const ids = [
      encodeId('Call', 1),
      encodeId('Transaction', 999),
      'nonsense',
      encodeId('ApiKey', 1),
      encodeId('Client', 2),
    ];
    const { body } = await gateway.ask(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Call { callId } ... on ApiKey { prefix } } }',
      { variables: { ids } },
    );
    expect(body).toEqual({
      data: {
        nodes: [
          { __typename: 'Call', id: ids[0], callId: 'call-1' },
          null,
          null,
          { __typename: 'ApiKey', id: ids[3], prefix: 'key' },
          null,
        ],
      },
    });
  });

  it('answers null for a call that does not exist', async () => {
    expect((await gateway.ask('{ call(callId: "none") { id } }')).body).toEqual({ data: { call: null } });
  });

  it('lists state transitions with their transactions', async () => {
    const { body } = await gateway.ask('{ stateTransitions { nodes { handled transaction { transactionId } } } }');
    expect(body.data.stateTransitions.nodes[0]).toEqual({
      handled: 'LOCALLY',
      transaction: { transactionId: 'tx-11' },
    });
  });

  it('gives the words of a bad page and where it was', async () => {
    const { body } = await gateway.ask('{ calls(first: 500) { nodes { id } } }');
    expect(body.errors[0]).toMatchObject({
      message: 'Must be from 1 to 200.',
      extensions: { code: 'BAD_USER_INPUT', path: ['first'] },
    });
  });
});
