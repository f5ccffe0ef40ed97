import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bytesOf, found } from '../../support/bytes.js';
import { audiocodesHangup, callDataOf, PERSON, PLANTED, parloaTurn, whippyEvent } from '../../support/canaries.js';
import { type Collector, startCollector } from '../../support/collector.js';
import { type Gateway, startGateway } from '../../support/gateway.js';

const EVERY_SOURCE = ['PARLOA', 'AUDIOCODES', 'WHIPPY', 'CALL_DATA', 'API'];
const UPDATE = `mutation ($input: UpdateClientInput!) { updateClient(input: $input) { client { clientId } } }`;
const TURNS = `mutation ($turns: [TransactionInput!]!) { recordTransactions(input: { transactions: $turns }) {
  created duplicates revised rejected results { transaction { id text call { callId } } error { message } } } }`;

describe('a person, planted in every input of every source of a private client,', () => {
  let gateway: Gateway;
  let collector: Collector;
  let log = '';
  const answers: string[] = [];

  const hear = async (response: Response) => {
    answers.push(await response.text());
    return response.status;
  };
  const deliver = async (vendor: string, body: unknown) => hear(await gateway.post(`/webhooks/${vendor}`, body));
  const leave = async (body: unknown) =>
    hear(await gateway.post('/api/CallData?clientId=acme', body, { 'x-functions-key': gateway.keys.write }));
  const mutate = async (document: string, variables: object) => {
    const answer = await gateway.graphql(document, variables);
    answers.push(JSON.stringify(answer));
    return answer;
  };

  beforeAll(async () => {
    collector = await startCollector();
    gateway = await startGateway({
      variables: { LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
      onLog: (line) => {
        log += line;
      },
    });
    const privacy = EVERY_SOURCE.map((source) => ({ source, enabled: true }));
    const input = { privacy, deniedNames: ['policyholder'] };
    expect((await gateway.graphql(UPDATE, { input }, gateway.keys.admin)).errors).toBeUndefined();
    await plant();
  });
  afterAll(async () => {
    await gateway.dispose();
    await collector.dispose();
  });

  async function plant(): Promise<void> {
    const turn = parloaTurn('call-1', 't-1', undefined);
    expect(await deliver('parloa', [turn, parloaTurn('call-2', 't-2', true)])).toBe(200);
    expect(await deliver('parloa', [{ ...turn, transactionId: undefined }, PERSON.utterance, 4915199887766])).toBe(200);
    expect(await deliver('parloa', `not JSON: ${PERSON.name} ${PERSON.number} ${PERSON.utterance}`)).toBe(400);
    expect(await deliver('audiocodes', audiocodesHangup('conversation-1'))).toBe(200);
    expect(await deliver('audiocodes', { ...audiocodesHangup('x'), conversation: undefined })).toBe(200);
    for (const stage of ['started', 'ended', 'analyzed'] as const) {
      expect(await deliver('whippy', whippyEvent(stage, 'session-1'))).toBe(200);
    }
    expect(await deliver('whippy', { event: 'unknown', data: whippyEvent('ended', 'x').data })).toBe(200);
    expect(await leave(callDataOf('call-1'))).toBe(200);
    expect(await leave({ input: { callerid: PERSON.number, content: PERSON.name } })).toBe(200);
    const { request, response } = turn;
    const api = {
      transactionId: 'a-1',
      callId: 'call-3',
      requestTimestamp: '2026-03-02T17:11:45Z',
      callerId: PERSON.number,
      userContextId: PERSON.name,
      text: PERSON.utterance,
      prompt: `Dear ${PERSON.name}`,
      reprompt: PERSON.utterance,
      slots: { person: PERSON.name },
      variables: [
        { id: 'email', value: PERSON.email },
        { id: 'v', name: 'note', value: `call ${PERSON.number}` },
      ],
      from: { id: 'STATE.base', name: 'Routing', dialogName: 'Main' },
      request,
      response,
    };
    const turns = await mutate(TURNS, { turns: [api, { ...api, transactionId: '', text: PERSON.name }] });
    expect(turns.data.recordTransactions).toMatchObject({ created: 1, rejected: 1 });
    await mutate(
      `mutation ($input: RecordHangupInput!) { recordHangup(input: $input) { outcome hangup { reason } } }`,
      {
        input: {
          callId: 'call-3',
          reason: PERSON.utterance,
          reasonCode: PERSON.name,
          sipHeaders: [{ name: 'From', value: PERSON.number }],
          botOperationData: { who: PERSON.name },
        },
      },
    );
    const message = {
      id: 'm',
      direction: 'INBOUND',
      body: PERSON.utterance,
      from: PERSON.number,
      createdAt: '2026-01-01T00:00:00Z',
    };
    const session = {
      sessionId: 's-2',
      callId: 'call-3',
      transcript: PERSON.utterance,
      endedReason: PERSON.name,
      messages: [message],
    };
    await mutate('mutation ($input: RecordSessionInput!) { recordSession(input: $input) { outcome } }', {
      input: session,
    });
    const analysis = {
      sessionId: 's-2',
      summary: PERSON.utterance,
      completionRating: PERSON.name,
      customData: { who: PERSON.name },
    };
    await mutate(
      'mutation ($input: RecordSessionAnalysisInput!) { recordSessionAnalysis(input: $input) { outcome } }',
      { input: analysis },
    );
    const record = {
      callId: 'call-3',
      callerId: PERSON.number,
      content: PERSON.utterance,
      fields: { email: PERSON.email },
    };
    await mutate('mutation ($input: RecordCallDataInput!) { recordCallData(input: $input) { outcome } }', {
      input: record,
    });
  }

  test('stands in no byte of the database', async () => {
    expect(found(await bytesOf(gateway.databaseUrl), PLANTED)).toEqual([]);
  });

  test('stands in no line of the log', async () => {
    expect(found(Buffer.from(log), [...PLANTED, ...Object.values(gateway.keys)])).toEqual([]);
  });

  test('stands in no figure', async () => {
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(found(Buffer.from(metrics), [...PLANTED, ...Object.values(gateway.keys)])).toEqual([]);
  });

  test('stands in no trace', async () => {
    await gateway.get('/openapi.json');
    await collector.span(({ name }) => name === 'GET /openapi.json');
    for (const name of ['POST /graphql', 'mutation', 'record delivery', 'POST /webhooks/parloa'])
      expect(collector.spans.map((span) => span.name)).toContain(name);
    expect(found(Buffer.from(collector.texts.join()), [...PLANTED, ...Object.values(gateway.keys)])).toEqual([]);
  });

  test('stands in no answer', () => {
    expect(answers.length).toBeGreaterThan(10);
    expect(found(Buffer.from(answers.join('\n')), [...PLANTED, ...Object.values(gateway.keys)])).toEqual([]);
  });

  test('leaves all that is counted', async () => {
    const document = `{ calls(filter: { caller: "${PERSON.local}" }) { totalCount nodes {
      callId privacyEnabled turnCount errorCount caller { raw e164 kind redacted } variables { id value }
      transactions { nodes { responseTimeMs intent { name confidence sourceId } transition { from { stateId name } to { stateId } } text } }
    } } }`;
    const { data } = await gateway.graphql(document);
    expect(data.calls.nodes.map((one: { callId: string }) => one.callId).sort()).toEqual([
      'call-1',
      'call-2',
      'call-3',
      'session-1',
    ]);
    expect(data.calls.totalCount).toBe(4);
    const call = data.calls.nodes.find((one: { callId: string }) => one.callId === 'call-1');
    expect(call).toMatchObject({
      privacyEnabled: true,
      turnCount: 1,
      errorCount: 1,
      caller: { raw: null, e164: null, kind: 'PHONE', redacted: true },
    });
    expect(call.transactions.nodes).toEqual([
      {
        responseTimeMs: 120,
        intent: { name: 'PetLost', confidence: 0.91, sourceId: '-4300620255518597600' },
        transition: { from: { stateId: 'STATE.base', name: 'Routing' }, to: { stateId: 'STATE.pets' } },
        text: '[redacted]',
      },
    ]);
    expect(call.variables).toContainEqual({ id: 'v2', value: 'pets' });
    const { data: sessions } = await gateway.graphql(
      '{ sessions { nodes { sessionId lifecycle analysis { sentiment completionRating } messages { totalCount } } } }',
    );
    expect(sessions.sessions.nodes).toContainEqual({
      sessionId: 'session-1',
      lifecycle: 'ANALYZED',
      analysis: { sentiment: 'POSITIVE', completionRating: 'Complete' },
      messages: { totalCount: 1 },
    });
  });

  test('is found by CallData with the number in any form, and nothing of the person is', async () => {
    const question = '/api/CallData?clientId=acme&callid=call-1&caller=015199887766';
    const answer = await gateway.get(question, { 'x-functions-key': gateway.keys.read });
    const record = await answer.json();
    expect(record).toMatchObject({ callid: 'call-1', content: '[redacted]', queue: 'pets' });
    expect(found(Buffer.from(JSON.stringify(record)), PLANTED)).toEqual([]);
  });

  test('comes again as a duplicate', async () => {
    const again = await gateway.post('/webhooks/parloa', [parloaTurn('call-1', 't-1', undefined)]);
    expect(await again.json()).toMatchObject({ duplicates: 1, created: 0, revised: 0 });
    const { unheardOf, ...rest } = parloaTurn('call-1', 't-1', undefined);
    const reordered = await gateway.post('/webhooks/parloa', [{ unheardOf, ...rest }]);
    expect(await reordered.json()).toMatchObject({ duplicates: 1 });
  });
});
