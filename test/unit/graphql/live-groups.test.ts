import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Identity } from '../../../src/domain/ports.js';
import { createPresenter } from '../../../src/graphql/errors.js';
import { Executor } from '../../../src/graphql/execute.js';
import { DEFAULT_LIMITS } from '../../../src/graphql/limits.js';
import { LiveDocuments } from '../../../src/graphql/live/documents.js';
import type { Delivery } from '../../../src/graphql/live/group.js';
import { LiveGroups } from '../../../src/graphql/live/groups.js';
import type { Outlet } from '../../../src/graphql/live/member.js';
import { createSchema } from '../../../src/graphql/schema.js';
import { identityWith } from '../../support/identity.js';
import { type FakeFeed, FakeReader, portsOver } from './fakes.js';

const HANGUPS = 'subscription ($after: String) { hangupRecorded(after: $after) { cursor hangup { call { callId } } } }';
const SAME =
  'subscription($after:String){hangupRecorded(after:$after){cursor hangup{call{callId}}}} # laid out otherwise';

/** A subscriber's network: takes what is sent, and can be made to take nothing. */
class FakeOutlet implements Outlet {
  readonly cursors: string[] = [];
  readonly payloads: string[] = [];
  waiting = 0;
  private expected: { count: number; resolve: () => void } | null = null;

  send(deliveries: readonly Delivery[]): void {
    this.cursors.push(...deliveries.map(({ cursor }) => cursor));
    this.payloads.push(...deliveries.map(({ payload }) => payload));
    if (this.expected !== null && this.cursors.length >= this.expected.count) this.expected.resolve();
  }

  async flush(delivery: Delivery): Promise<void> {
    this.send([delivery]);
  }

  received(count: number): Promise<void> {
    if (this.cursors.length >= count) return Promise.resolve();
    return new Promise((resolve) => {
      this.expected = { count, resolve };
    });
  }
}

describe('subscribers who ask the same', () => {
  let reader: FakeReader;
  let feed: FakeFeed;
  let groups: LiveGroups;
  let subscribe: (query: string, variables?: object, identity?: Identity) => Subscriber;
  const subscribers: Subscriber[] = [];
  const errors: unknown[] = [];
  const requests = new AsyncLocalStorage<string>();

  interface Subscriber {
    readonly outlet: FakeOutlet;
    readonly over: Promise<unknown>;
    leave(): Promise<unknown>;
  }

  beforeEach(async () => {
    reader = new FakeReader();
    const fakes = portsOver(reader);
    feed = fakes.feed;
    const schema = await createSchema();
    const limits = { ...DEFAULT_LIMITS, queueEvents: 10, queueBytes: 5_000 };
    errors.length = 0;
    const onError = (error: unknown) => void errors.push(error);
    const present = createPresenter(schema, true, { error: onError }, () => requests.getStore());
    const executor = new Executor(schema, limits, present);
    const documents = new LiveDocuments({ schema, executor, limits, production: true });
    groups = new LiveGroups({ ports: fakes.ports, executor, limits, onError });
    subscribe = (query, variables = {}, identity = identityWith('READ')) => {
      const operation = documents.read(query, null);
      if (!('prepared' in operation)) throw operation[0];
      const outlet = new FakeOutlet();
      const request = { operation, variables: operation.prepared.variables({ ...variables }), identity };
      const member = groups.subscribe(request, outlet);
      const subscriber = { outlet, over: member.next(), leave: () => member.return() };
      subscriber.over.catch(() => undefined);
      subscribers.push(subscriber);
      return subscriber;
    };
  });

  afterEach(async () => {
    for (const { leave } of subscribers.splice(0)) await leave();
    expect(groups.figures()).toMatchObject({ subscribers: 0, groups: 0 });
  });

  const executions = () => reader.asked.filter((name) => name === 'matchingHangups').length;

  test('share one execution and one text, however their documents are laid out', async () => {
    const all = [HANGUPS, SAME, HANGUPS].map((query) => subscribe(query));
    feed.send(1);
    await Promise.all(all.map(({ outlet }) => outlet.received(1)));
    expect(executions()).toBe(1);
    expect(new Set(all.map(({ outlet }) => outlet.payloads[0])).size).toBe(1);
    expect(groups.figures()).toMatchObject({ subscribers: 3, groups: 1 });
  });

  test('do not share with other variables, other rights or another client', async () => {
    const query = 'subscription ($f: HangupFilter) { hangupRecorded(filter: $f) { cursor } }';
    const other = identityWith('READ');
    const all = [
      subscribe(query),
      subscribe(query, { f: { initiator: ['CALLER'] } }),
      subscribe(query, {}, identityWith('ADMIN')),
      subscribe(query, {}, { ...other, client: { ...other.client, id: 2 } }),
    ];
    feed.send(1);
    await Promise.all(all.map(({ outlet }) => outlet.received(1)));
    expect(groups.figures()).toMatchObject({ subscribers: 4, groups: 4 });
    expect(executions()).toBe(4);
  });

  test('join the group after what they had missed, without a gap and without a repetition', async () => {
    const live = subscribe(HANGUPS);
    for (const hangup of [1, 2, 1]) feed.send(hangup);
    await live.outlet.received(3);
    const late = subscribe(HANGUPS, { after: 'cursor-1' });
    await late.outlet.received(2);
    feed.send(2);
    await Promise.all([live.outlet.received(4), late.outlet.received(3)]);
    expect(live.outlet.cursors).toEqual(['cursor-1', 'cursor-2', 'cursor-3', 'cursor-4']);
    expect(late.outlet.cursors).toEqual(['cursor-2', 'cursor-3', 'cursor-4']);
    expect(groups.figures().groups).toBe(1);
  });

  test('do not share where the place to begin is also asked for elsewhere', async () => {
    const query = `subscription ($after: String) { hangupRecorded(after: $after) { cursor hangup { call {
      transactions(first: 1, after: $after) { nodes { id } } } } } }`;
    const [one, other] = [subscribe(query, { after: 'cursor-0' }), subscribe(query, { after: 'cursor-1' })];
    feed.send(1);
    feed.send(2);
    await Promise.all([one.outlet.received(1), other.outlet.received(1)]);
    expect(groups.figures().groups).toBe(2);
  });

  test('lose the one who reads too slowly, who is told where to go on; the others notice nothing', async () => {
    const [fast, slow] = [subscribe(HANGUPS), subscribe(HANGUPS)];
    feed.send(1);
    await Promise.all([fast.outlet.received(1), slow.outlet.received(1)]);
    slow.outlet.waiting = 5_001;
    feed.send(2);
    await expect(slow.over).rejects.toMatchObject({ code: 'SLOW_CONSUMER', details: { cursor: 'cursor-1' } });
    await fast.outlet.received(2);
    expect(slow.outlet.cursors).toEqual(['cursor-1']);
    expect(groups.figures()).toMatchObject({ subscribers: 1, dropped: 1 });
  });

  test('go on when the database was away for a moment', async () => {
    const failing: unknown[] = [];
    const { matchingHangups } = reader;
    reader.matchingHangups = (...args) => {
      reader.matchingHangups = matchingHangups;
      failing.push(args);
      throw new Error('The connection was lost.');
    };
    const { outlet } = subscribe(HANGUPS);
    feed.send(1);
    await outlet.received(1);
    expect(failing).toHaveLength(1);
    expect(outlet.cursors).toEqual(['cursor-1']);
    expect(errors).toEqual([new Error('The connection was lost.')]);
  });

  test("are sent errors without the id of a request, which is one subscriber's own; alone each has its own", async () => {
    reader.callsById = () => {
      throw new Error('The rows cannot be read.');
    };
    const [one, other] = ['one', 'other'].map((id) => requests.run(id, () => subscribe(HANGUPS)));
    requests.run('writer', () => feed.send(1));
    await Promise.all([one?.outlet.received(1), other?.outlet.received(1)]);
    const [payload = ''] = one?.outlet.payloads ?? [];
    expect(JSON.parse(payload).errors[0].extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    expect(other?.outlet.payloads).toEqual([payload]);
    const late = requests.run('late', () => subscribe(HANGUPS, { after: 'cursor-0' }));
    await late.outlet.received(1);
    expect(JSON.parse(late.outlet.payloads[0] ?? '').errors[0].extensions.requestId).toBe('late');
  });

  test('are refused together where the key may not read', async () => {
    const identity = identityWith('READ');
    const { over } = subscribe(HANGUPS, {}, { ...identity, key: { ...identity.key, scopes: [] } });
    await expect(over).rejects.toMatchObject({ originalError: { code: 'FORBIDDEN' } });
  });
});
