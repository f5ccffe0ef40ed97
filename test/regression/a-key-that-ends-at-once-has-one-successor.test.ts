import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// Whether a key is in force was asked before the unit of work that rotates it: asked twice at once it had two
// successors, and one that was just being revoked had one, too.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const CREATE = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } } }';
const ROTATE = 'mutation ($id: ID!) { rotateApiKey(id: $id, overlapSeconds: 0) { secret } }';

test('however often it is rotated at the same time', async () => {
  const asAdmin = (query: string, variables: object) => gateway.graphql(query, variables, gateway.keys.admin);
  const { data } = await asAdmin(CREATE, { input: { name: 'vendor', scopes: ['WRITE'] } });
  const { id } = data.createApiKey.apiKey;
  const answers = await Promise.all(Array.from({ length: 5 }, () => asAdmin(ROTATE, { id })));
  const secrets = answers.flatMap((answer) => answer.data?.rotateApiKey?.secret ?? []);
  const codes = answers.flatMap((answer) => answer.errors?.map(({ extensions }) => extensions?.code) ?? []);
  expect([secrets.length, codes]).toEqual([1, Array(4).fill('NOT_FOUND')]);
});
