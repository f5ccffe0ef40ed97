import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// Whippy's retries come with a request id and a time of their own, and counted as revisions of what they repeat.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

const event = (envelope: object, said: object = {}) => ({
  ...envelope,
  api_version: 'v1',
  event: 'conversation_agent_session.ended',
  data: { id: 's-1', ended_reason: 'user_ended', created_at: '2025-08-19T06:40:57Z', ...said },
});

async function deliver(body: object): Promise<object> {
  return (await (await gateway.post('/webhooks/whippy', body)).json()) as object;
}

test('the same event in another envelope is the same event, one after the other and at once', async () => {
  const first = event({ request_id: 'r-1', created_at: '2025-08-19T06:40:57Z' });
  expect(await deliver(first)).toMatchObject({ received: 1, created: 1 });
  expect(await deliver(event({ request_id: 'r-2', created_at: '2025-08-19T06:41:57Z' }))).toMatchObject({
    duplicates: 1,
    revised: 0,
  });
  expect(await deliver(event({ created_at: '2025-08-19T06:42:57Z' }))).toMatchObject({ duplicates: 1 });
  const batch = [event({ request_id: 'r-3' }), event({ request_id: 'r-4' })];
  expect(await deliver(batch)).toMatchObject({ received: 2, duplicates: 2 });
});

test('another event in the same envelope is another, and so is one whose data has another time', async () => {
  const envelope = { request_id: 'r-1', created_at: '2025-08-19T06:40:57Z' };
  expect(await deliver(event(envelope, { ended_reason: 'inactivity' }))).toMatchObject({ revised: 1 });
  expect(await deliver(event(envelope, { created_at: '2025-08-20T06:40:57Z' }))).toMatchObject({ revised: 1 });
});
