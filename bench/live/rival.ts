// A server that sends a ready text to everybody: `raw` by ws alone, `stock` by graphql-ws as its manual shows it.
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { SDL } from './question.ts';

const [mode, text] = process.argv.slice(2) as ['raw' | 'stock', string];
const { data } = JSON.parse(text) as { data: { hangupRecorded: object } };
const http = createServer();
const sockets = new WebSocketServer({ server: http, path: '/graphql', perMessageDeflate: false });
const fired = new EventEmitter().setMaxListeners(0);

if (mode === 'stock') {
  useServer({ schema: buildSchema(SDL), roots: { subscription: { hangupRecorded: () => events() } } }, sockets);
} else {
  sockets.on('connection', (socket) => socket.on('message', (message) => answer(socket, String(message))));
}

function answer(socket: { send(text: string): void }, message: string): void {
  if (message.includes('connection_init')) socket.send('{"type":"connection_ack"}');
}

/** One execution a subscriber and event. */
async function* events(): AsyncGenerator<{ hangupRecorded: object }> {
  const waiting: object[] = [];
  let wake: () => void = () => undefined;
  const take = () => {
    waiting.push(data.hangupRecorded);
    wake();
  };
  fired.on('event', take);
  try {
    for (;;) {
      if (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      for (const hangupRecorded of waiting.splice(0)) yield { hangupRecorded };
    }
  } finally {
    fired.off('event', take);
  }
}

http.on('request', (request, response) => {
  const count = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('count'));
  for (let event = 0; event < count; event++) {
    if (mode === 'stock') fired.emit('event');
    else for (const socket of sockets.clients) socket.send(`{"id":"1","type":"next","payload":${text}}`);
  }
  response.end();
});
http.listen(0, '127.0.0.1', () => console.log(`port ${(http.address() as AddressInfo).port}`));
