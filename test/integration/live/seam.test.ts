import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '../../../src/domain/client.js';
import { LoggedSubject } from '../../../src/domain/event-log.js';
import { LogFeed } from '../../../src/live/feed.js';
import type { LogFollower } from '../../../src/live/follower.js';
import { MemoryWake } from '../../../src/live/wake/memory.js';
import type { Database } from '../../../src/persistence/database.js';
import type { Sql } from '../../../src/persistence/sql.js';
import { StoredClients } from '../../../src/services/clients.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { turnItem } from '../../support/turns.js';

/** A read whose answer is there but not given yet. */
interface HeldRead {
  readonly answered: Promise<void>;
  release(): void;
}

describe.each(databaseKinds)('the seam between replay and live on $name', ({ create }) => {
  let created: TestDatabase;
  let database: Database;
  let wake: MemoryWake;
  let recorder: GroupCommitRecorder;
  let feed: LogFeed;
  let client: Client;
  let clientCount = 0;
  let turns = 0;
  const onError = (error: unknown) => {
    throw error;
  };

  beforeAll(async () => {
    created = await create();
    database = created.database;
  });

  afterAll(() => created.discard());

  beforeEach(async () => {
    const clients = new StoredClients(database, { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError });
    client = await clients.createClient({ clientId: `client-${clientCount++}` }, 'a test');
    wake = new MemoryWake(onError);
    recorder = new GroupCommitRecorder(database, wake, { queueItems: 100, commitItems: 10, defaultCountry: 'DE' });
    // The poll comes too late to mend anything.
    feed = new LogFeed(database, wake, { pollIntervalMs: 600_000, batch: 100, queueEvents: 100, onError });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    feed.close();
    await wake.close();
  });

  const holdNextRead = (): HeldRead => {
    const answered = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const read = database.read.bind(database);
    jest.spyOn(database, 'read').mockImplementationOnce(async (query: Sql) => {
      const rows = await read(query);
      answered.resolve();
      await released.promise;
      return rows;
    });
    return { answered: answered.promise, release: released.resolve };
  };

  /** Records a turn and waits until the signal was heard. */
  const record = async () => {
    const heard = new Promise<void>((resolve) => {
      const stop = wake.listen(() => {
        stop();
        resolve();
      });
    });
    await recorder.record(client, [turnItem(`turn-${turns++}`)]);
    await heard;
  };

  const follow = async (after: string | null = null) => {
    const follower = feed.follow(client.id, [LoggedSubject.TRANSACTION], after);
    await follower.opened;
    return follower;
  };

  const take = async (follower: LogFollower) => {
    const { done, value } = await follower.next();
    if (done) throw new Error('The feed ended.');
    return value;
  };

  /** A follower that has caught up, and the cursor of the last entry. */
  const caughtUp = async () => {
    const follower = await follow();
    const first = take(follower);
    await record();
    const { cursor } = await first;
    // The tail has read to the end when a further entry came through it.
    const second = take(follower);
    await record();
    await second;
    return { follower, cursor };
  };

  test('an entry that comes while the last batch is on its way is told', async () => {
    const follower = await follow();
    const held = holdNextRead();
    const next = take(follower);
    await held.answered;
    await record();
    held.release();
    expect((await next).event.subject).toBe('TRANSACTION');
  });

  test('an entry that comes while the shared log is being read is told', async () => {
    const { follower } = await caughtUp();
    const held = holdNextRead();
    const first = take(follower);
    await record();
    await held.answered;
    await record();
    held.release();
    const { event } = await first;
    expect((await take(follower)).event.seq).toBeGreaterThan(event.seq);
  });

  test('an entry that a follower read ahead of the others is not told it again', async () => {
    const { follower, cursor } = await caughtUp();
    const held = holdNextRead();
    await record();
    await held.answered;
    const ahead = await follow(cursor);
    const own = [await take(ahead), await take(ahead)];
    held.release();
    const shared = await take(follower);
    expect(own[1]).toEqual(shared);
    const next = [take(ahead), take(follower)];
    await record();
    const [aheadNext, sharedNext] = await Promise.all(next);
    expect(aheadNext).toEqual(sharedNext);
    expect(aheadNext?.event.seq).toBeGreaterThan(shared.event.seq);
  });

  test('nothing is missed while several processes write', async () => {
    const options = { queueItems: 100, commitItems: 10, defaultCountry: 'DE' };
    const elsewhere = new GroupCommitRecorder(await created.open(), wake, options);
    const follower = await follow();
    const writers = [recorder, elsewhere].map(async (writer, index) => {
      for (let i = 0; i < 30; i++) await writer.record(client, [turnItem(`process-${index}-${i}`)]);
    });
    const refs = new Set<number>();
    for (let i = 0; i < 60; i++) refs.add((await take(follower)).event.subjectRef);
    await Promise.all(writers);
    expect(refs.size).toBe(60);
  });
});
