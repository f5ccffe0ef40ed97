import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeId } from '../../../src/graphql/node/node.js';
import { aGateway, type Gateway } from './gateway.js';

const SESSION =
  'mutation ($input: RecordSessionInput!) { recordSession(input: $input) { outcome session { id } error { code path } } }';
const ANALYSIS = `mutation ($input: RecordSessionAnalysisInput!) {
  recordSessionAnalysis(input: $input) { outcome analysis { id } error { path } }
}`;
const LINK = 'mutation ($callIds: [String!]!) { linkCalls(input: { callIds: $callIds }) { call { id } } }';
const MESSAGE = { messageId: 'm1', direction: 'inbound', createdAt: '2023-03-02T17:11:45Z' };

describe('Sessions by GraphQL', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await aGateway();
  });
  beforeEach(() => {
    gateway.recorder.items.length = 0;
    gateway.reader.asked.length = 0;
  });
  afterAll(() => gateway.close());

  it('are read with their calls, one statement a relation', async () => {
    const { body } = await gateway.ask(`{ calls { nodes {
      sessions { id call { callId } messages { totalCount nodes { id } } analysis { session { sessionId } customData } }
      analysis { sentiment } messages { nodes { body } edges { cursor } totalCount }
    } } }`);
    expect(body.errors).toBeUndefined();
    expect(body.data.calls.nodes[0].sessions).toEqual([
      {
        id: encodeId('AgentSession', 1),
        call: { callId: 'call-1' },
        messages: { totalCount: 2, nodes: [{ id: encodeId('Message', 1) }, { id: encodeId('Message', 2) }] },
        analysis: { session: { sessionId: 'session-1' }, customData: expect.anything() },
      },
    ]);
    expect(gateway.reader.asked.sort()).toEqual([
      'analysesByCall',
      'analysesBySession',
      'calls',
      'messageCountsOf',
      'messageCountsOf',
      'messagesOf',
      'messagesOf',
      'sessionsByCall',
    ]);
  });

  it('are found again by their global ids, and so is what belongs to them', async () => {
    const ids = [
      encodeId('AgentSession', 1),
      encodeId('SessionAnalysis', 2),
      encodeId('Message', 3),
      encodeId('Message', 9),
    ];
    const { body } = await gateway.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      variables: { ids },
    });
    const types = ['AgentSession', 'SessionAnalysis', 'Message'];
    expect(body.data.nodes).toEqual([...types.map((__typename, index) => ({ __typename, id: ids[index] })), null]);
  });

  it('are recorded with the text of every part as it was given', async () => {
    const variables = `{"input":{"sessionId":"s1","callId":"c1","endedReason":"user_ended","language":"en",
      "agentVersion":{"id":"v1","agent_id":"a1","name":null,"created_by_id":8,"provider_settings":{"z":-4300620255518597600,"a":1}},
      "messages":[{"id":"m1","direction":"OUTBOUND","body":"","created_at":"2025-08-26T11:03:29.168397Z","from":"+49","n":12345678901234567890}]}}`;
    const { body } = await gateway.ask(SESSION, { variables });
    const session = { id: encodeId('AgentSession', 1) };
    expect(body.data.recordSession).toEqual({ outcome: 'CREATED', session, error: null });
    const [item] = gateway.recorder.items;
    expect(item).toMatchObject({ source: 'API', eventType: 'session', key: 's1' });
    expect(item?.body).toContain('"provider_settings":{"z":-4300620255518597600,"a":1}');
    expect(item?.content).toMatchObject({
      records: [
        {
          type: 'session',
          lifecycle: 'ENDED',
          identifiers: [
            { kind: 'sessionId', value: 's1' },
            { kind: 'callId', value: 'c1' },
          ],
          agentVersion: { versionId: 'v1', agentId: 'a1', name: null, settings: '{"z":-4300620255518597600,"a":1}' },
          messages: [
            {
              messageId: 'm1',
              direction: 'OUTBOUND',
              body: null,
              from: '+49',
              createdAt: Date.UTC(2025, 7, 26, 11, 3, 29, 168),
              updatedAt: null,
              raw: expect.stringContaining('"n":12345678901234567890'),
            },
          ],
        },
      ],
    });
  });

  it('that did not end have begun', async () => {
    await gateway.ask(SESSION, { variables: { input: { sessionId: 's1', messages: [MESSAGE] } } });
    expect(gateway.recorder.items[0]?.content).toMatchObject({
      records: [{ lifecycle: 'STARTED', identifiers: [{ kind: 'sessionId' }], messages: [{ direction: 'INBOUND' }] }],
    });
  });

  it.each([
    [{ sessionId: ' ' }, ['sessionId']],
    [{ callId: '' }, ['callId']],
    [{ conversationId: 'x'.repeat(501) }, ['conversationId']],
    [{ agentVersion: [1] }, ['agentVersion']],
    [{ agentVersion: { agentId: 'a' } }, ['agentVersion', 'versionId']],
    [{ agentVersion: { id: 7 } }, ['agentVersion', 'id']],
    [{ agentVersion: { id: 'v', llm_id: {} } }, ['agentVersion', 'llm_id']],
    [{ messages: [MESSAGE, 'text'] }, ['messages', '1']],
    [{ messages: [{ ...MESSAGE, messageId: null }] }, ['messages', '0', 'messageId']],
    [{ messages: [{ ...MESSAGE, direction: 'sideways' }] }, ['messages', '0', 'direction']],
    [{ messages: [{ ...MESSAGE, createdAt: undefined }] }, ['messages', '0', 'createdAt']],
    [{ messages: [{ ...MESSAGE, updated_at: 'soon' }] }, ['messages', '0', 'updated_at']],
    [{ messages: [{ ...MESSAGE, body: ['a'] }] }, ['messages', '0', 'body']],
    [{ messages: [{ ...MESSAGE, type: 'x'.repeat(501) }] }, ['messages', '0', 'type']],
  ])('are rejected with the place of what is wrong: %#', async (more, path) => {
    const { body } = await gateway.ask(SESSION, { variables: { input: { sessionId: 's1', ...more } } });
    const error = { code: 'BAD_USER_INPUT', path: ['input', ...path] };
    expect(body.data?.recordSession).toEqual({ outcome: 'REJECTED', session: null, error });
    expect(gateway.recorder.items).toEqual([]);
  });

  it('are analysed in a record that says nothing else of them', async () => {
    const variables = '{"input":{"sessionId":"s1","customData":{"b":12345678901234567890,"a":1}}}';
    const { body } = await gateway.ask(ANALYSIS, { variables });
    // The fake recorder answers as for a duplicate, without a revision: then the current one stands.
    expect(body.data.recordSessionAnalysis.analysis).toEqual({ id: encodeId('SessionAnalysis', 1) });
    const analysis = { sentiment: 'UNKNOWN', customData: '{"b":12345678901234567890,"a":1}', declaredKeys: null };
    expect(gateway.recorder.items[0]).toMatchObject({ eventType: 'analysis', key: 's1' });
    expect(gateway.recorder.items[0]?.content).toMatchObject({
      records: [{ lifecycle: 'ANALYZED', startedAt: null, messages: [], agentVersion: null, analysis }],
    });
    const wrong = await gateway.ask(ANALYSIS, { variables: { input: { sessionId: '' } } });
    expect(wrong.body.data.recordSessionAnalysis).toMatchObject({
      outcome: 'REJECTED',
      error: { path: ['input', 'sessionId'] },
    });
  });
});

describe('Linking calls by GraphQL', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await aGateway();
  });
  afterAll(() => gateway.close());

  it('says nothing but that they are one, in whatever order', async () => {
    const callIds = ['call-2', 'call-1'];
    const { body } = await gateway.ask(LINK, { variables: { callIds } });
    expect(body.data.linkCalls.call.id).toBe(encodeId('Call', 2));
    await gateway.ask(LINK, { variables: { callIds: [...callIds].reverse() } });
    const [item, again] = gateway.recorder.items;
    expect(again).toEqual(item);
    expect(item).toMatchObject({ source: 'API', eventType: 'link', key: '["call-1","call-2"]' });
    expect(item?.content).toMatchObject({
      records: [
        {
          type: 'notice',
          key: null,
          identifiers: [
            { kind: 'link', value: 'call-1' },
            { kind: 'link', value: 'call-2' },
          ],
        },
      ],
    });
  });

  it('keeps its key short enough for an index', async () => {
    gateway.recorder.items.length = 0;
    const callIds = ['call-1', ...Array.from({ length: 19 }, (_, index) => String(index).padEnd(256, 'x'))];
    expect((await gateway.ask(LINK, { variables: { callIds } })).body.errors).toBeUndefined();
    expect(gateway.recorder.items[0]?.key).toHaveLength(43);
  });

  it.each([
    [['a'], ['input', 'callIds']],
    [Array.from({ length: 21 }, (_, index) => `c${index}`), ['input', 'callIds']],
    [
      ['a', 'a'],
      ['input', 'callIds'],
    ],
    [
      ['a', ' '],
      ['input', 'callIds', '1'],
    ],
  ])('refuses what names no two calls: %#', async (callIds, path) => {
    const { body } = await gateway.ask(LINK, { variables: { callIds } });
    expect(body.errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', path });
  });
});

describe('The quarantine by GraphQL', () => {
  const REPLAY = 'mutation ($ids: [ID!]!) { replayQuarantined(ids: $ids) { applied stillQuarantined } }';
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await aGateway();
  });
  afterAll(() => gateway.close());

  it('is shown whole, with what is nested too deeply for an answer as text', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    gateway.reader.quarantined_.push({ id: 2, source: 'WHIPPY', receivedAt: 0, error: 'TOO_DEEP: …', body: deep });
    const { body } = await gateway.ask('{ quarantine(first: 5) { totalCount nodes { id source body } } }');
    expect(body.data.quarantine).toEqual({
      totalCount: 2,
      nodes: [
        { id: encodeId('SourceEvent', 1), source: 'PARLOA', body: 7 },
        { id: encodeId('SourceEvent', 2), source: 'WHIPPY', body: deep },
      ],
    });
    gateway.reader.quarantined_.pop();
  });

  it.each([
    ['{ quarantine { nodes { id } } }', 'key-write'],
    [`{ node(id: "${encodeId('SourceEvent', 1)}") { id } }`, 'key-write'],
    ['mutation { replayQuarantined(ids: []) { applied } }', 'key-write'],
    ['mutation { linkCalls(input: { callIds: ["a", "b"] }) { call { id } } }', 'key-read'],
    ['mutation { recordSession(input: { sessionId: "s" }) { outcome } }', 'key-read'],
    ['mutation { recordSessionAnalysis(input: { sessionId: "s" }) { outcome } }', 'key-read'],
  ])('and writing need their scopes: %s', async (query, key) => {
    const { body } = await gateway.ask(query, { key });
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
    expect(gateway.recorder.items).toEqual([]);
  });

  it('replays each delivery once, and nothing that is none', async () => {
    const ids = [encodeId('SourceEvent', 1), encodeId('SourceEvent', 1), encodeId('Call', 1), 'nonsense'];
    const { body } = await gateway.ask(REPLAY, { variables: { ids } });
    expect(body.data.replayQuarantined).toEqual({ applied: 1, stillQuarantined: 0 });
    const none = await gateway.ask(REPLAY, { variables: { ids: ['nonsense'] } });
    expect(none.body.data.replayQuarantined).toEqual({ applied: 0, stillQuarantined: 0 });
    const many = await gateway.ask(REPLAY, { variables: { ids: Array.from({ length: 1_001 }, () => 'x') } });
    expect(many.body.errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['ids'] });
  });
});
