import { beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphQLSchema, parse } from 'graphql';
import { createContext } from '../../../src/graphql/context.js';
import { createPresenter } from '../../../src/graphql/errors.js';
import { Executor } from '../../../src/graphql/execute.js';
import { DEFAULT_LIMITS } from '../../../src/graphql/limits.js';
import { createSchema } from '../../../src/graphql/schema.js';
import { CLIENTS, FakeReader, portsOver } from './fakes.js';
import { aCall, CLIENT } from './rows.js';

const DOCUMENTS: [string, object?][] = [
  ['{ viewer { id clientId apiKeys { name createdAt scopes } } }'],
  ['{ calls { totalCount edges { cursor node { callId caller { e164 } } } pageInfo { endCursor hasNextPage } } }'],
  ['query ($n: Int = 1) { calls(first: $n) { nodes { id } } }'],
  ['query ($n: Int = 1) { calls(first: $n) { nodes { id } } }', { n: null }],
  ['query ($n: Int) { calls(first: $n) { nodes { id } } }', { n: 900 }],
  ['query ($id: String! = "call-1") { call(callId: $id) { callId } }'],
  ['query ($id: String = "call-1") { call(callId: $id) { callId } }', { id: null }],
  [
    '{ call(callId: "call-1") { transactions { nodes { requestTimestamp variables { value } request hangup { id } } } } }',
  ],
  ['{ calls { nodes { production privacyEnabled platform hangup { state { name } botOperationData } } } }'],
  // Nulls where none may be: the whole branch goes, up to what may be null.
  ['{ call(callId: "broken") { callId turnCount } }'],
  ['{ calls { nodes { callId } } call(callId: "broken") { turnCount } }'],
  ['{ transaction(transactionId: "orphan") { transactionId call { callId } } }'],
  ['{ a: call(callId: "secret-failure") { id } b: call(callId: "call-1") { callId } }'],
  [
    'query ($yes: Boolean!) { viewer { id @include(if: $yes) name @skip(if: $yes) ...F @include(if: $yes) } } fragment F on Client { timeZone }',
    { yes: true },
  ],
  [
    'query ($yes: Boolean!) { viewer { id @include(if: $yes) name @skip(if: $yes) ...F @include(if: $yes) } } fragment F on Client { timeZone }',
    { yes: false },
  ],
  [
    'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Call { callId } ... on Transaction { call { callId } } } }',
    { ids: ['Q2FsbDox', 'VHJhbnNhY3Rpb246MTE', 'x'] },
  ],
  [
    'query ($f: CallFilter) { calls(filter: $f) { totalCount } }',
    {
      f: {
        startedAt: { from: '2023-03-02T17:11:45Z' },
        outcome: 'COMPLETED',
        variable: { name: 'v', equals: { a: [1] } },
      },
    },
  ],
  [
    '{ calls(filter: { startedAt: { from: "2023-03-02T17:11:45Z" }, variable: { name: "v", equals: { a: [-4300620255518597600] } } }) { totalCount } }',
  ],
  [
    'query ($from: DateTime!, $one: JSON!) { calls(filter: { startedAt: { from: $from }, variable: { name: "v", equals: $one } }) { totalCount } }',
    { from: '2023-03-02T17:11:45Z', one: { b: 1, a: 2 } },
  ],
  [
    'mutation ($t: RecordTransactionsInput!) { a: recordTransactions(input: $t) { created results { outcome transaction { transactionId } } } b: recordTransactions(input: $t) { created } }',
    { t: { transactions: [{ transactionId: 't', callId: 'c', requestTimestamp: '2023-03-02T17:11:45Z' }] } },
  ],
  ['mutation { createApiKey(input: { name: " ", scopes: [READ] }) { secret } }'],
  ['{ __proto__: viewer { id } viewer { name } }'],
  ['{ __schema { queryType { name } } __type(name: "Scope") { enumValues { name } } }'],
];

describe('The compiled and the plain executor', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await createSchema();
  });

  async function run(compiling: boolean, query: string, variables: object | undefined): Promise<unknown> {
    const reader = new FakeReader();
    reader.calls_.push(aCall(3, { callId: 'broken', turnCount: null as never }));
    reader.transactions_.push({ ...reader.transactions_[0], transactionId: 'orphan', callRef: 77 } as never);
    const { ports, recorder } = portsOver(reader);
    const logged: object[] = [];
    const present = createPresenter(schema, true, { error: (details) => logged.push(details) });
    const executor = new Executor(schema, DEFAULT_LIMITS, present, compiling);
    const key = (await CLIENTS.authenticate('key-admin'))?.key;
    if (key === undefined) throw new Error('The fake knows this key.');
    const context = createContext(ports, DEFAULT_LIMITS, { client: CLIENT, key });
    const answer = await (async () => {
      try {
        const prepared = executor.prepare(query, parse(query), null);
        return await executor.answer(prepared, undefined, context, prepared.variables(variables as never));
      } catch (error) {
        return { refused: present(error) };
      }
    })();
    return {
      answer: JSON.parse(JSON.stringify(answer)),
      items: recorder.items,
      asked: reader.asked.sort(),
      logged: logged.length,
    };
  }

  it.each(DOCUMENTS.map(([query, variables]) => [query, variables ?? {}] as const))(
    'answer alike: %s %j',
    async (query, variables) => {
      const compiled = await run(true, query, variables);
      const plain = await run(false, query, variables);
      expect(compiled).toEqual(plain);
    },
  );

  it('keep no more operations than they may', async () => {
    const executor = new Executor(schema, { ...DEFAULT_LIMITS, jitCacheSize: 2 }, () => ({ message: '' }));
    const kept = ['{ a: __typename }', '{ b: __typename }', '{ c: __typename }'].map((query) =>
      executor.prepare(query, parse(query), null),
    );
    expect(executor.prepare('{ c: __typename }', parse('{ c: __typename }'), null)).toBe(kept[2]);
    expect(executor.prepare('{ a: __typename }', parse('{ a: __typename }'), null)).not.toBe(kept[0]);
  });
});
