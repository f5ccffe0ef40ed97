import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLField, isInterfaceType, parse, validate } from 'graphql';
import { encodeId, type NodeTypeName } from '../../../src/graphql/node/node.js';
import { ABSENT, FOREIGN, recordOfEachKind } from '../../support/acme.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { document } from '../../support/openapi.js';
import { anotherClient } from '../../support/other-client.js';
import { ROOT } from '../../support/program.js';
import { type Identifiers, questionOf } from '../../support/questions.js';
import { until } from '../../support/until.js';

const schema = buildSchema(readFileSync(path.join(ROOT, 'schema.graphql'), 'utf8'));
const fieldsOf = (type = schema.getQueryType()) => Object.values(type?.getFields() ?? {});
const QUERIES = fieldsOf();
const MUTATIONS = fieldsOf(schema.getMutationType());
const SUBSCRIPTIONS = fieldsOf(schema.getSubscriptionType());
const BEYOND = 987_654_321;
/** Every request has its own. */
const REQUEST_ID = /,"requestId":"[^"]+"/g;

let gateway: Gateway;
let stranger: string;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  gateway = await startGateway({ variables: { GRAPHQL_MAXIMUM_COST: '10000000', GRAPHQL_MAXIMUM_TOKENS: '100000' } });
  stranger = await anotherClient(gateway.databaseUrl);
  ids = await recordOfEachKind(gateway);
});
afterAll(() => gateway.dispose());

/** What somebody is answered, with the names that were asked for put away. */
async function answer(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
  names: Identifiers,
  id: string,
  key: string,
) {
  const { query, variables } = questionOf(schema, kind, field, names, id);
  const { status, data, errors } = await gateway.graphql(query, variables, key);
  let text = JSON.stringify({ status, data, errors }).replace(REQUEST_ID, '');
  for (const name of [...Object.values(names), id]) text = text.replaceAll(JSON.stringify(name).slice(1, -1), '<name>');
  return text;
}

const idTypes = () => Object.entries(ids).map(([type, id]) => ({ id, absent: encodeId(type as NodeTypeName, BEYOND) }));
const takesId = (field: GraphQLField<unknown, unknown>) => field.args.some(({ type }) => /\bID\b/.test(String(type)));

async function both(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>, key: string) {
  const pairs = takesId(field) ? idTypes() : [{ id: 'x', absent: 'x' }];
  const answers: { foreign: string; absent: string }[] = [];
  for (const { id, absent } of pairs) {
    answers.push({
      foreign: await answer(kind, field, FOREIGN, id, key),
      absent: await answer(kind, field, ABSENT, absent, key),
    });
  }
  return answers;
}

test('the documents that are made are valid', () => {
  for (const [kind, fields] of [
    ['query', QUERIES],
    ['mutation', MUTATIONS],
    ['subscription', SUBSCRIPTIONS],
  ] as const) {
    for (const field of fields) {
      const { query } = questionOf(schema, kind, field, FOREIGN, 'x');
      expect([query, validate(schema, parse(query)).map(({ message }) => message)]).toEqual([query, []]);
    }
  }
});

test('every type that has global ids is asked for', () => {
  const node = schema.getType('Node');
  const types = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
  expect(Object.keys(ids).sort()).toEqual(types.sort());
});

describe('what another client owns is answered as what does not exist', () => {
  test.each(QUERIES.map((field) => [field.name, field] as const))('by the query %s', async (_name, field) => {
    for (const { foreign, absent } of await both('query', field, stranger)) expect(foreign).toBe(absent);
  });

  // What was asked means something: its owner is answered otherwise.
  test.each(
    QUERIES.filter((field) => questionOf(schema, 'query', field, FOREIGN, 'x').names).map(
      (field) => [field.name, field] as const,
    ),
  )('while its owner finds it by the query %s', async (_name, field) => {
    const answers = await both('query', field, gateway.keys.admin);
    for (const { foreign, absent } of answers) expect(foreign).not.toBe(absent);
  });

  test.each(SUBSCRIPTIONS.map((field) => [field.name, field] as const))(
    'by the subscription %s',
    async (name, field) => {
      const client = gateway.socket(stranger);
      const follow = (names: Identifiers) => {
        const { query, variables } = questionOf(schema, 'subscription', field, names, 'x');
        const heard: unknown[] = [];
        const hear = (what: unknown) => heard.push(what);
        client.subscribe({ query, variables }, { next: hear, error: hear, complete: () => hear('complete') });
        return heard;
      };
      const foreign = follow(FOREIGN);
      const absent = follow(ABSENT);
      const own = gateway.socket();
      const { promise, resolve } = Promise.withResolvers<unknown>();
      own.subscribe(
        { query: `subscription { ${name} { cursor } }` },
        { next: resolve, error: resolve, complete: () => undefined },
      );
      // One that ends at once, since what it names does not exist, follows nothing.
      const refused = () => (foreign.length > 0 ? 1 : 0) + (absent.length > 0 ? 1 : 0);
      await until(async () => (await followers()) + refused() === 3);
      await recordOfEachKindAgain(name);
      expect(await promise).toMatchObject({ data: { [name]: { cursor: expect.any(String) } } });
      expect(foreign).toEqual(absent);
      expect(JSON.stringify(foreign)).not.toContain('"data"');
      await Promise.all([client.dispose(), own.dispose()]);
      await until(async () => (await followers()) === 0);
    },
  );
});

async function followers(): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(/^talkgraph_subscribers (\d+)$/m.exec(text)?.[1]);
}

/** Makes an event for the subscription; other content, so that it is no duplicate. */
async function recordOfEachKindAgain(subscription: string): Promise<void> {
  const text = `${subscription}-${Date.now()}`;
  const { callId, sessionId } = FOREIGN;
  const at = '2024-02-27T12:20:00.000Z';
  const write = (query: string, input: object) => gateway.graphql(query, { input });
  const transactionId = `again-${text}`;
  await write('mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { __typename } }', {
    transactions: [{ transactionId, callId, requestTimestamp: at, text }],
  });
  await write('mutation ($input: RecordHangupInput!) { recordHangup(input: $input) { __typename } }', {
    callId: `${callId}-${text}`,
    reason: text,
    idempotencyKey: text,
  });
  await write(
    'mutation ($input: RecordSessionAnalysisInput!) { recordSessionAnalysis(input: $input) { __typename } }',
    { sessionId: `${sessionId}-${text}`, summary: text, analyzedAt: at },
  );
}

describe('what another client owns is answered as what does not exist by REST', () => {
  const headers = () => ({ 'x-functions-key': stranger });
  const CHECKS: Record<string, () => Promise<void>> = {
    'GET /api/CallData': async () => {
      const ask = async (names: Identifiers, clientId: string) => {
        const parameters = new URLSearchParams({
          clientId,
          callid: names['callId'] ?? '',
          caller: names['caller'] ?? '',
        });
        const response = await gateway.get(`/api/CallData?${parameters}`, headers());
        return [response.status, (await response.text()).replace(/"instance":"[^"]+"/, '')];
      };
      expect(await ask(FOREIGN, 'other')).toEqual(await ask(ABSENT, 'other'));
      expect(await ask(FOREIGN, 'other')).toEqual([200, '{"error":"no result found"}']);
      expect(await ask(FOREIGN, 'acme')).toEqual(await ask(FOREIGN, 'nobody'));
    },
    'POST /api/CallData': async () => {
      const store = async (names: Identifiers, clientId: string) => {
        const input = { callid: names['callId'], callerid: names['caller'], content: 'x' };
        const response = await gateway.post(`/api/CallData?clientId=${clientId}`, { input }, headers());
        return [response.status, (await response.text()).replace(/"instance":"[^"]+"/, '')];
      };
      expect(await store(FOREIGN, 'other')).toEqual(await store(ABSENT, 'other'));
      expect(await store(FOREIGN, 'acme')).toEqual(await store(FOREIGN, 'nobody'));
    },
    'POST /webhooks/parloa': () =>
      delivered('parloa', ({ callId, transactionId }) => [
        {
          transactionId: `${transactionId}-hook`,
          requestTimestamp: '2024-02-27T12:16:23.926Z',
          request: { callMeta: { callId } },
        },
      ]),
    'POST /webhooks/audiocodes': () =>
      delivered('audiocodes', ({ callId }) => ({ reason: 'Client Side', conversation: callId })),
    'POST /webhooks/whippy': () =>
      delivered('whippy', ({ sessionId, conversationId }) => ({
        event: 'conversation_agent_session.started',
        data: { id: `${sessionId}-hook`, conversation_id: conversationId },
      })),
  };
  const PUBLIC = ['GET /webhooks/parloa', 'GET /livez', 'GET /readyz', 'GET /metrics', 'GET /openapi.json'];

  async function delivered(vendor: string, bodyOf: (names: Identifiers) => object): Promise<void> {
    const deliver = async (names: Identifiers) => {
      const response = await gateway.post(`/webhooks/${vendor}`, bodyOf(names), headers());
      return [response.status, await response.json()];
    };
    expect(await deliver(FOREIGN)).toEqual(await deliver(ABSENT));
  }

  test('on every path that is documented', () => {
    const paths = Object.entries(document.paths).flatMap(([at, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${at}`),
    );
    expect(paths.sort()).toEqual([...Object.keys(CHECKS), ...PUBLIC].sort());
  });

  test.each(Object.keys(CHECKS))('%s', (name) => CHECKS[name]?.());
});

// At the end: what is recorded under the names of others is the stranger's own from then on.
describe('what another client owns is not touched', () => {
  test.each(MUTATIONS.map((field) => [field.name, field] as const))('by the mutation %s', async (_name, field) => {
    const before = await answer(
      'query',
      schema.getQueryType()?.getFields()['call'] as never,
      FOREIGN,
      'x',
      gateway.keys.admin,
    );
    for (const { foreign, absent } of await both('mutation', field, stranger)) expect(foreign).toBe(absent);
    const after = await answer(
      'query',
      schema.getQueryType()?.getFields()['call'] as never,
      FOREIGN,
      'x',
      gateway.keys.admin,
    );
    expect(after).toBe(before);
  });
});
