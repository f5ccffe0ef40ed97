import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../../support/gateway.js';
import { subscribers } from '../../support/until.js';

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

const FIGURES = `{ metrics(interval: DAY) { start calls open turns averageDurationMs p95DurationMs p95ResponseTimeMs
    containment { numerator denominator } abandonment { numerator denominator } fallback { numerator denominator } }
  conversationGraph { callCount nodes { state { key } visits calls entries exits hangupsByCaller fallbacks }
    edges { from { key } to { key } count calls medianResponseTimeMs intents { name count } } }
  intents { nodes { name count calls unhandled { numerator } averageConfidence } }
  topPaths { states { key } calls }
  hangups { totalCount nodes { initiator reasonCode state { key } } } }`;

test('Every figure is the same before and after, and a subscriber hears which call it was', async () => {
  const erased = '+4917670919399';
  const turn = (callId: string, number: number, callerId: string) => ({
    ...{ transactionId: `${callId}-${number}`, callId, callerId, text: 'Zaunkoenig', responseTimeMs: 10 * number },
    ...{ requestTimestamp: `2024-03-0${number}T12:00:00Z`, intent: { name: `Hilfe ${number}`, confidence: 0.5 } },
    ...{ from: { id: `s${number}` }, to: { id: `s${number + 1}` }, handled: number === 2 ? 'GLOBALLY' : 'LOCALLY' },
  });
  const transactions = ['f1', 'f2'].flatMap((call, index) =>
    [1, 2, 3].map((number) => turn(call, number, index === 0 ? erased : '+4930123456')),
  );
  const record = `mutation ($turns: [TransactionInput!]!) { recordTransactions(input: { transactions: $turns }) { created } }`;
  const recorded = await gateway.graphql(record, { turns: transactions });
  expect(recorded).toMatchObject({ data: { recordTransactions: { created: 6 } } });
  const before = await gateway.graphql(FIGURES, {}, gateway.keys.read);
  expect(before).toMatchObject({ data: { metrics: expect.any(Array) } });
  expect(before.errors).toBeUndefined();

  const told = gateway.socket().iterate({
    query: 'subscription { callChanged { change call { callId caller { raw redacted } } } }',
  });
  const first = told.next();
  await subscribers(gateway.url, 1);
  await gateway.graphql(ERASE, { input: { caller: erased, dryRun: false } }, gateway.keys.admin);
  const call = { callId: 'f1', caller: { raw: null, redacted: true } };
  expect((await first).value?.data).toEqual({ callChanged: { change: 'ERASED', call } });
  expect((await gateway.graphql(FIGURES, {}, gateway.keys.read)).data).toEqual(before.data);
});
