import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// A signal that did not know who hung up hid what a session said; of several sessions the one with the last id counted;
// and a call that nobody took counted as one that the caller left.

let gateway: Gateway;
let calls = 0;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

const SESSION = 'mutation ($input: RecordSessionInput!) { recordSession(input: $input) { outcome } }';

async function session(input: object): Promise<void> {
  const { data } = await gateway.graphql(SESSION, { input });
  expect(data.recordSession.outcome).toBe('CREATED');
}

async function endOf(callId: string): Promise<object> {
  return (await gateway.graphql('query ($id: String!) { call(callId: $id) { endedBy outcome } }', { id: callId })).data
    .call;
}

test('a signal that does not say who leaves it to the session', async () => {
  const callId = `call-${++calls}`;
  await session({ sessionId: `s-${callId}`, callId, endedReason: 'agent_hangup', endedAt: '2024-02-27T12:16:23Z' });
  await gateway.post('/webhooks/audiocodes', { callId, status: 'completed' });
  expect(await endOf(callId)).toEqual({ endedBy: 'BOT', outcome: 'COMPLETED' });
});

test('of several sessions the one that ended last counts, whatever their ids and their order', async () => {
  for (const reversed of [false, true]) {
    const callId = `call-${++calls}`;
    const sessions = [
      { sessionId: `z-${callId}`, callId, endedReason: 'user_hangup', endedAt: '2024-02-27T12:16:23Z' },
      { sessionId: `a-${callId}`, callId, endedReason: 'agent_hangup', endedAt: '2024-02-27T12:17:23Z' },
    ];
    for (const one of reversed ? sessions.reverse() : sessions) await session(one);
    expect(await endOf(callId)).toEqual({ endedBy: 'BOT', outcome: 'COMPLETED' });
  }
});

test.each(['declined', 'busy', 'no-answer'])('nobody left a call that was never taken: %s', async (code) => {
  const callId = `call-${++calls}`;
  await gateway.post('/webhooks/audiocodes', { callId, reasonCode: code });
  expect(await endOf(callId)).toEqual({ endedBy: 'UNKNOWN', outcome: 'UNKNOWN' });
  const dialled = `call-${++calls}`;
  await gateway.post('/webhooks/audiocodes', { callId: dialled, status: 'failed', reasonCode: code });
  expect(await endOf(dialled)).toEqual({ endedBy: 'UNKNOWN', outcome: 'UNKNOWN' });
});
