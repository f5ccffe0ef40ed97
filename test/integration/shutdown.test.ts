import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.js';
import { type Program, ROOT, startProgram } from '../support/program.js';

const KEY = 'shutdown-key-0123456789';
const FIXTURE = readFileSync(path.join(ROOT, 'test/fixtures/parloa/transaction.json'), 'utf8');
const programs: Program[] = [];
let database: FreshDatabase;

beforeEach(async () => {
  database = await freshDatabase();
});

afterEach(async () => {
  for (const program of programs.splice(0)) await program.dispose();
  await database.dispose();
});

async function start(variables: Record<string, string> = {}): Promise<Program> {
  const bootstrap = { BOOTSTRAP_CLIENT_ID: 'acme', BOOTSTRAP_API_KEY: KEY };
  const program = await startProgram({ DATABASE_URL: database.url, ...bootstrap, ...variables });
  programs.push(program);
  return program;
}

/** A delivery of which only the beginning has been sent. */
async function beginDelivery(url: string): Promise<{ socket: Socket; finish(): Promise<string> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const head = ['POST /webhooks/parloa HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${KEY}`];
  const length = `Content-Length: ${Buffer.byteLength(FIXTURE)}`;
  // The server says 100 once it has the head: from then on the request is under way.
  const accepted = new Promise<void>((resolve) => socket.once('data', () => resolve()));
  socket.write([...head, length, 'Expect: 100-continue', '', ''].join('\r\n'));
  await accepted;
  socket.write(FIXTURE.slice(0, 10));
  return {
    socket,
    finish: () => {
      socket.write(FIXTURE.slice(10));
      return text(socket);
    },
  };
}

async function openSocket(url: string): Promise<{ closed: Promise<number> }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { closed };
}

describe('SIGTERM', () => {
  test('finishes what was accepted, closes sockets with 1012 and ends with 0', async () => {
    const program = await start();
    const delivery = await beginDelivery(program.url);
    const socket = await openSocket(program.url);
    const stoppedAt = Date.now();
    program.child.kill('SIGTERM');
    expect(await socket.closed).toBe(1012);
    const answer = await delivery.finish();
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(answer).toContain('"created":1');
    expect(await program.ended).toBe(0);
    expect(Date.now() - stoppedAt).toBeLessThan(10_000);

    const again = await start();
    const headers = { authorization: `Bearer ${KEY}` };
    const repeated = await fetch(`${again.url}/webhooks/parloa`, { method: 'POST', body: FIXTURE, headers });
    expect(await repeated.json()).toMatchObject({ created: 0, duplicates: 1 });
  });

  test('lets nobody new in', async () => {
    const program = await start();
    const delivery = await beginDelivery(program.url);
    const socket = await openSocket(program.url);
    program.child.kill('SIGTERM');
    await socket.closed;
    const ready = await fetch(`${program.url}/readyz`).then(
      ({ status }) => status,
      () => 'refused',
    );
    expect([503, 'refused']).toContain(ready);
    await delivery.finish();
    expect(await program.ended).toBe(0);
  });

  test('cuts what does not end in time', async () => {
    const program = await start({ SHUTDOWN_TIMEOUT_MS: '200' });
    const { socket } = await beginDelivery(program.url);
    const cut = new Promise<void>((resolve) => socket.once('close', () => resolve()).on('error', () => undefined));
    program.child.kill('SIGTERM');
    await cut;
    expect(await program.ended).toBe(0);
  });
});

describe('SIGINT', () => {
  test('stops as SIGTERM does', async () => {
    const program = await start();
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(0);
  });
});
