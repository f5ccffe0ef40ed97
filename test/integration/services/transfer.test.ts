import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from '../../../src/domain/client.js';
import type { SourceItem } from '../../../src/domain/record.js';
import { recordedItem } from '../../../src/graphql/recorded.js';
import type { Database } from '../../../src/persistence/database.js';
import { DemoPath, trafficOf } from '../../../src/server/demo/traffic.js';
import { valueReader } from '../../../src/server/transfer/read-value.js';
import { StoredClients } from '../../../src/services/clients.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { exportLines } from '../../../src/services/transfer/export.js';
import { type ImportSummary, importValues } from '../../../src/services/transfer/import.js';
import { valuesOf } from '../../../src/services/transfer/json-values.js';
import { readDelivery } from '../../../src/webhooks/read-delivery.js';
import { SILENT_WAKE } from '../../support/clients.js';
import { conversations } from '../../support/conversations.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { gatewayConversations } from '../../support/gateway-calls.js';
import { storedCalls } from '../../support/stored.js';

const READER = valueReader({ source: null, depth: 64 });

interface Gateway {
  readonly database: Database;
  readonly recorder: GroupCommitRecorder;
  readonly client: Client;
}

async function importText(gateway: Gateway, text: string, batchItems = 7): Promise<ImportSummary> {
  const chunks = Readable.from([Buffer.from(text)]) as AsyncIterable<Buffer>;
  return importValues(valuesOf(chunks, 1_000_000), {
    ...gateway,
    read: READER,
    batchItems,
    batchBytes: 100_000,
    batches: 2,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

async function exported(
  { database, client }: Gateway,
  period = { since: null, until: null } as object,
): Promise<string[]> {
  const options = { client, since: null, until: null, defaultCountry: 'DE', ...period };
  return Array.fromAsync(exportLines(database, options));
}

function callData(callId: string, callerRaw: string, countryCode: string | null, fields: string): SourceItem {
  const said = { type: 'callData', callId, callerRaw, countryCode, content: 'a\u2028b', conversationId: null } as const;
  const content = { understood: true, records: [{ ...said, fields, idempotent: false }] } as const;
  return { source: 'CALL_DATA', eventType: 'callData', key: null, body: '{}', content };
}

const MUTATIONS: readonly [string, string][] = [
  [
    'transaction',
    '{"transactionId":"api-1","callId":"by-api","requestTimestamp":"2026-01-01T00:00:00.000Z","text":"Hallo\\u0000",' +
      '"intent":{"name":"Ja","confidence":0.5},"slots":{"b":12345678901234567890},"variables":[{"id":"v","value":{"x":1e400}}]}',
  ],
  ['hangup', '{"callId":"by-api","reason":"done","botOperationData":{"wide":9007199254740993}}'],
  [
    'session',
    '{"sessionId":"api-s","callId":"by-api","messages":[{"id":"m","direction":"INBOUND","createdAt":"2026-01-01T00:00:00Z"}]}',
  ],
  ['link', '{"callIds":["by-api","in-address"]}'],
  ['analysis', '{"sessionId":"api-s","sentiment":"POSITIVE","customData":{"a":1}}'],
];

describe.each(databaseKinds)('an export on $name', (kind) => {
  const databases: TestDatabase[] = [];
  let gateways: [Gateway, Gateway];
  let clients = 0;

  beforeAll(async () => {
    databases.push(await kind.create(), await kind.create());
  });

  afterAll(async () => {
    for (const each of databases) await each.discard();
  });

  /** Two gateways with a new client each. */
  async function fresh(): Promise<[Gateway, Gateway]> {
    const clientId = `client-${++clients}`;
    const opened = databases.map(async ({ database }) => {
      const onError = (error: unknown) => {
        throw error;
      };
      const key = { privacyKeyOf: () => 'a key of the tests' };
      const terms = { timeZone: 'Europe/Berlin', callDataRetentionDays: 30 };
      const stored = new StoredClients(database, { ...terms, key, onError });
      const options = { queueItems: 20_000, commitItems: 1_000, defaultCountry: 'DE' };
      const recorder = new GroupCommitRecorder(database, SILENT_WAKE, options);
      return { database, recorder, client: await stored.createClient({ clientId }, 'a test') };
    });
    return (await Promise.all(opened)) as [Gateway, Gateway];
  }

  async function expectRoundTrip([one, other]: [Gateway, Gateway]): Promise<string[]> {
    const lines = await exported(one);
    const { rejected } = await importText(other, lines.join('\n'));
    expect(rejected).toBe(0);
    expect(await exported(other)).toEqual(lines);
    expect(await storedCalls(other.database, other.client.id)).toEqual(await storedCalls(one.database, one.client.id));
    return lines;
  }

  test('goes into an empty gateway and comes out of it as it was, from all sources', async () => {
    gateways = await fresh();
    const [one, other] = gateways;
    const options = {
      seed: 3,
      startedAt: Date.parse('2026-03-02T08:00:00Z'),
      callsPerMinute: 60,
      languages: ['de'] as const,
    };
    const sent = [...trafficOf(options).take(40)].flatMap((call) => call.deliveries);
    const bodies = sent.filter(({ path }) => path !== DemoPath.CALL_DATA).map(({ body }) => body);
    expect(await importText(one, bodies.join('\n'))).toMatchObject({ rejected: 0 });
    const items = MUTATIONS.map(([type, body]) => recordedItem(type, body));
    const link = {
      conversation: 'gateway-1',
      callId: 'by-api',
      reason: 'Client Side',
      reasonCode: 'client-disconnected',
    };
    await one.recorder.record(one.client, items);
    const addressed = readDelivery(
      'AUDIOCODES',
      '{"type":"event","name":"hangup"}',
      '{"conversation":"in-address"}',
      64,
    );
    await one.recorder.record(one.client, addressed);
    await importText(one, JSON.stringify(link, null, 2));
    await one.recorder.record(one.client, [
      callData('by-api', '044 668 18 00', 'CH', '{"a":\n1}'),
      callData('by-api', '044 668 18 00', 'CH', '{"b":2}'),
      callData('lost\u0000', '0151 23456789', null, '{}'),
    ]);
    const lines = await expectRoundTrip(gateways);
    expect(lines.every((line) => !/[\n\r\u2028]/.test(line) && JSON.parse(line).talkgraph === 1)).toBe(true);
    expect(lines.filter((line) => JSON.parse(line).type === 'callData')).toHaveLength(3);

    const again = await importText(other, lines.join('\n'));
    expect(again).toMatchObject({ created: 0, revised: 0, rejected: 0 });
    expect(await exported(other)).toEqual(lines);
  });

  test('holds what was received in its period alone', async () => {
    const [one] = gateways;
    const all = await exported(one);
    const times = all
      .map((line) => JSON.parse(line))
      .map(({ receivedAt, storedAt }) => Date.parse(receivedAt ?? storedAt));
    const until = Math.max(...times);
    const [before, after] = [await exported(one, { until }), await exported(one, { since: until })];
    expect(before.length).toBeGreaterThan(0);
    expect(after.length).toBeGreaterThan(0);
    expect([...before, ...after].sort()).toEqual([...all].sort());
  });

  test('is exact whatever was said, in whatever order, with revisions and merged calls', async () => {
    const shuffled = fc
      .oneof(conversations, gatewayConversations)
      .chain((payloads) => fc.shuffledSubarray([...payloads], { minLength: payloads.length }));
    await fc.assert(
      fc.asyncProperty(shuffled, fc.boolean(), async (payloads, revised) => {
        const pair = await fresh();
        const texts = payloads.map(({ text }) => text);
        const later = revised ? texts.slice(0, 2).map((text) => text.replace('Hallo', 'Hallo!')) : [];
        await importText(pair[0], [...texts, ...later].join('\n'), 2);
        await expectRoundTrip(pair);
      }),
      { numRuns: 15 },
    );
  });
});
