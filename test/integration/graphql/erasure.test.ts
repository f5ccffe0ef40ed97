import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../../support/gateway.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const ERASE = `mutation ($input: EraseCallerInput!) { eraseCaller(input: $input) {
  calls transactions hangups sessions messages callDataRecords rawPayloads heldCalls dryRun
} }`;
const HOLD = `mutation ($input: SetLegalHoldInput!) { setLegalHold(input: $input) { call { callId heldAt } } }`;

test('A person is erased by an ADMIN alone, after a count, and the audit log tells it without them', async () => {
  const turn = (transactionId: string, callId: string) =>
    `{ transactionId: "${transactionId}", callId: "${callId}", callerId: "0176 70919361", text: "Zaunkoenig", requestTimestamp: "2024-03-01T12:00:00Z" }`;
  await gateway.graphql(
    `mutation { recordTransactions(input: { transactions: [${turn('t1', 'c1')}, ${turn('t2', 'c2')}] }) { created }
      recordCallData(input: { callId: "c1", callerId: "+4917670919361", content: "Zaunkoenig" }) { outcome } }`,
  );
  const input = { caller: '+49 176 709 193 61', dryRun: true };
  expect((await gateway.graphql(ERASE, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  const held = await gateway.graphql(HOLD, { input: { callId: 'c2', hold: true } }, gateway.keys.admin);
  expect(held.data.setLegalHold.call.heldAt).toMatch(/Z$/);
  const unknown = await gateway.graphql(HOLD, { input: { callId: 'none', hold: true } }, gateway.keys.admin);
  expect(unknown.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');

  const counted = await gateway.graphql(ERASE, { input }, gateway.keys.admin);
  const counts = { calls: 1, transactions: 1, hangups: 0, sessions: 0, messages: 0, callDataRecords: 1 };
  expect(counted.data.eraseCaller).toEqual({ ...counts, rawPayloads: 2, heldCalls: 1, dryRun: true });
  const erased = await gateway.graphql(ERASE, { input: { ...input, dryRun: false } }, gateway.keys.admin);
  expect(erased.data.eraseCaller).toEqual({ ...counted.data.eraseCaller, dryRun: false });

  const asked = `{ one: call(callId: "c1") { caller { raw redacted } transactions { nodes { text request response } } callData { content } }
    other: call(callId: "c2") { caller { raw redacted } } auditLog { nodes { action details } } }`;
  const { data } = await gateway.graphql(asked, {}, gateway.keys.admin);
  const nothing = { text: null, request: null, response: null };
  expect(data.one).toEqual({
    caller: { raw: null, redacted: true },
    transactions: { nodes: [nothing] },
    callData: [{ content: null }],
  });
  expect(data.other.caller).toEqual({ raw: '0176 70919361', redacted: false });
  const acts = data.auditLog.nodes.filter(({ action }: { action: string }) => /erase|Hold/.test(action));
  expect(acts.map(({ action }: { action: string }) => action)).toEqual(['eraseCaller', 'setLegalHold']);
  expect(JSON.stringify(acts)).not.toMatch(/70919361|709 193/);
});
