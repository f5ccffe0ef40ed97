import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { QuarantineDocument, ReplayQuarantinedDocument } from '../../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { anotherClient } from '../../support/other-client.js';

let gateway: Gateway;
let stranger: string;

beforeAll(async () => {
  gateway = await startGateway();
  stranger = await anotherClient(gateway.databaseUrl);
});

afterAll(() => gateway.dispose());

const quarantine = async (given: object = {}, key = gateway.keys.admin) =>
  (await gateway.run(QuarantineDocument, given, key)).quarantine;
const replay = async (ids: string[], key = gateway.keys.admin) =>
  (await gateway.run(ReplayQuarantinedDocument, { ids }, key)).replayQuarantined;

describe('the quarantine', () => {
  test('holds what nobody understood, the newest first, and says why', async () => {
    await gateway.post('/webhooks/parloa', '[{"transactionId":12345678901234567890,"requestTimestamp":"soon"}]');
    await gateway.post('/webhooks/whippy', { event: 'conversation_agent_session.paused' });
    expect((await gateway.post('/webhooks/parloa', 'no json')).status).toBe(400);
    const { totalCount, nodes } = await quarantine();
    expect(totalCount).toBe(3);
    expect(nodes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: 'PARLOA', body: 'no json' }),
        expect.objectContaining({ source: 'PARLOA', body: expect.objectContaining({ requestTimestamp: 'soon' }) }),
        expect.objectContaining({ source: 'WHIPPY', body: { event: 'conversation_agent_session.paused' } }),
      ]),
    );
    const times = nodes.map(({ receivedAt }) => receivedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(nodes.find(({ source }) => source === 'WHIPPY')?.error).toMatch(/^UNSUPPORTED_EVENT: /);
  });

  test('is read page by page, and by source', async () => {
    const first = await quarantine({ first: 2 });
    const rest = await quarantine({ first: 2, after: first.pageInfo.endCursor });
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    const ids = [...first.nodes, ...rest.nodes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(await quarantine({ source: 'WHIPPY' })).toMatchObject({ totalCount: 1, nodes: [{ source: 'WHIPPY' }] });
  });

  test('keeps what is still not understood', async () => {
    const { nodes } = await quarantine();
    const ids = nodes.map(({ id }) => id);
    expect(await replay(ids)).toEqual({ applied: 0, stillQuarantined: 3 });
    expect((await quarantine()).nodes).toEqual(nodes);
  });

  test('is each client’s own: a stranger sees and replays nothing', async () => {
    const id = (await quarantine()).nodes[0]?.id ?? '';
    expect((await quarantine({}, stranger)).totalCount).toBe(0);
    expect(await replay([id], stranger)).toEqual({ applied: 0, stillQuarantined: 0 });
    const node = (key: string) => gateway.graphql('query ($id: ID!) { node(id: $id) { __typename id } }', { id }, key);
    expect((await node(stranger)).data.node).toBeNull();
    expect((await node(gateway.keys.admin)).data.node).toEqual({ __typename: 'SourceEvent', id });
  });

  test('opens for ADMIN alone', async () => {
    const { errors } = await gateway.graphql('{ quarantine { totalCount } }', {}, gateway.keys.write);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
