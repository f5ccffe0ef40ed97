import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../../support/gateway.js';

const CALLS = 40;
const ANSWERS = 60;
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ variables: { OVERLOAD_PATIENCE_MS: '10000' } });
  const transactions = Array.from({ length: CALLS }, (_, call) => ({
    ...{ callId: `call-${call}`, transactionId: `turn-${call}`, requestTimestamp: '2024-02-27T12:17:00Z' },
    text: `Grüße ${call} `.repeat(400),
  }));
  const record = 'mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { created } }';
  const { data } = await gateway.graphql(record, { input: { transactions } }, gateway.keys.write);
  expect(data.recordTransactions.created).toBe(CALLS);
});
afterAll(() => gateway.dispose());

const question = (order: string) =>
  `{ calls(first: ${CALLS}, orderBy: ${order}) { nodes { callId transactions { nodes { transactionId text } } } } }`;

async function opened(): Promise<Socket> {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

function ask(socket: Socket, query: string, last: boolean): void {
  const body = JSON.stringify({ query });
  const head = [
    'POST /graphql HTTP/1.1',
    'host: localhost',
    `authorization: Bearer ${gateway.keys.read}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    `connection: ${last ? 'close' : 'keep-alive'}`,
  ].join('\r\n');
  socket.write(`${head}\r\n\r\n${body}`);
}

const bodiesOf = (stream: string) =>
  stream
    .split('HTTP/1.1 200 OK')
    .slice(1)
    .map((one) => one.split('\r\n\r\n')[1]);

test('an answer that waits for a slow reader stays itself while others are answered', async () => {
  const wanted = (await gateway.graphql(question('STARTED_AT_DESC'))).data;
  const slow = await opened();
  slow.pause();
  // More than the network's buffers hold.
  for (let count = 1; count <= ANSWERS; count++) ask(slow, question('STARTED_AT_DESC'), count === ANSWERS);
  const others = (await gateway.graphql(question('STARTED_AT_ASC'))).data;
  for (let count = 0; count < 30; count++) {
    expect((await gateway.graphql(question('STARTED_AT_ASC'))).data).toEqual(others);
  }
  const bodies = bodiesOf(await text(slow));
  expect(bodies.length).toBe(ANSWERS);
  const right = JSON.stringify({ data: wanted });
  expect(bodies.every((body) => body?.trim() === right)).toBe(true);
});

test('a connection that is cut while its answer is sent takes nothing from the next ones', async () => {
  const wanted = (await gateway.graphql(question('STARTED_AT_DESC'))).data;
  for (let count = 0; count < 20; count++) {
    const cut = await opened();
    ask(cut, question('STARTED_AT_ASC'), false);
    await once(cut, 'data');
    cut.destroy();
    expect((await gateway.graphql(question('STARTED_AT_DESC'))).data).toEqual(wanted);
  }
});
