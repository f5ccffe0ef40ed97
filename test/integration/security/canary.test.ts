import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { type Collector, startCollector } from '../../support/collector.js';
import { type Gateway, startGateway } from '../../support/gateway.js';

/** What people and keys leave in inputs; none of it may be found where nobody stored it on purpose. */
const CANARIES = {
  number: '+4917612345679',
  national: '0176 12345679',
  name: 'Kanarienvogel-Meier',
  utterance: 'Mein Kanarienvogel ist entflogen',
  key: 'canary-key-0123456789-abcdefghij',
  mail: 'kanarie.meier@example.org',
};
const { number, national, name, utterance, key, mail } = CANARIES;

const log: string[] = [];
const refusals: string[] = [];
let gateway: Gateway;
let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
  gateway = await startGateway({
    variables: { LOG_LEVEL: 'trace', BODY_MAXIMUM_DEPTH: '8', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    onLog: (line) => log.push(line),
  });
});
afterAll(async () => {
  await gateway.dispose();
  await collector.dispose();
});

async function send(path: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(gateway.url + path, init);
  const text = await response.text();
  if (response.status !== 200 || text.includes('"errors"') || text.includes('"rejected"')) {
    refusals.push(text, JSON.stringify([...response.headers]));
  }
  return response.status;
}
const writer = () => ({ authorization: `Bearer ${gateway.keys.write}`, 'content-type': 'application/json' });
const post = (path: string, body: unknown, headers: Record<string, string> = writer()) =>
  send(path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
const person = { caller: number, name, text: utterance, mail, phone: national };

test('deliveries of every vendor, understood, not understood and no JSON at all', async () => {
  const turn = {
    transactionId: 'c-1',
    requestTimestamp: '2024-02-27T12:16:23.926Z',
    request: { callMeta: { callId: 'c-1', from: number }, text: utterance },
  };
  const deep = (levels: number): unknown => (levels === 0 ? person : [deep(levels - 1)]);
  for (const vendor of ['parloa', 'audiocodes', 'whippy']) {
    const path = `/webhooks/${vendor}`;
    for (const body of [
      turn,
      [turn, person],
      person,
      { ...turn, requestTimestamp: utterance, transactionId: { name } },
      deep(20),
    ])
      await post(path, body);
    for (const text of [`{"name": "${name}`, `${utterance} ${number}`, `[{"a": ${name}}]`]) await post(path, text);
    await post(`${path}?code=${key}&caller=${encodeURIComponent(number)}`, [], {});
    await post(path, [], { authorization: `Bearer ${key}` });
    await post(path, [turn], { ...writer(), 'x-whippy-signature': key, 'content-encoding': name });
  }
  expect(refusals.length).toBeGreaterThan(20);
});

test('CallData, right and wrong', async () => {
  const path = '/api/CallData?clientId=acme';
  const headers = { 'x-functions-key': gateway.keys.write };
  await post(path, { input: { callid: 'c-1', callerid: number, content: utterance, [name]: mail } }, headers);
  await post(path, { input: { callid: '', callerid: number, content: utterance } }, headers);
  await post(path, { input: { callid: { name }, callerid: [number] } }, headers);
  await post(path, `{"input": ${utterance}`, headers);
  await post(`/api/CallData?clientId=${name}&code=${key}`, { input: person }, {});
  for (const question of [
    `callid=c-9&caller=${encodeURIComponent(number)}`,
    `callid=${name}&caller=${national}&format=${name}&lang=${mail}`,
  ])
    await send(`${path}&code=${gateway.keys.read}&${question}`);
  await send(`/api/CallData/${name}?code=${key}`);
});

test('GraphQL: values in documents and in variables, syntax errors, unknown names, wrong keys', async () => {
  const ask = (body: unknown, headers = writer()) => post('/graphql', body, headers);
  const literal = JSON.stringify(utterance);
  for (const query of [
    `{ call(callId: ${literal}) { callId } transaction(transactionId: ${JSON.stringify(number)}) { text } }`,
    `{ calls(first: ${literal}) { nodes { callId } } }`,
    `{ calls(filter: { caller: ${JSON.stringify(national)}, status: ${literal} }) { nodes { callId } } }`,
    `{ node(id: ${literal}) { id } }`,
    `{ calls(after: ${literal}) { nodes { callId } } }`,
    `{ call(callId: "${name}\n") { callId } }`,
    `{ call(callId: ${literal}) { callId } } ${number}`,
    `query N${number.slice(1)} { call(callId: ${literal}) { callId } }`,
    `mutation { recordTransactions(input: { transactions: [{ transactionId: ${literal}, callId: "c", requestTimestamp: ${literal} }] }) { __typename } }`,
  ])
    await ask({ query });
  const query =
    'query ($a: Int, $b: [CallStatus!], $c: CallFilter, $d: ID!) { calls(first: $a, filter: $c) { nodes { callId } } node(id: $d) { id } }';
  for (const variables of [
    { a: utterance },
    { b: [name] },
    { c: { caller: { name } } },
    { c: { [name.replace(/\W/g, ' ')]: 1 } },
    { d: mail },
    utterance,
  ])
    await ask({ query, variables });
  await ask({ query: '{ viewer { id } }', operationName: utterance });
  await ask({ query: '{ viewer { id } }', extensions: { persistedQuery: { version: 1, sha256Hash: name } } });
  await ask(`{"query": "${name}`);
  await ask({ query: '{ viewer { id } }' }, { ...writer(), authorization: `Bearer ${key}` });
  await send(`/graphql?query={__typename}&variables=${encodeURIComponent(utterance)}`, {
    headers: { ...writer(), 'apollo-require-preflight': name },
  });
  await send(`/graphql/stream?query=${encodeURIComponent(utterance)}`, {
    headers: { ...writer(), accept: 'text/event-stream' },
  });
});

test('sockets', async () => {
  const open = async (payload: unknown, ...messages: unknown[]) => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql?code=${key}`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.on('message', (data) => refusals.push(String(data)));
    const closed = once(socket, 'close');
    socket.send(JSON.stringify({ type: 'connection_init', payload }));
    if (messages.length > 0) await once(socket, 'message');
    for (const message of messages) {
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
      await Promise.race([once(socket, 'message'), closed]);
    }
    if (messages.length > 0) socket.close();
    refusals.push(String((await closed)[1]));
  };
  await open({ authorization: `Bearer ${key}` });
  const subscribe = (id: string, query: string, variables = {}) => ({
    type: 'subscribe',
    id,
    payload: { query, variables },
  });
  await open(
    writer(),
    subscribe('1', `subscription { callChanged(after: ${JSON.stringify(utterance)}) { cursor } }`),
    subscribe('2', 'subscription ($c: CallFilter) { callChanged(filter: $c) { cursor } }', { c: { caller: { name } } }),
    subscribe('3', utterance),
    `{"type": "${name}"}`,
  );
});

test('addresses, ids and traces', async () => {
  await send(`/${name}/${encodeURIComponent(number)}?code=${key}`);
  await send(`/%ff${name}`);
  await send('/livez', {
    headers: { 'x-request-id': utterance, traceparent: `00-${name}`, 'user-agent': mail, referer: `https://a/${name}` },
  });
});

test('and no canary is found in the log, in what was refused, in the metrics, or in traces', async () => {
  await new Promise(setImmediate);
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  expect(log.length).toBeGreaterThan(50);
  await send('/openapi.json');
  await collector.span(({ name }) => name === 'GET /openapi.json');
  expect(collector.spans.length).toBeGreaterThan(50);
  const forms = [
    ...Object.values(CANARIES),
    number.slice(1),
    '17612345679',
    encodeURIComponent(number),
    'Kanarien',
    gateway.keys.write,
    gateway.keys.read,
  ];
  const found = (where: string, text: string) =>
    forms.filter((form) => text.includes(form)).map((form) => `${where}: ${form}`);
  const hits = [
    ...log.flatMap((line) => found(line, line)),
    ...refusals.flatMap((text) => found(text, text)),
    ...found('metrics', metrics),
    ...collector.texts.flatMap((text) => found('traces', text)),
  ];
  expect(hits).toEqual([]);
});
