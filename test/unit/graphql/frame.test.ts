import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { bytesOf, Frames, frameOf } from '../../../src/graphql/live/frame.js';

const delivery = (payload: string) => ({ seq: 1, cursor: 'cursor-1', at: 0, payload });

/** A socket of ws on both ends, and the stream under the server's. */
async function pair(): Promise<{ near: WebSocket; stream: Duplex; far: WebSocket; close: () => void }> {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  const opened = new Promise<{ near: WebSocket; stream: Duplex }>((resolve) => {
    server.on('upgrade', (request, stream, head) => {
      sockets.handleUpgrade(request, stream, head, (near) => resolve({ near, stream }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const close = () => {
    far.terminate();
    server.close();
  };
  return { ...(await opened), far, close };
}

describe('a frame', () => {
  test.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_001])('of %i bytes arrives whole', async (length) => {
    const { stream, far, close } = await pair();
    const text = 'x'.repeat(length);
    stream.write(frameOf(bytesOf(text)), 'latin1');
    const [data, binary] = await once(far, 'message');
    expect([String(data) === text, binary]).toEqual([true, false]);
    close();
  });

  test.each(['ä', 'Überweisung für Zoë', '€'.repeat(42), '🙂'.repeat(16_384), '\u0080ÿ', '漢字'.repeat(30_000)])(
    'with text that is not ASCII arrives whole (%#)',
    async (text) => {
      const { stream, far, close } = await pair();
      stream.write(frameOf(bytesOf(text)), 'latin1');
      expect(String((await once(far, 'message'))[0]) === text).toBe(true);
      close();
    },
  );

  test("keeps its place among the socket's own messages, pings and goodbye", async () => {
    const { near, stream, far, close } = await pair();
    const seen: string[] = [];
    far.on('message', (data) => seen.push(String(data)));
    far.on('ping', (data) => seen.push(`ping ${data}`));
    const expected: string[] = [];
    for (let number = 0; number < 300; number++) {
      const text = `${number} ${'ü'.repeat((number * 97) % 700)}`;
      if (number % 3 === 0) near.send(text);
      else if (number % 3 === 1) stream.write(frameOf(bytesOf(text)), 'latin1');
      else near.ping(String(number));
      expected.push(number % 3 === 2 ? `ping ${number}` : text);
    }
    near.close(1012);
    expect((await once(far, 'close'))[0]).toBe(1012);
    expect(seen).toEqual(expected);
    close();
  });
});

describe('frames of deliveries', () => {
  const both = [delivery('{"a":1}'), delivery('{"a":"ä"}')];

  test('hold the id of each and the payloads of all, one after another', () => {
    const frames = new Frames();
    for (const sent of [both, both.slice(1), both]) {
      for (const head of ['{"id":"1","payload":', '{"id":"1","payload":', '{"id":"zwölf","payload":']) {
        const wanted = sent.map(({ payload }) => frameOf(bytesOf(`${head}${payload}}`)));
        expect(frames.of(sent, bytesOf(head))).toBe(wanted.join(''));
      }
    }
  });

  test('arrive as messages of their own', async () => {
    const { stream, far, close } = await pair();
    const seen: string[] = [];
    far.on('message', (data) => seen.push(String(data)));
    stream.write(new Frames().of(both, bytesOf('{"id":"ö","payload":')), 'latin1');
    while (seen.length < 2) await once(far, 'message');
    expect(seen).toEqual(['{"id":"ö","payload":{"a":1}}', '{"id":"ö","payload":{"a":"ä"}}']);
    close();
  });
});
