import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// What the protocol of the streams refuses by itself was passed on as it was: without a code, and in no line of the log.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const DOCUMENT = 'subscription { callChanged { change } }';

test.each([
  'null',
  '[]',
  '{}',
  '{"query":5}',
  `{"query":"${DOCUMENT}","variables":[1]}`,
  `{"query":"${DOCUMENT}","extensions":5}`,
  '{"query":"subscr{"}',
])('also of %s', async (body) => {
  const response = await fetch(`${gateway.url}/graphql/stream`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${gateway.keys.read}`,
    },
    body,
  });
  const { errors } = (await response.json()) as { errors: { extensions: { code: string; requestId: string } }[] };
  expect([response.status, errors.map(({ extensions }) => extensions.requestId)]).toEqual([
    400,
    [response.headers.get('x-request-id')],
  ]);
  expect(errors[0]?.extensions.code).toMatch(/^(BAD_USER_INPUT|GRAPHQL_PARSE_FAILED)$/);
});
