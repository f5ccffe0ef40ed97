import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  RecordSessionAnalysisDocument,
  type RecordSessionAnalysisInput,
  RecordSessionDocument,
  type RecordSessionInput,
  SessionsOfCallDocument,
} from '../../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { anotherClient } from '../../support/other-client.js';
import { ROOT } from '../../support/program.js';

const folder = path.join(ROOT, 'test/fixtures/webhooks/whippy');
const fixture = (stage: string) => readFileSync(path.join(folder, `fixture-${stage}.json`), 'utf8');
const MESSAGE = { messageId: 'm1', direction: 'INBOUND', createdAt: '2024-01-01T00:00:00Z', body: 'job' };

let gateway: Gateway;
let stranger: string;

beforeAll(async () => {
  gateway = await startGateway();
  stranger = await anotherClient(gateway.databaseUrl);
});

afterAll(() => gateway.dispose());

const record = async (input: RecordSessionInput) => (await gateway.run(RecordSessionDocument, { input })).recordSession;
const analyse = async (input: RecordSessionAnalysisInput) =>
  (await gateway.run(RecordSessionAnalysisDocument, { input })).recordSessionAnalysis;
const callOf = async (callId: string) => (await gateway.run(SessionsOfCallDocument, { callId })).call;

describe('a session by mutations', () => {
  test('stands the same whether its analysis comes last or first', async () => {
    const begin = (id: string) => record({ sessionId: id, startedAt: '2024-01-01T00:00:00.000Z', messages: [MESSAGE] });
    const end = (id: string) => record({ sessionId: id, endedReason: 'user_ended' });
    const judge = (id: string) => analyse({ sessionId: id, summary: 'A job.', analyzedAt: '2024-01-01T01:00:00.000Z' });
    for (const step of [begin, end, judge]) expect((await step('forward')).outcome).not.toBe('REJECTED');
    for (const step of [judge, end, begin]) expect((await step('backward')).outcome).not.toBe('REJECTED');
    const [forward, backward] = [await callOf('forward'), await callOf('backward')];
    expect(forward?.sessions).toMatchObject([
      { lifecycle: 'ANALYZED', startedAt: '2024-01-01T00:00:00.000Z', endedReason: 'user_ended' },
    ]);
    expect(forward?.analysis).toMatchObject({ revision: 1, summary: 'A job.', sentiment: 'UNKNOWN' });
    const text = JSON.stringify(backward).replaceAll('backward', 'forward');
    const ids = /"id":"[^"]+"/g;
    expect(text.replace(ids, '')).toBe(JSON.stringify(forward).replace(ids, ''));
  });

  test('is a duplicate where the same comes again, and leads to what stands', async () => {
    const input = { sessionId: 'again', startedAt: '2024-01-01T00:00:00.000Z' };
    const first = await record(input);
    const second = await record(input);
    expect([first.outcome, second.outcome]).toEqual(['CREATED', 'DUPLICATE']);
    expect(second.session).toEqual(first.session);
    expect((await record({ ...input, language: 'de' })).outcome).toBe('REVISED');
  });

  test('belongs to the call that it names', async () => {
    const { session } = await record({ sessionId: 'on-a-call', callId: 'the-call' });
    expect(session?.call.callId).toBe('the-call');
    expect((await callOf('on-a-call'))?.id).toBe((await callOf('the-call'))?.id);
    expect((await callOf('the-call'))?.identities).toEqual([
      { source: 'API', kind: 'callId', value: 'the-call' },
      { source: 'API', kind: 'sessionId', value: 'on-a-call' },
    ]);
  });

  test('has every message once, in its latest version', async () => {
    const sent = { id: 'm2', direction: 'outbound', created_at: '2024-01-01T00:01:00Z', delivery_status: 'queued' };
    const failed = { ...sent, delivery_status: 'failed', updated_at: '2024-01-01T00:02:00Z' };
    await record({ sessionId: 'written', messages: [failed, MESSAGE] });
    await record({ sessionId: 'written', messages: [MESSAGE, sent] });
    expect((await callOf('written'))?.messages).toMatchObject({
      totalCount: 2,
      nodes: [
        { messageId: 'm1', direction: 'INBOUND', body: 'job' },
        { messageId: 'm2', direction: 'OUTBOUND', deliveryStatus: 'failed' },
      ],
    });
  });

  test('keeps the revisions of its analysis, and the latest is current', async () => {
    const first = await analyse({ sessionId: 'judged', summary: 'Perhaps.' });
    const second = await analyse({ sessionId: 'judged', summary: 'Surely.', sentiment: 'POSITIVE' });
    const again = await analyse({ sessionId: 'judged', summary: 'Surely.', sentiment: 'POSITIVE' });
    expect([first.outcome, second.outcome, again.outcome]).toEqual(['CREATED', 'REVISED', 'DUPLICATE']);
    expect([second.analysis, again.analysis]).toMatchObject([{ revision: 2 }, { id: second.analysis?.id }]);
    const { data } = await gateway.graphql(
      'query ($id: ID!) { node(id: $id) { ... on SessionAnalysis { summary } } sessionAnalyses(filter: { sentiment: POSITIVE }) { totalCount nodes { summary session { sessionId } } } }',
      { id: first.analysis?.id },
    );
    expect(data.node).toEqual({ summary: 'Perhaps.' });
    const nodes = [{ summary: 'Surely.', session: { sessionId: 'judged' } }];
    expect(data.sessionAnalyses).toEqual({ totalCount: 1, nodes });
  });

  test('is read as it stands after each of a document’s mutations', async () => {
    const { data } = await gateway.graphql(`mutation {
      first: recordSession(input: { sessionId: "twice" }) { session { lifecycle } }
      second: recordSession(input: { sessionId: "twice", endedReason: "user_ended" }) { session { lifecycle } }
    }`);
    expect(data).toEqual({ first: { session: { lifecycle: 'STARTED' } }, second: { session: { lifecycle: 'ENDED' } } });
  });

  test('stands in no other client’s list, and its ids lead a stranger nowhere', async () => {
    const { session } = await record({ sessionId: 'mine', callId: 'mine too', messages: [MESSAGE] });
    const query = `query ($id: ID!) {
      node(id: $id) { id } session(sessionId: "mine") { id } sessions { totalCount } sessionAnalyses { totalCount }
    }`;
    const nothing = { node: null, session: null, sessions: { totalCount: 0 }, sessionAnalyses: { totalCount: 0 } };
    expect((await gateway.graphql(query, { id: session?.id }, stranger)).data).toEqual(nothing);
    expect((await gateway.graphql(query, { id: session?.id })).data).toMatchObject({ node: { id: session?.id } });
  });

  test('is written by no key that may only read', async () => {
    const query = 'mutation { recordSession(input: { sessionId: "read-only" }) { outcome } }';
    const { errors } = await gateway.graphql(query, {}, gateway.keys.read);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(await callOf('read-only')).toBeNull();
  });
});

describe('a session by webhook', () => {
  test('comes out whole when its last event came first', async () => {
    for (const stage of ['analyzed', 'started', 'ended']) {
      expect((await gateway.post('/webhooks/whippy', fixture(stage))).status).toBe(200);
    }
    const call = await callOf('03d8d3f6-d983-41ae-85d6-ac1cf135a223');
    expect(call?.sessions).toMatchObject([
      { lifecycle: 'ANALYZED', startedAt: '2025-08-19T06:40:45.000Z', endedReason: 'user_ended' },
    ]);
    expect(call?.messages.nodes).toMatchObject([
      { body: 'job', deliveryStatus: 'webhook_delivered' },
      { direction: 'OUTBOUND', deliveryStatus: 'failed' },
    ]);
    expect(call?.analysis).toMatchObject({
      completionRating: 'incomplete',
      sentiment: 'NEUTRAL',
      undeclaredKeys: ['How_did_the_candidate_hear_about_Express_Employment'],
      missingKeys: ['How_did_the_candidate_hear_about_XYZ_Employment'],
    });
  });

  test('is listed by its agent, its thread and its stage', async () => {
    const filter = {
      agentId: ['ce52b7c6-dc4e-46cc-8c00-0f5d7ae657de'],
      conversationId: '1ce466d7-4aea-4e05-ada4-82f20d19e219',
      lifecycle: ['ANALYZED'],
      completionRating: ['incomplete'],
    };
    const query =
      'query ($filter: SessionFilter) { sessions(first: 1, filter: $filter) { totalCount edges { cursor node { sessionId messages(last: 1) { totalCount nodes { direction } pageInfo { hasPreviousPage } } } } } }';
    const { data } = await gateway.graphql(query, { filter });
    expect(data.sessions.totalCount).toBe(1);
    expect(data.sessions.edges[0].node).toEqual({
      sessionId: '03d8d3f6-d983-41ae-85d6-ac1cf135a223',
      messages: { totalCount: 2, nodes: [{ direction: 'OUTBOUND' }], pageInfo: { hasPreviousPage: true } },
    });
    const nobody = await gateway.graphql(query, { filter: { ...filter, agentId: ['nobody'] } });
    expect(nobody.data.sessions).toEqual({ totalCount: 0, edges: [] });
  });
});
