import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SourceItem } from '../../../src/domain/record.js';
import type { Database } from '../../../src/persistence/database.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { agentSession, agentSessions, sessionPayloads } from '../../support/agent-sessions.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { conversations, parloaCall, parloaPayloads } from '../../support/conversations.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { gatewayCall, gatewayConversations, gatewayPayloads, linkingPayload } from '../../support/gateway-calls.js';
import { itemsOf, type Payload } from '../../support/payloads.js';
import { type RemoteRecorder, recorderProcesses } from '../../support/recorder-processes.js';
import { storedCalls } from '../../support/stored.js';

// On PostgreSQL by two processes, on SQLite by two connections of this one.
const RUNS = { SQLite: 1_000, PostgreSQL: 200 } as const;

/** How the same records are delivered another time: shuffled, some twice, cut into concurrent deliveries. */
const disorder = fc.record({
  order: fc.infiniteStream(fc.nat()),
  twice: fc.infiniteStream(fc.boolean()),
  cut: fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
});

/** One call of which all vendors tell: a gateway's payload names it as the others do. */
const toldByAll: fc.Arbitrary<readonly Payload[]> = fc
  .record({ turns: parloaCall, signals: gatewayCall, session: agentSession })
  .map(({ turns, signals, session }) => [
    ...parloaPayloads(turns, 0),
    ...gatewayPayloads(signals, 0),
    linkingPayload(0),
    ...sessionPayloads(session, 0),
    linkingPayload(0, { callId: 'call-0', vaigConversationId: 'session-0' }),
  ]);

const told = [
  { name: 'of Parloa', payloads: conversations },
  { name: 'of AudioCodes', payloads: gatewayConversations },
  { name: 'of Whippy', payloads: agentSessions },
  { name: 'of all of them about one call', payloads: toldByAll },
];

describe.each(databaseKinds)('on $name', (kind) => {
  let stored: TestDatabase;
  let recorder: GroupCommitRecorder;
  let others: readonly Pick<RemoteRecorder, 'record'>[];
  const close: (() => Promise<void>)[] = [];
  let clients = 0;

  beforeAll(async () => {
    stored = await kind.create();
    const options = { queueItems: 10_000, commitItems: 50, defaultCountry: 'DE' };
    const make = (database: Database) => new GroupCommitRecorder(database, SILENT_WAKE, options);
    recorder = make(stored.database);
    if (kind.name === 'PostgreSQL') {
      const processes = await recorderProcesses(stored.url, 2);
      close.push(...processes.map((one) => () => one.close()));
      others = processes;
    } else {
      const record = (one: GroupCommitRecorder): RemoteRecorder['record'] => {
        return async (client, items) => void (await one.record(client, items));
      };
      others = [recorder, make(await stored.open())].map((one) => ({ record: record(one) }));
    }
  }, 120_000);
  afterAll(async () => {
    for (const step of close) await step();
    await stored.discard();
  });

  test.each(told)(
    'any order, duplication, split and interleaving of deliveries $name stores the same',
    async (one) => {
      const property = fc.asyncProperty(one.payloads, disorder, async (payloads, { order, twice, cut }) => {
        const items = payloads.flatMap(itemsOf);
        expect(items.filter((item) => !item.content.understood)).toEqual([]);
        const plain = clientNumber(++clients);
        await recorder.record(plain, items);
        const disordered = clientNumber(++clients);
        const repeated = items.flatMap((item) => (twice.next().value ? [item, item] : [item]));
        const shuffled = repeated.map((item) => ({ item, key: order.next().value })).sort((a, b) => a.key - b.key);
        const deliveries: SourceItem[][] = [];
        while (shuffled.length > 0) deliveries.push(shuffled.splice(0, cut.next().value).map(({ item }) => item));
        await Promise.all(deliveries.map((delivery, i) => others[i % 2]?.record(disordered, delivery)));
        const expected = await storedCalls(stored.database, plain.id);
        expect(expected).not.toHaveLength(0);
        if (one.payloads === toldByAll) expect(expected).toHaveLength(1);
        expect(await storedCalls(stored.database, disordered.id)).toEqual(expected);
      });
      await fc.assert(property, { numRuns: RUNS[kind.name as keyof typeof RUNS] });
    },
    600_000,
  );
});
