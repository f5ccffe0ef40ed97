import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CallAsGraphDocument,
  HangupRecordedDocument,
  type HangupRecordedSubscription,
  RecordTransactionsDocument,
} from '../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { ROOT } from '../support/program.js';
import { subscribers } from '../support/until.js';

const fixture = (name: string) => readFileSync(path.join(ROOT, 'test/fixtures/parloa', name), 'utf8');
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.dispose());

/** Hang-ups after a cursor, as a client receives them. */
function hangups(after: string | null) {
  const query = HangupRecordedDocument.toString();
  return gateway.socket().iterate<HangupRecordedSubscription>({ query, variables: { after } });
}

describe('a call', () => {
  test('goes in by webhook and comes out as a graph', async () => {
    await gateway.post('/webhooks/parloa', fixture('transaction.json'));
    const { call } = await gateway.run(CallAsGraphDocument, { callId: 'a8f35368-3feb-123a-618c-d094667acbd8' });
    expect(call).toMatchObject({
      callId: 'a8f35368-3feb-123a-618c-d094667acbd8',
      status: 'ENDED',
      endedBy: 'BOT',
      turnCount: 1,
      hangup: null,
      transactions: { totalCount: 1, pageInfo: { hasNextPage: false } },
    });
    expect(call?.transactions.nodes[0]).toMatchObject({
      sequence: 1,
      kind: 'TURN',
      promptText: expect.stringMatching(/^Alles klar, dann danke ich für das nette Gespräch/),
      intent: { name: 'Nein', sourceId: '-4300620255518597600' },
      transition: { from: { name: 'Nachfrage weiteres Anliegen' }, to: null, handled: 'LOCALLY', terminal: true },
    });
  });

  test('is the same whichever way its turns come in', async () => {
    const turn = { transactionId: 't-1', callId: 'by-mutation', requestTimestamp: '2024-01-01T00:00:00.000Z' };
    const first = await gateway.run(RecordTransactionsDocument, { transactions: [turn, turn] });
    expect(first.recordTransactions).toMatchObject({ created: 1, duplicates: 1, revised: 0, rejected: 0 });
    const { call } = await gateway.run(CallAsGraphDocument, { callId: 'by-mutation' });
    expect(call?.identities).toEqual([{ source: 'API', kind: 'callId', value: 'by-mutation' }]);
  });

  test('of somebody without a key stays unseen', async () => {
    const { status, errors } = await gateway.graphql('{ viewer { clientId } }', {}, 'wrong');
    expect([status, errors?.[0]?.extensions?.code]).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('a hang-up', () => {
  test('reaches a subscriber who was away, with a cursor to go on from', async () => {
    const live = hangups(null);
    const first = live.next();
    await subscribers(gateway.url, 1);
    await gateway.post('/webhooks/parloa', fixture('hangup.json'));
    const seen = (await first).value?.data?.hangupRecorded;
    expect(seen?.hangup).toMatchObject({ call: { callId: 'xxx' }, initiator: 'CALLER' });
    await live.return?.();

    const again = JSON.parse(fixture('hangup.json'))[0];
    const rename = (text: string) => text.replaceAll('"callId":"xxx"', '"callId":"yyy"');
    await gateway.post('/webhooks/parloa', rename(JSON.stringify({ ...again, transactionId: 'later' })));
    const resumed = hangups(seen?.cursor ?? null);
    const { value } = await resumed.next();
    expect(value?.data?.hangupRecorded.hangup).toMatchObject({ call: { callId: 'yyy' } });
    await resumed.return?.();
  });
});
