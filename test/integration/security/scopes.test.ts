import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { encodeId } from '../../../src/graphql/node/node.js';
import { ABSENT } from '../../support/acme.js';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { ROOT } from '../../support/program.js';
import { questionOf } from '../../support/questions.js';

const SCOPES = ['READ', 'WRITE', 'ADMIN'] as const;
type Scope = (typeof SCOPES)[number];

/** The fields that need more than their operation says; queries and subscriptions need READ, mutations WRITE. */
const ADMIN_FIELDS = new Set([
  'quarantine',
  'replayQuarantined',
  'createApiKey',
  'rotateApiKey',
  'revokeApiKey',
  'updateClient',
  'setWebhookSecret',
  'auditLog',
  'eraseCaller',
  'setLegalHold',
]);

const schema = buildSchema(readFileSync(path.join(ROOT, 'schema.graphql'), 'utf8'));
const OPERATIONS = [
  ['query', schema.getQueryType(), 'READ'],
  ['mutation', schema.getMutationType(), 'WRITE'],
  ['subscription', schema.getSubscriptionType(), 'READ'],
] as const;
const CASES = OPERATIONS.flatMap(([operation, type, usual]) =>
  Object.values(type?.getFields() ?? {}).map((field) => {
    const needed: Scope = ADMIN_FIELDS.has(field.name) || /needs ADMIN/.test(field.description ?? '') ? 'ADMIN' : usual;
    return { operation, field, needed, name: field.name };
  }),
);

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ variables: { GRAPHQL_MAXIMUM_COST: '10000000', GRAPHQL_MAXIMUM_TOKENS: '100000' } });
});
afterAll(() => gateway.dispose());

const keyOf = (scope: Scope) => gateway.keys[scope.toLowerCase() as 'read' | 'write' | 'admin'];
const suffices = (scope: Scope, needed: Scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
const codesOf = (errors: readonly { extensions?: { code?: string } }[] | undefined) =>
  new Set(errors?.map(({ extensions }) => extensions?.code));

describe.each(SCOPES)('a key with %s', (scope) => {
  test.each(CASES.filter(({ operation }) => operation !== 'subscription'))(
    '$operation $name',
    async ({ operation, field, needed }) => {
      const { query, variables } = questionOf(schema, operation, field, ABSENT, encodeId('Call', 987_654_321));
      // Without what hangs below it: that may need more than the field.
      const bare = query.replace(/\{ __typename [\s\S]*\} \}$/, '{ __typename } }');
      const { errors, status } = await gateway.graphql(bare, variables, keyOf(scope));
      expect(codesOf(errors).has('FORBIDDEN')).toBe(!suffices(scope, needed));
      if (!suffices(scope, needed)) expect(status).toBe(403);
    },
  );

  test('reads keys of its client only with ADMIN', async () => {
    const { errors } = await gateway.graphql('{ viewer { apiKeys { name } } }', {}, keyOf(scope));
    expect(codesOf(errors).has('FORBIDDEN')).toBe(!suffices(scope, 'ADMIN'));
  });

  test.each([
    ['POST', '/webhooks/parloa', '[]', 'WRITE'],
    ['POST', '/webhooks/audiocodes', '[]', 'WRITE'],
    ['POST', '/webhooks/whippy', '[]', 'WRITE'],
    ['POST', '/api/CallData?clientId=acme', '{}', 'WRITE'],
    ['GET', '/api/CallData?clientId=acme', undefined, 'READ'],
  ] as const)('%s %s', async (method, address, body, needed) => {
    const headers = { 'x-functions-key': keyOf(scope) };
    const response = await (body === undefined ? gateway.get(address, headers) : gateway.post(address, body, headers));
    expect([method, response.status === 403]).toEqual([method, !suffices(scope, needed)]);
  });
});

test('every subscription is refused without a key that works, and asks for READ, which every key has', async () => {
  const subscriptions = CASES.filter(({ operation }) => operation === 'subscription');
  expect(subscriptions.every(({ needed }) => needed === 'READ')).toBe(true);
  for (const { name } of subscriptions) {
    const query = `subscription { ${name} { cursor } }`;
    const accept = { accept: 'text/event-stream', authorization: 'Bearer a-key-that-is-none' };
    const response = await gateway.get(`/graphql/stream?${new URLSearchParams({ query })}`, accept);
    expect([name, response.status]).toEqual([name, 401]);
  }
});
