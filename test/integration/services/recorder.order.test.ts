import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SourceItem } from '../../../src/domain/record.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { clientNumber, SILENT_WAKE } from '../../support/clients.js';
import { conversations, parloaItem } from '../../support/conversations.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { storedCalls } from '../../support/stored.js';

const RUNS = { SQLite: 1_000, PostgreSQL: 200 } as const;

/** How the same records are delivered another time: shuffled, some twice, cut into concurrent deliveries. */
const disorder = fc.record({
  order: fc.infiniteStream(fc.nat()),
  twice: fc.infiniteStream(fc.boolean()),
  cut: fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
});

describe.each(databaseKinds)('on $name', (kind) => {
  let stored: TestDatabase;
  let recorders: GroupCommitRecorder[];
  let clients = 0;

  beforeAll(async () => {
    stored = await kind.create();
    const options = { queueItems: 10_000, commitItems: 50, defaultCountry: 'DE' };
    const other = await stored.open();
    recorders = [stored.database, other].map((database) => new GroupCommitRecorder(database, SILENT_WAKE, options));
  });
  afterAll(() => stored.discard());

  test('any order, duplication, split and interleaving of deliveries stores the same', async () => {
    const property = fc.asyncProperty(conversations, disorder, async (payloads, { order, twice, cut }) => {
      const items = payloads.map(parloaItem);
      const plain = clientNumber(++clients);
      await recorders[0]?.record(plain, items);
      const disordered = clientNumber(++clients);
      const repeated = items.flatMap((item) => (twice.next().value ? [item, item] : [item]));
      const shuffled = repeated.map((item) => ({ item, key: order.next().value })).sort((a, b) => a.key - b.key);
      const deliveries: SourceItem[][] = [];
      while (shuffled.length > 0) deliveries.push(shuffled.splice(0, cut.next().value).map(({ item }) => item));
      await Promise.all(deliveries.map((delivery, i) => recorders[i % 2]?.record(disordered, delivery)));
      const expected = await storedCalls(stored.database, plain.id);
      expect(expected).not.toHaveLength(0);
      expect(await storedCalls(stored.database, disordered.id)).toEqual(expected);
    });
    await fc.assert(property, { numRuns: RUNS[kind.name as keyof typeof RUNS] });
  }, 300_000);
});
