import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';

// A hang-up's own result won over a later one, and the signal that ended the call did not tell what the bot's command had.

let gateway: Gateway;
let calls = 0;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

const ASK = `query ($callId: String!) { call(callId: $callId) {
  hangup { source reasonCode botOperationResult botOperationData }
  hangups { initiator botOperationResult }
  botOperations { result data occurredAt } } }`;

interface Operation {
  readonly result: string | null;
}

/** The call after these payloads, one after the other, all naming it. */
async function callAfter(...payloads: object[]) {
  const callId = `call-${++calls}`;
  for (const payload of payloads) {
    const response = await gateway.post('/webhooks/audiocodes', { conversation: callId, ...payload });
    expect(await response.json()).toMatchObject({ rejected: [] });
  }
  return (await gateway.graphql(ASK, { callId })).data.call;
}

const command = (parameters: object, said: object = {}) => ({
  type: 'event',
  name: 'hangup',
  ...said,
  activityParams: parameters,
});
const set = (parameters: object, said: object = {}) => ({ ...said, sessionParams: parameters });
const SUCCESS = { botOperationResult: 'success' };
const FAILURE = { botOperationResult: 'failure' };
const END = { reason: 'Client Side', reasonCode: 'client-disconnected' };

describe('what the bot set last', () => {
  test('stands at the end of the call, whichever record said it', async () => {
    const call = await callAfter(command(SUCCESS), END, set(FAILURE));
    expect(call.hangup).toMatchObject({ reasonCode: 'CLIENT_DISCONNECTED', botOperationResult: 'FAILURE' });
    // The command itself said what it said.
    expect(call.hangups).toContainEqual({ initiator: 'BOT', botOperationResult: 'SUCCESS' });
    expect(call.botOperations.map(({ result }: Operation) => result)).toEqual(['SUCCESS', 'FAILURE']);
  });

  test('stands at a notice that says nothing of it, where the command alone did', async () => {
    const data = { feedback: 'user was not cooperative' };
    const call = await callAfter(END, command({ ...FAILURE, botOperationData: data }));
    expect(call.hangup).toMatchObject({ botOperationResult: 'FAILURE', botOperationData: data });
  });

  test('is a result and data each for itself', async () => {
    const call = await callAfter(set({ ...FAILURE, botOperationData: { step: 1 } }), set(SUCCESS), END);
    expect(call.hangup).toMatchObject({ botOperationResult: 'SUCCESS', botOperationData: { step: 1 } });
  });

  test('is told by its own times, in whatever order it comes', async () => {
    const at = (second: number) => ({ timestamp: `2024-02-27T12:16:0${second}Z` });
    const said = [set(SUCCESS, at(1)), command(FAILURE, at(2)), set(SUCCESS, at(3)), END];
    expect((await callAfter(...said)).hangup.botOperationResult).toBe('SUCCESS');
    expect((await callAfter(...said.reverse())).hangup.botOperationResult).toBe('SUCCESS');
    const [failed] = [[set(SUCCESS, at(1)), set(FAILURE, at(2)), END]];
    expect((await callAfter(...failed)).hangup.botOperationResult).toBe('FAILURE');
    expect((await callAfter(...failed.reverse())).hangup.botOperationResult).toBe('FAILURE');
  });

  test('is told by GraphQL, too', async () => {
    const callId = `call-${++calls}`;
    const record = 'mutation ($input: RecordHangupInput!) { recordHangup(input: $input) { outcome } }';
    await gateway.graphql(record, { input: { callId, botOperationResult: 'SUCCESS' } });
    await gateway.post('/webhooks/audiocodes', { conversation: callId, ...set(FAILURE) });
    const { data } = await gateway.graphql(ASK, { callId });
    expect(data.call.hangup).toMatchObject({ source: 'API', botOperationResult: 'FAILURE' });
  });
});

describe('a value that is set again', () => {
  test('is told from a resend by its id or its time', async () => {
    const ids = ['a', 'b', 'c'].map((id) => ({ id }));
    const again = [set(SUCCESS, ids[0]), set(FAILURE, ids[1]), set(SUCCESS, ids[2]), END];
    const call = await callAfter(...again);
    expect(call.hangup.botOperationResult).toBe('SUCCESS');
    expect(call.botOperations).toHaveLength(3);
    const resent = [set(SUCCESS, ids[0]), set(FAILURE, ids[1]), set(SUCCESS, ids[0]), END];
    expect((await callAfter(...resent)).hangup.botOperationResult).toBe('FAILURE');
  });

  test('is taken for a resend where neither is given: the same text is the same delivery', async () => {
    const call = await callAfter(set(SUCCESS), set(FAILURE), set(SUCCESS), END);
    expect(call.hangup.botOperationResult).toBe('FAILURE');
    expect(call.botOperations).toHaveLength(2);
  });
});
