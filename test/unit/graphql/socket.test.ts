import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { DomainError } from '../../../src/domain/errors.js';
import { aGateway, type Gateway } from './gateway.js';

const HANGUPS =
  'subscription ($filter: HangupFilter, $after: String) { hangupRecorded(filter: $filter, after: $after) { cursor hangup { id state { name } call { callId } } } }';

interface Message {
  readonly id?: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into payloads of every shape
  readonly payload?: any;
}

/** A client that speaks graphql-transport-ws by hand. */
class Client {
  readonly closed: Promise<number>;
  private readonly messages: Message[] = [];
  private waiting: ((message: Message) => void) | null = null;

  constructor(readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      if (this.waiting === null) this.messages.push(message);
      else this.waiting(message);
      this.waiting = null;
    });
  }

  static async open(port: number): Promise<Client> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
    const client = new Client(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return client;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  next(): Promise<Message> {
    const message = this.messages.shift();
    if (message !== undefined) return Promise.resolve(message);
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  async init(key = 'key-read'): Promise<void> {
    this.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } });
    expect((await this.next()).type).toBe('connection_ack');
  }

  subscribe(query: string, variables: object = {}, id = '1'): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }
}

describe('GraphQL over a socket', () => {
  let gateway: Gateway;
  let server: WebSocketServer;
  let client: Client;
  beforeEach(async () => {
    gateway = await aGateway({
      limits: { connectionInitTimeoutMs: 60_000, socketsPerKey: 2, subscriptionsPerSocket: 2 },
    });
    server = new WebSocketServer({ port: 0, path: '/graphql' });
    useServer(gateway.room.socketOptions as never, server);
    client = await open();
  });
  afterEach(async () => {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
    await gateway.close();
  });
  const open = () => Client.open((server.address() as AddressInfo).port);

  it('sends hang-ups as they are recorded, each with its cursor', async () => {
    await client.init();
    client.subscribe(HANGUPS);
    gateway.feed.send(1);
    gateway.feed.send(2);
    const { payload, type } = await client.next();
    expect(type).toBe('next');
    expect(payload).toEqual({
      data: {
        hangupRecorded: {
          cursor: 'cursor-1',
          hangup: { id: expect.any(String), state: { name: 'NEXT' }, call: { callId: 'call-1' } },
        },
      },
    });
    expect((await client.next()).payload.data.hangupRecorded).toMatchObject({
      cursor: 'cursor-2',
      hangup: { state: null },
    });
    expect(gateway.feed.followed).toEqual([[1, ['HANGUP'], null]]);
  });

  it('leaves out what the filter does not hold for, and goes on after a cursor', async () => {
    Object.assign(gateway.reader.hangups_[0] ?? {}, { initiator: 'BOT' });
    await client.init();
    client.subscribe(HANGUPS, { filter: { initiator: ['CALLER'] }, after: 'cursor-0' });
    gateway.feed.send(1);
    gateway.feed.send(2);
    expect((await client.next()).payload.data.hangupRecorded.cursor).toBe('cursor-2');
    expect(gateway.feed.followed.map(([, , after]) => after)).toContain('cursor-0');
  });

  it('reads anew for every event', async () => {
    await client.init();
    client.subscribe(HANGUPS);
    gateway.feed.send(1);
    await client.next();
    Object.assign(gateway.reader.hangups_[0] ?? {}, { state: null });
    gateway.feed.send(1);
    expect((await client.next()).payload.data.hangupRecorded.hangup.state).toBeNull();
  });

  it('stops following when the client completes, while nothing happens', async () => {
    await client.init();
    client.subscribe(HANGUPS);
    gateway.feed.send(1);
    await client.next();
    client.send({ id: '1', type: 'complete' });
    client.send({ type: 'ping' });
    expect((await client.next()).type).toBe('pong');
    expect(gateway.feed.returned).toBe(1);
  });

  it('passes on why the feed ended', async () => {
    await client.init();
    const expired = new DomainError('CURSOR_EXPIRED', 'That cursor is too old.', ['after']);
    gateway.feed.read = () => Promise.reject(expired);
    client.subscribe(HANGUPS, { after: 'cursor-0' });
    expect(await client.next()).toMatchObject({
      type: 'error',
      payload: [{ message: 'That cursor is too old.', extensions: { code: 'CURSOR_EXPIRED', path: ['after'] } }],
    });
  });

  it.each([
    ['a query', '{ viewer { id } }', 'BAD_USER_INPUT', 'Only subscriptions'],
    ['a mutation', 'mutation { revokeApiKey(id: "x") { apiKey { id } } }', 'BAD_USER_INPUT', 'Only subscriptions'],
    ['introspection', '{ __schema { types { name } } }', 'GRAPHQL_VALIDATION_FAILED', 'Introspection is off'],
    ['nonsense', '{', 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
    [
      'an unknown field',
      'subscription { hangupRecorde { cursor } }',
      'GRAPHQL_VALIDATION_FAILED',
      'Cannot query field',
    ],
  ])('refuses %s', async (_what, query, code, words) => {
    await client.init();
    client.subscribe(query);
    const { type, payload } = await client.next();
    expect(type).toBe('error');
    expect(payload[0].extensions.code).toBe(code);
    expect(payload[0].message).toContain(words);
    expect(payload[0].message).not.toContain('Did you mean');
  });

  it('says where a variable is wrong, and never what it was', async () => {
    await client.init();
    client.subscribe(HANGUPS, { filter: { occurredAt: { from: '+491766104' } } });
    const { payload } = await client.next();
    expect(payload[0].extensions).toEqual({ code: 'BAD_USER_INPUT', path: ['filter', 'occurredAt', 'from'] });
    expect(JSON.stringify(payload)).not.toContain('491766104');
  });

  it('closes with 4401 where no key comes, and with 4403 where a wrong one does', async () => {
    client.send({ type: 'connection_init' });
    expect(await client.closed).toBe(4401);
    const other = await open();
    other.send({ type: 'connection_init', payload: { authorization: 'Bearer key-wrong' } });
    expect(await other.closed).toBe(4403);
  });

  it('closes with 4401 where one subscribes before saying who it is', async () => {
    client.subscribe(HANGUPS);
    expect(await client.closed).toBe(4401);
  });

  it('lets a key open only so many sockets, and again when one is closed', async () => {
    const [second, third] = [await open(), await open()];
    await client.init();
    await second.init();
    third.send({ type: 'connection_init', payload: { authorization: 'Bearer key-read' } });
    expect(await third.closed).toBe(4429);
    client.socket.close();
    await client.closed;
    await (await open()).init();
  });

  it('lets a socket open only so many subscriptions', async () => {
    await client.init();
    for (const id of ['1', '2', '3']) client.subscribe(HANGUPS, {}, id);
    expect(await client.next()).toMatchObject({
      id: '3',
      type: 'error',
      payload: [{ extensions: { code: 'OVERLOADED' } }],
    });
  });
});
