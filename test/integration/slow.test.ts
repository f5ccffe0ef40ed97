import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.js';
import { until } from '../support/until.js';

const PATIENCE_MS = 300;
const ANSWERS = 4_000;
let gateway: Gateway;

beforeAll(async () => {
  const timeout = String(PATIENCE_MS);
  gateway = await startGateway({
    variables: {
      HEADERS_TIMEOUT_MS: timeout,
      REQUEST_TIMEOUT_MS: timeout,
      ANSWER_TIMEOUT_MS: timeout,
      CONNECTIONS_LIMIT: '20',
    },
  });
});

afterAll(() => gateway.dispose());

async function opened(): Promise<Socket> {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** A new connection as the caller and as the gateway, which runs in this process, have it. */
async function bothEnds(): Promise<{ caller: Socket; gatewayEnd: Socket }> {
  const accepted: Socket[] = [];
  const accept = (message: unknown) => accepted.push((message as { socket: Socket }).socket);
  subscribe('net.server.socket', accept);
  const caller = await opened();
  const own = () => accepted.find(({ remotePort }) => remotePort === caller.localPort);
  await until(async () => own() !== undefined);
  unsubscribe('net.server.socket', accept);
  return { caller, gatewayEnd: own() as Socket };
}

function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}

/** Sends a byte now and then, as slowloris does, until the connection ends. */
function drip(socket: Socket, bytes: string): void {
  const timer = setInterval(() => socket.write(bytes), PATIENCE_MS / 10);
  socket.once('close', () => clearInterval(timer));
}

describe('whoever is slow is cut off', () => {
  test('with header fields that do not end', async () => {
    const socket = await opened();
    socket.write('POST /webhooks/parloa HTTP/1.1\r\nhost: a\r\n');
    drip(socket, 'x-a: b\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 408 /);
  });

  test('with a body that does not end', async () => {
    const socket = await opened();
    const head = `authorization: Bearer ${gateway.keys.write}\r\ncontent-type: application/json\r\ncontent-length: 10000`;
    socket.write(`POST /webhooks/parloa HTTP/1.1\r\nhost: a\r\n${head}\r\n\r\n[`);
    drip(socket, ' ');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 408 /);
  });

  test('and does not read what was asked for', async () => {
    const { caller, gatewayEnd } = await bothEnds();
    caller.pause();
    const cut = closed(gatewayEnd);
    const key = `authorization: Bearer ${gateway.keys.read}`;
    // More answers than the network's buffers hold.
    caller.write(`GET /openapi.json HTTP/1.1\r\nhost: a\r\n${key}\r\n\r\n`.repeat(ANSWERS));
    await cut;
    // Whoever does not read hears of the end when it reads again: not all answers came.
    caller.resume();
    await closed(caller);
    const { length } = await (await gateway.get('/openapi.json')).text();
    expect(caller.bytesRead).toBeLessThan(ANSWERS * length);
  });
});

test('connections are bounded, and one that ends makes room', async () => {
  const sockets = await Promise.all(Array.from({ length: 20 }, () => opened()));
  const beyond = await opened();
  await once(beyond, 'close');
  for (const socket of sockets) socket.destroy();
  await until(async () => (await gateway.get('/livez').catch(() => null))?.status === 200);
});
