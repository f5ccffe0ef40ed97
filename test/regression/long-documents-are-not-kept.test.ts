import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/graphql/limits.js';
import { parseWithin } from '../../src/graphql/validate.js';
import { aGateway, type Gateway } from '../unit/graphql/gateway.js';

const LONG = `{ viewer { id } }${' '.repeat(DEFAULT_LIMITS.characters)}`;

let gateway: Gateway;

beforeAll(async () => {
  gateway = await aGateway();
});

afterAll(() => gateway.close());

// White space is no token, so documents of 10 MB passed the limits and stayed in memory, 500 of them.
test('a document that is mostly white space is refused over HTTP', async () => {
  const { status, body } = await gateway.ask(LONG);
  expect(status).toBe(400);
  expect(body).toEqual({
    errors: [
      { message: 'Too large: the limit of characters is 65536.', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ],
  });
});

test('a document that is mostly white space is refused on the socket', () => {
  expect(() => parseWithin(LONG, DEFAULT_LIMITS)).toThrow('Too large: the limit of characters is 65536.');
});
