import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// One activity or message that nobody could read took the whole list or event with it.

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

async function deliver(path: string, body: object): Promise<Record<string, unknown>> {
  return (await (await gateway.post(path, body)).json()) as Record<string, unknown>;
}

async function quarantined(source: string): Promise<{ id: string; error: string; body: unknown }[]> {
  const ask = 'query ($source: Source) { quarantine(source: $source) { nodes { id error body } } }';
  return (await gateway.graphql(ask, { source }, gateway.keys.admin)).data.quarantine.nodes;
}

test('of a list of activities the good ones stand, and the bad one is kept as a delivery of its own', async () => {
  const bad = { type: 'event', name: 'hangup', activityParams: { botOperationResult: 'perhaps' } };
  const activities = [
    { type: 'message', text: 'Good bye' },
    bad,
    { type: 'event', name: 'transferStatus', value: { status: 'answered' } },
  ];
  const list = { conversation: 'c-1', sessionParams: { voice: 'Anna' }, activities };
  expect(await deliver('/webhooks/audiocodes', list)).toMatchObject({
    received: 3,
    created: 2,
    rejected: [{ index: 1, code: 'INVALID_FIELD', message: expect.stringContaining('botOperationResult') }],
  });
  expect(await deliver('/webhooks/audiocodes', list)).toMatchObject({ duplicates: 2, rejected: [{ index: 1 }] });
  const { data } = await gateway.graphql('{ call(callId: "c-1") { outcome transfers { status } hangups { id } } }');
  expect(data.call).toEqual({ outcome: 'TRANSFERRED', transfers: [{ status: 'ANSWERED' }], hangups: [] });
  expect(await quarantined('AUDIOCODES')).toMatchObject([{ body: { ...list, activities: [bad] } }]);
});

test('a list in which nothing matters is rejected as it stands', async () => {
  const activities = [
    { type: 'message', text: 'one' },
    { type: 'message', text: 'two' },
  ];
  expect(await deliver('/webhooks/audiocodes', { conversation: 'c-2', activities })).toMatchObject({
    received: 1,
    rejected: [{ index: 0, code: 'UNSUPPORTED_EVENT' }],
  });
});

test('an event stands without a message that cannot be read, and the message is kept', async () => {
  const message = { id: 'm-1', direction: 'INBOUND', created_at: '2025-08-26T11:03:29Z', body: 'job' };
  const bad = { ...message, id: 'm-2', direction: 'SIDEWAYS' };
  const event = {
    event: 'conversation_agent_session.ended',
    request_id: 'r',
    data: { id: 's-1', ended_reason: 'user_ended', messages: [bad, message] },
  };
  expect(await deliver('/webhooks/whippy', event)).toMatchObject({
    received: 2,
    created: 1,
    rejected: [{ index: 1, code: 'INVALID_FIELD', message: expect.stringMatching(/^data\.messages\.0\.direction /) }],
  });
  const ask = '{ session(sessionId: "s-1") { lifecycle messages { nodes { messageId } } } }';
  const { data } = await gateway.graphql(ask);
  expect(data.session).toEqual({ lifecycle: 'ENDED', messages: { nodes: [{ messageId: 'm-1' }] } });
  const [kept] = await quarantined('WHIPPY');
  expect(kept?.body).toEqual({ event: event.event, data: { id: 's-1', messages: [bad] } });
  const replay = 'mutation ($ids: [ID!]!) { replayQuarantined(ids: $ids) { applied stillQuarantined } }';
  const again = await gateway.graphql(replay, { ids: [kept?.id] }, gateway.keys.admin);
  expect(again.data.replayQuarantined).toEqual({ applied: 0, stillQuarantined: 1 });
  expect(await quarantined('WHIPPY')).toHaveLength(1);
});

test('an event with more bad messages than are kept apart is rejected as it stands', async () => {
  const data = { id: 's-2', messages: Array.from({ length: 101 }, (_, index) => index) };
  const answer = await deliver('/webhooks/whippy', { event: 'conversation_agent_session.ended', data });
  expect(answer).toMatchObject({ received: 1, rejected: [{ index: 0 }] });
});
