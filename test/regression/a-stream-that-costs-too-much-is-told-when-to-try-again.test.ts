import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// A stream whose document cost more than what was left was a bad request, and no stream said what was left.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ variables: { RATE_KEY_POINTS: '10' } });
});
afterAll(() => gateway.dispose());

async function answer(selection: string): Promise<Response> {
  const stop = new AbortController();
  const response = await fetch(`${gateway.url}/graphql/stream?query=subscription{callChanged${selection}}`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${gateway.keys.read}` },
    signal: stop.signal,
  });
  if (response.ok) stop.abort();
  return response;
}

test('an answer says what is left, and a refusal is a 429 with the time to wait', async () => {
  const good = await answer('{cursor}');
  expect([good.status, good.headers.get('ratelimit')]).toEqual([200, expect.stringMatching(/^"key";r=9;t=\d+$/)]);
  const refused = await answer('{call{transactions(first:200){nodes{variables{id}}}}}');
  expect([refused.status, refused.headers.get('ratelimit')]).toEqual([429, expect.stringMatching(/^"key";r=0;t=\d+$/)]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
});
