import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HangupRecordedDocument, type HangupRecordedSubscription } from '../../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../../support/gateway.js';

const HANGUP = readFileSync('test/fixtures/parloa/hangup.json', 'utf8');
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

async function eventCursor(): Promise<string> {
  const { data } = await gateway.graphql('{ eventCursor }', {}, gateway.keys.read);
  return data.eventCursor;
}

test('what is recorded between the cursor and the subscription is delivered', async () => {
  const after = await eventCursor();
  await gateway.post('/webhooks/parloa', HANGUP);
  const events = gateway.socket().iterate<HangupRecordedSubscription>({
    query: HangupRecordedDocument.toString(),
    variables: { after },
  });
  const { value } = await events.next();
  expect(value?.data?.hangupRecorded.hangup.call.callId).toBe('xxx');
  await events.return?.();
  const later = await eventCursor();
  expect(later).not.toBe(after);
  expect(await eventCursor()).toBe(later);
});

test('a cursor is for keys that may read', async () => {
  const { status, errors } = await gateway.graphql('{ eventCursor }', {}, 'no-such-key-0123456789');
  expect([status, errors?.[0]?.extensions?.code]).toEqual([401, 'UNAUTHENTICATED']);
});
