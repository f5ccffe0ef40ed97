import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FOREIGN, recordOfEachKind } from '../support/acme.js';
import { type Gateway, startGateway } from '../support/gateway.js';

// The row was copied to note its type, and a copy has none of what a row makes only when it is asked for.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

test('A turn found by its global id has what it has in a list', async () => {
  const ids = await recordOfEachKind(gateway);
  const fields = `transactionId text promptText platform intent { name } intentRanking { name }
    transition { handled from { name } transaction { transactionId } }`;
  const document = `query ($id: ID!, $transactionId: String!) {
    node(id: $id) { ... on Transaction { ${fields} } }
    nodes(ids: [$id]) { __typename ... on Transaction { ${fields} } }
    transaction(transactionId: $transactionId) { ${fields} }
  }`;
  const { transactionId } = FOREIGN;
  const { data, errors } = await gateway.graphql(document, { id: ids['Transaction'], transactionId });
  expect(errors).toBeUndefined();
  expect(data.transaction).toMatchObject({ text: 'Hallo', transition: { from: { name: 'Welcome' } } });
  expect(data.node).toEqual(data.transaction);
  expect(data.nodes).toEqual([{ __typename: 'Transaction', ...data.transaction }]);
});
