import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { DEFAULT_LIMITS } from '../../../src/graphql/limits.js';
import { validateWithin } from '../../../src/graphql/validate.js';
import { aGateway, type Gateway } from './gateway.js';

const deep = (levels: number) =>
  `{ call(callId: "c") ${'{ hangup { call '.repeat(levels)}{ id }${' } }'.repeat(levels)} }`;

const REFUSED: [string, string][] = [
  ['depth', deep(8)],
  ['aliases', `{ call(callId: "c") { ${Array.from({ length: 31 }, (_, n) => `a${n}: callId`).join(' ')} } }`],
  ['directives', `{ viewer { ${Array.from({ length: 6 }, () => 'id @include(if: true)').join(' ')} } }`],
  ['repeats of a root field', `{ ${Array.from({ length: 11 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`],
  ['cost', '{ calls(first: 200) { nodes { transactions(first: 200) { nodes { intent { name } } } } } }'],
  [
    'depth',
    `query { call(callId: "c") { ...A } } fragment A on Call { ${'hangup { call { '.repeat(7)} id ${' } }'.repeat(7)} }`,
  ],
];

describe('The limits of a document', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await aGateway();
  });
  afterAll(() => gateway.close());

  it.each(REFUSED)('refuse by %s over HTTP and on the socket alike', async (limit, query) => {
    const { status, body } = await gateway.ask(query);
    expect(status).toBe(400);
    expect(body.errors[0].message).toContain(`the limit of ${limit} is`);
    const [error] = validateWithin(gateway.room.schema, parse(query), DEFAULT_LIMITS, false);
    expect(error?.message).toBe(body.errors[0].message);
    expect(error?.extensions).toEqual(body.errors[0].extensions);
  });

  it('count page sizes that come in variables', async () => {
    const query =
      'query ($n: Int) { calls(first: $n) { nodes { transactions(first: $n) { nodes { intent { name } } } } } }';
    expect((await gateway.ask(query, { variables: { n: 10 } })).status).toBe(200);
    const { body } = await gateway.ask(query, { variables: { n: 200 } });
    expect(body.errors[0].message).toContain('the limit of cost is');
  });

  it('refuse too many tokens', async () => {
    const { status, body } = await gateway.ask(`{ ${'viewer '.repeat(1_000)} }`);
    expect(status).toBe(400);
    expect(body.errors[0].message).toContain('1000 tokens');
  });

  it('refuse lists that are too long', async () => {
    const { body } = await gateway.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      variables: { ids: Array.from({ length: 1_001 }, () => 'x') },
    });
    expect(body.errors[0]).toMatchObject({
      message: 'At most 1000 items are allowed at ids.',
      extensions: { path: ['ids'] },
    });
  });

  it.each(['{ __schema { types { name } } }', '{ __type(name: "Call") { name } }'])(
    'leave no introspection in production: %s',
    async (query) => {
      const { status, body } = await gateway.ask(query);
      expect(status).toBe(400);
      expect(body.errors[0].message).toBe('Introspection is off.');
      expect((await gateway.ask('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
    },
  );

  it('let the usual introspection through in development', async () => {
    const development = await aGateway({ production: false });
    const { body } = await development.ask(getIntrospectionQuery());
    expect(body.errors).toBeUndefined();
    expect(body.data.__schema.types.length).toBeGreaterThan(50);
    await development.close();
  });

  it('measure a fragment once, however often fragments spread each other', async () => {
    const bomb = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Call { ...F${n + 1} ...F${n + 1} }`).join(' ');
    const { status } = await gateway.ask(`{ call(callId: "call-1") { ...F0 } } ${bomb} fragment F30 on Call { id }`);
    expect(status).toBe(200);
  });

  it('stop at fragments that spread themselves', async () => {
    const { body } = await gateway.ask(
      '{ call(callId: "c") { ...A } } fragment A on Call { hangup { call { ...A } } }',
    );
    expect(body.errors[0].message).toContain('Cannot spread fragment "A" within itself');
  });
});
