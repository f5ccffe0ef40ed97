import { expect, test } from '@jest/globals';
import { aGateway } from '../unit/graphql/gateway.js';

// It was run like a query: the answer was an internal error, and the log had one, too.
test('a subscription that is posted is refused as bad input, and nothing is logged', async () => {
  const gateway = await aGateway();
  const { status, body } = await gateway.ask('subscription { hangupRecorded { cursor } }');
  await gateway.close();
  expect(status).toBe(400);
  expect(body.errors).toEqual([
    { message: expect.stringContaining('WebSocket'), extensions: { code: 'BAD_USER_INPUT', path: ['query'] } },
  ]);
  expect(gateway.logged).toEqual([]);
});
