import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fastify } from 'fastify';
import { DEFAULT_LIMITS } from '../../../src/graphql/limits.js';
import { createGraphql } from '../../../src/graphql/server.js';
import { TrustedDocuments } from '../../../src/graphql/trusted.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { NO_SECRETS, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { openGate } from '../../support/gate.js';
import { CLIENTS, FakeFeed, FakeReplay, NO_ERASURE, NO_INSIGHTS } from '../../unit/graphql/fakes.js';

const GRAPH = `query ($first: Int) {
  calls(first: $first) {
    nodes {
      callId
      messages(first: 5) { nodes { messageId } totalCount }
      analysis { sentiment session { sessionId } }
      sessions {
        sessionId
        call { callId }
        messages(last: 5) { nodes { body } }
        analysis { summary session { lifecycle } }
      }
    }
  }
}`;
const CALLS = 12;

describe.each(databaseKinds)('sessions in a graph of calls on $name', (kind) => {
  let stored: TestDatabase;
  let ask: (query: string, variables?: object) => Promise<{ data: { calls: { nodes: unknown[] } }; errors?: object[] }>;
  const undo: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    stored = await kind.create();
    undo.push(() => stored.discard());
    const options = { queueItems: 1_000, commitItems: 100, defaultCountry: 'DE' };
    const room = await createGraphql({
      reader: new SqlReader(stored.database, options),
      insights: NO_INSIGHTS,
      recorder: new GroupCommitRecorder(stored.database, SILENT_WAKE, options),
      clients: CLIENTS,
      webhookSecrets: NO_SECRETS,
      gate: openGate(CLIENTS),
      feed: new FakeFeed(),
      replay: new FakeReplay(),
      erasure: NO_ERASURE,
      limits: DEFAULT_LIMITS,
      trusted: new TrustedDocuments({ mode: 'off', manifest: {}, onUnknown: () => undefined }),
      production: true,
      allowedOrigins: [],
      logger: { error: () => undefined },
    });
    const http = fastify();
    await http.register(room.plugin);
    undo.push(
      () => room.close(),
      () => http.close(),
    );
    ask = async (query, variables = {}) => {
      const headers = { authorization: 'Bearer key-admin' };
      const answer = await http.inject({ method: 'POST', url: '/graphql', headers, payload: { query, variables } });
      return answer.json();
    };
    for (let call = 0; call < CALLS; call++) await recordCall(call);
  });
  afterAll(async () => {
    for (const step of undo.reverse()) await step();
  });

  /** A call with two sessions of two messages each, both analysed. */
  async function recordCall(call: number): Promise<void> {
    const inputs = [0, 1].map((session) => ({
      sessionId: `s-${call}-${session}`,
      callId: `c-${call}`,
      startedAt: new Date(Date.UTC(2024, 0, 1, call, session)).toISOString(),
      messages: [0, 1].map((message) => {
        const createdAt = new Date(Date.UTC(2024, 0, 1, call, session, message)).toISOString();
        return { messageId: `m-${message}`, direction: 'INBOUND', createdAt, body: `${message}` };
      }),
    }));
    const query = `mutation ($one: RecordSessionInput!, $two: RecordSessionInput!) {
      one: recordSession(input: $one) { outcome }
      two: recordSession(input: $two) { outcome }
      first: recordSessionAnalysis(input: { sessionId: "s-${call}-0", summary: "first" }) { outcome }
      second: recordSessionAnalysis(input: { sessionId: "s-${call}-1", summary: "second", sentiment: POSITIVE }) { outcome }
    }`;
    const { data, errors } = await ask(query, { one: inputs[0], two: inputs[1] });
    expect([errors, Object.values(data)]).toEqual([
      undefined,
      Array.from({ length: 4 }, () => ({ outcome: 'CREATED' })),
    ]);
  }

  test('cost one statement a relation, whatever the page size', async () => {
    const counts: number[] = [];
    for (const first of [1, 3, CALLS]) {
      const before = stored.database.statements;
      const { data, errors } = await ask(GRAPH, { first });
      counts.push(stored.database.statements - before);
      expect([errors, data.calls.nodes.length]).toEqual([undefined, first]);
    }
    // calls · sessions · messages of calls, their count · of sessions · analyses of calls, of sessions · their sessions
    // The last one is saved where the calls' own sessions were there first.
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(7);
    expect(Math.max(...counts)).toBeLessThanOrEqual(8);
  });

  test('give each call and each session its own', async () => {
    const { data } = await ask(GRAPH, { first: 1 });
    const call = CALLS - 1;
    const [s0, s1] = [`s-${call}-0`, `s-${call}-1`];
    const messages = { nodes: [{ body: '0' }, { body: '1' }] };
    const shared = { call: { callId: `c-${call}` }, messages };
    expect(data.calls.nodes).toEqual([
      {
        callId: `c-${call}`,
        messages: { totalCount: 4, nodes: ['m-0', 'm-1', 'm-0', 'm-1'].map((messageId) => ({ messageId })) },
        analysis: { sentiment: 'POSITIVE', session: { sessionId: s1 } },
        sessions: [
          { sessionId: s0, ...shared, analysis: { summary: 'first', session: { lifecycle: 'ANALYZED' } } },
          { sessionId: s1, ...shared, analysis: { summary: 'second', session: { lifecycle: 'ANALYZED' } } },
        ],
      },
    ]);
  });
});
