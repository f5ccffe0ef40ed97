import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import WebSocket, { type ClientOptions } from 'ws';
import { type Gateway, startGateway } from '../support/gateway.js';

const PROTOCOL = 'graphql-transport-ws';
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({
    variables: {
      ALLOWED_ORIGINS: 'https://desk.example',
      SOCKETS_LIMIT: '3',
      SOCKET_MESSAGE_BYTES: '2048',
      CONNECTION_INIT_TIMEOUT_MS: '200',
    },
  });
});

afterAll(() => gateway.dispose());

interface Ended {
  /** The status that the upgrade was refused with, or how the open socket was closed. */
  readonly status?: number;
  readonly code?: number;
}

function open(
  options: ClientOptions = {},
  path = '/graphql',
): { socket: WebSocket; opened: Promise<boolean>; ended: Promise<Ended> } {
  const socket = new WebSocket(gateway.url.replace('http', 'ws') + path, PROTOCOL, options);
  const ended = new Promise<Ended>((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve({ status: response.statusCode }));
    socket.on('close', (code) => resolve({ code }));
  });
  const opened = new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    void ended.then(() => resolve(false));
  });
  return { socket, opened, ended };
}

async function opens(options: ClientOptions): Promise<boolean> {
  const { socket, opened, ended } = open(options);
  const isOpen = await opened;
  if (isOpen) {
    socket.close();
    await ended;
  }
  return isOpen;
}

describe('a socket', () => {
  test('opens for programs and for pages of allowed origins', async () => {
    expect(await opens({})).toBe(true);
    expect(await opens({ origin: 'https://desk.example' })).toBe(true);
    expect(await opens({ origin: gateway.url })).toBe(true);
  });

  test('stays closed for pages of other origins', async () => {
    expect(await open({ origin: 'https://evil.example' }).ended).toEqual({ status: 403 });
    expect(await open({ origin: 'null' }).ended).toEqual({ status: 403 });
  });

  test('is at one path only', async () => {
    expect(await open({}, '/elsewhere').ended).toEqual({ status: 404 });
  });

  test('must say in time who it is', async () => {
    expect(await open().ended).toEqual({ code: 4408 });
  });

  test('ends with a message that is too large', async () => {
    const { socket, opened, ended } = open();
    await opened;
    socket.send(JSON.stringify({ type: 'connection_init', payload: { padding: 'x'.repeat(3_000) } }));
    expect(await ended).toEqual({ code: 1009 });
  });

  test('ends with a message that is none', async () => {
    const { socket, opened, ended } = open();
    await opened;
    socket.send('nonsense');
    expect(await ended).toEqual({ code: 4400 });
  });

  test('is refused where there are as many as there may be', async () => {
    const sockets = [open(), open(), open()];
    await Promise.all(sockets.map(({ opened }) => opened));
    expect(await open().ended).toEqual({ status: 503 });
    for (const { socket } of sockets) socket.close();
    await Promise.all(sockets.map(({ ended }) => ended));
    expect(await opens({})).toBe(true);
  });
});
