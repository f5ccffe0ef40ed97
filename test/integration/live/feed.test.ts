import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '../../../src/domain/client.js';
import { LoggedSubject } from '../../../src/domain/event-log.js';
import type { FeedEvent } from '../../../src/domain/ports.js';
import { LogFeed } from '../../../src/live/feed.js';
import { MemoryWake } from '../../../src/live/wake/memory.js';
import type { Database } from '../../../src/persistence/database.js';
import { EventLogEntity } from '../../../src/persistence/entities/event-log.entity.js';
import { StoredClients } from '../../../src/services/clients.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { turnItem } from '../../support/turns.js';

const TRANSACTIONS = [LoggedSubject.TRANSACTION];
const cursorOf = (text: string) => Buffer.from(text).toString('base64url');

describe.each(databaseKinds)('the feed on $name', ({ create }) => {
  let created: TestDatabase;
  let database: Database;
  let clients: StoredClients;
  let wake: MemoryWake;
  let recorder: GroupCommitRecorder;
  let feed: LogFeed;
  let client: Client;
  let clientCount = 0;
  let turns = 0;
  let errors: unknown[];
  const onError = (error: unknown) => void errors.push(error);

  beforeAll(async () => {
    created = await create();
    database = created.database;
    clients = new StoredClients(database, { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError });
  });

  afterAll(() => created.discard());

  beforeEach(async () => {
    errors = [];
    turns = 0;
    wake = new MemoryWake(onError);
    recorder = new GroupCommitRecorder(database, wake, { queueItems: 10_000, commitItems: 50, defaultCountry: 'DE' });
    // Nothing is left to the poll but where a test wants it.
    feed = feedWith({ pollIntervalMs: 60_000 });
    client = await clients.createClient({ clientId: `client-${clientCount++}` }, 'a test');
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    feed.close();
    await wake.close();
    expect(feed.followers).toBe(0);
    expect(errors).toEqual([]);
  });

  const feedWith = ({ pollIntervalMs = 60_000, batch = 7, queueEvents = 20 }) =>
    new LogFeed(database, wake, { pollIntervalMs, batch, queueEvents, onError });

  /** Records so many turns in one delivery. */
  const record = async (count: number, of: Client = client) => {
    await recorder.record(
      of,
      Array.from({ length: count }, () => turnItem(`turn-${turns++}`)),
    );
  };

  const take = async (events: AsyncIterableIterator<FeedEvent>, count: number): Promise<FeedEvent[]> => {
    const taken: FeedEvent[] = [];
    while (taken.length < count) {
      const { done, value } = await events.next();
      if (done) throw new Error(`The feed ended after ${taken.length} events.`);
      taken.push(value);
    }
    return taken;
  };

  /** All turns in the log so far, by a reader of its own. */
  const logged = async (count: number) => {
    const reader = feed.follow(client.id, TRANSACTIONS, cursorOf('v1:0'));
    const events = await take(reader, count);
    await reader.return();
    return events;
  };

  test('begins with what is committed after the call', async () => {
    await record(3);
    const events = feed.follow(client.id, TRANSACTIONS, null);
    await events.opened;
    await record(2);
    const [first, second] = await take(events, 2);
    expect([first, second]).toEqual((await logged(5)).slice(3));
    expect(first?.event).toMatchObject({ client: client.id, subject: 'TRANSACTION' });
  });

  test('tells only of the subjects and of the client that are followed', async () => {
    const other = await clients.createClient({ clientId: `client-${clientCount++}` }, 'a test');
    const calls = feed.follow(client.id, [LoggedSubject.CALL], null);
    const everything = feed.follow(client.id, Object.values(LoggedSubject), null);
    await Promise.all([calls.opened, everything.opened]);
    await record(1, other);
    await record(1);
    expect((await take(calls, 1)).map(({ event }) => event.subject)).toEqual(['CALL']);
    const both = await take(everything, 2);
    expect(both.map(({ event }) => event.subject).sort()).toEqual(['CALL', 'TRANSACTION']);
    expect(both.every(({ event }) => event.client === client.id)).toBe(true);
  });

  test('misses nothing and repeats nothing when followers go and come back while turns are written', async () => {
    const deliveries = 60;
    const perDelivery = 3;
    const total = deliveries * perDelivery;
    const writer = (async () => {
      for (let i = 0; i < deliveries; i++) await record(perDelivery);
    })();
    const follow = async (stay: number) => {
      const taken: FeedEvent[] = [];
      let cursor = cursorOf('v1:0');
      while (taken.length < total) {
        const events = feed.follow(client.id, TRANSACTIONS, cursor);
        taken.push(...(await take(events, Math.min(stay, total - taken.length))));
        cursor = taken.at(-1)?.cursor ?? cursor;
        await events.return();
      }
      return taken;
    };
    const readers = await Promise.all([follow(1), follow(4), follow(33), follow(total)]);
    await writer;
    const all = await logged(total);
    expect(new Set(all.map(({ event }) => event.subjectRef)).size).toBe(total);
    for (const taken of readers) expect(taken).toEqual(all);
  });

  test('reads the log once for all who follow it', async () => {
    const followers = Array.from({ length: 10 }, () => feed.follow(client.id, TRANSACTIONS, null));
    const first = followers.map((events) => take(events, 1));
    await Promise.all(followers.map(({ opened }) => opened));
    await record(1);
    await Promise.all(first);
    const second = followers.map((events) => take(events, 1));
    const before = database.statements;
    await record(1);
    const taken = await Promise.all(second);
    // A read for the signal, and perhaps one that had begun.
    expect(database.statements - before).toBeLessThan(4);
    // What is told to all is one object.
    expect(new Set(taken.map(([event]) => event)).size).toBe(1);
    expect(feed.tails).toBe(1);
  });

  test('replays on demand, a batch at a time', async () => {
    await record(40);
    const events = feed.follow(client.id, TRANSACTIONS, cursorOf('v1:0'));
    await events.opened;
    const before = database.statements;
    await take(events, 1);
    expect(database.statements - before).toBe(1);
    await take(events, 39);
    expect(database.statements - before).toBeGreaterThan(5);
  });

  test('refuses nonsense at once', () => {
    const refusal = expect.objectContaining({ code: 'BAD_USER_INPUT', path: ['after'] });
    expect(() => feed.follow(client.id, TRANSACTIONS, 'nonsense')).toThrow(refusal);
    expect(feed.followers).toBe(0);
  });

  test('refuses a cursor beyond what exists', async () => {
    await record(1);
    const newest = (await logged(1)).at(-1)?.event.seq ?? 0;
    const events = feed.follow(client.id, TRANSACTIONS, cursorOf(`v1:${newest + 5}`));
    await expect(events.opened).rejects.toMatchObject({ code: 'BAD_USER_INPUT', path: ['after'] });
    await expect(events.next()).rejects.toMatchObject({ code: 'BAD_USER_INPUT', path: ['after'] });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  const forget = (upTo: number) =>
    database.manage((em) => em.nativeDelete(EventLogEntity, { client: client.id, seq: { $lte: upTo } }));

  test('says that a cursor has expired when entries after it are gone, and not before', async () => {
    await record(10);
    await forget(5);
    const expired = feed.follow(client.id, TRANSACTIONS, cursorOf('v1:4'));
    await expect(expired.next()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED', path: ['after'] });
    const kept = feed.follow(client.id, Object.values(LoggedSubject), cursorOf('v1:5'));
    const replayed = await take(kept, 15);
    expect(replayed.map(({ event }) => event.seq)).toEqual(Array.from({ length: 15 }, (_, index) => index + 6));
  });

  test('says so too when they go while they are replayed', async () => {
    await record(20);
    const events = feed.follow(client.id, Object.values(LoggedSubject), cursorOf('v1:0'));
    await take(events, 7);
    await forget(10);
    await expect(events.next()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
  });

  test('ends a slow follower alone', async () => {
    const slow = feed.follow(client.id, TRANSACTIONS, null);
    const fast = feed.follow(client.id, TRANSACTIONS, null);
    const firsts = [take(slow, 1), take(fast, 1)];
    await Promise.all([slow.opened, fast.opened]);
    await record(1);
    await Promise.all(firsts);
    for (let i = 0; i < 20; i++) {
      const next = take(fast, 1);
      await record(1);
      await next;
    }
    expect(feed.followers).toBe(2);
    const next = take(fast, 1);
    await record(1);
    await next;
    expect(feed.followers).toBe(1);
    await expect(slow.next()).rejects.toMatchObject({ code: 'SLOW_CONSUMER' });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
    const [[after]] = await Promise.all([take(fast, 1), record(1)]);
    expect(after?.event.subject).toBe('TRANSACTION');
  });

  test('ends at once when it is returned, also while the next event is awaited', async () => {
    const events = feed.follow(client.id, TRANSACTIONS, null);
    const stays = feed.follow(client.id, TRANSACTIONS, null);
    const awaited = [events.next(), events.next()];
    const first = take(stays, 1);
    await Promise.all([events.opened, stays.opened]);
    expect(await events.return()).toEqual({ done: true, value: undefined });
    expect(await Promise.all(awaited)).toEqual(awaited.map(() => ({ done: true, value: undefined })));
    await record(1);
    expect(await first).toHaveLength(1);
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(feed.followers).toBe(1);
  });

  test('leaves no timer behind when the last follower has gone', async () => {
    const started = jest.spyOn(globalThis, 'setInterval');
    const stopped = jest.spyOn(globalThis, 'clearInterval');
    for (let i = 0; i < 3; i++) {
      const events = feed.follow(client.id, TRANSACTIONS, null);
      const first = take(events, 1);
      await events.opened;
      await record(1);
      await first;
      expect(feed.tails).toBe(1);
      await events.return();
      expect(feed.tails).toBe(0);
    }
    const timers = started.mock.results.map(({ value }) => value);
    expect(timers).toHaveLength(3);
    expect(stopped.mock.calls.map(([timer]) => timer)).toEqual(timers);
    expect(timers.every((timer) => !(timer as NodeJS.Timeout).hasRef())).toBe(true);
  });

  test('ends all followers when it is closed, and later ones at once', async () => {
    const follow = () => feed.follow(client.id, TRANSACTIONS, null).next();
    const awaited = follow();
    feed.close();
    for (const next of [awaited, follow()]) expect(await next).toEqual({ done: true, value: undefined });
  });

  test('finds by the poll what no signal told of', async () => {
    const options = { queueItems: 100, commitItems: 10, defaultCountry: 'DE' };
    const silent = new GroupCommitRecorder(database, new MemoryWake(onError), options);
    const polling = feedWith({ pollIntervalMs: 10 });
    const events = polling.follow(client.id, TRANSACTIONS, null);
    const first = take(events, 1);
    await events.opened;
    await silent.record(client, [turnItem('first')]);
    await first;
    const second = take(events, 1);
    await silent.record(client, [turnItem('second')]);
    expect(await second).toHaveLength(1);
    polling.close();
  });

  test.each(['live', 'replaying'])('goes on after a failed read while %s, and reports it', async (phase) => {
    const polling = feedWith({ pollIntervalMs: 10 });
    const events = polling.follow(client.id, TRANSACTIONS, null);
    await events.opened;
    if (phase === 'live') {
      const first = take(events, 1);
      await record(1);
      await first;
    }
    const failure = new Error('The connection was lost.');
    jest.spyOn(database, 'read').mockRejectedValueOnce(failure).mockRejectedValueOnce(failure);
    const next = take(events, 1);
    await record(1);
    await next;
    polling.close();
    expect(errors.splice(0)).toEqual([failure, failure]);
  });

  test('fails to open where the database cannot be read', async () => {
    const failure = new Error('The connection was lost.');
    jest.spyOn(database, 'read').mockRejectedValueOnce(failure);
    const events = feed.follow(client.id, TRANSACTIONS, null);
    await expect(events.next()).rejects.toBe(failure);
    expect(feed.followers).toBe(0);
  });
});
