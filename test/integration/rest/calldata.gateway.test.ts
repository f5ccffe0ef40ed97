import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import { CLIENT_ID, type Gateway, startGateway } from '../../support/gateway.js';
import { document } from '../../support/openapi.js';

const run = promisify(execFile);
const NO_RESULT = '{"error":"no result found"}';

let gateway: Gateway;
const lines: string[] = [];

beforeAll(async () => {
  gateway = await startGateway({ onLog: (line) => lines.push(line) });
});

afterAll(() => gateway.dispose());

const address = (query: string) => `/api/CallData?clientId=${CLIENT_ID}&${query}`;

async function store(input: object): Promise<void> {
  const response = await gateway.post(address(''), { input }, { 'x-functions-key': gateway.keys.write });
  expect(await response.text()).toBe('{"choice":"success","output":{}}');
}

async function fetchText(query: string): Promise<string> {
  const response = await gateway.get(address(query), { 'x-functions-key': gateway.keys.read });
  expect(response.status).toBe(200);
  return response.text();
}

async function contentOf(query: string): Promise<unknown> {
  return (JSON.parse(await fetchText(query)) as { content?: unknown }).content;
}

describe('the examples of the documentation', () => {
  // With the host and the credentials filled in, as its readers do.
  const curl = async (...given: string[]) => {
    const filled = given.map((argument) =>
      argument
        .replace('https://parloaservices.azurewebsites.net', gateway.url)
        .replace('<AUTHCODE>', gateway.keys.write)
        .replace('<CLIENTID>', CLIENT_ID),
    );
    return (await run('curl', ['--silent', '--show-error', ...filled])).stdout;
  };
  const url = 'https://parloaservices.azurewebsites.net/api/CallData?code=<AUTHCODE>&clientId=<CLIENTID>';
  const found = `${url}&caller=%2B111111111&callid=145644644ff`;
  const fixture = (name: string) => readFileSync(new URL(`../../fixtures/calldata/${name}`, import.meta.url), 'utf8');

  test('work with curl as they stand', async () => {
    const data = fixture('post-simple.request.json');
    const posted = await curl('--location', url, '--header', 'Content-Type: application/json', '--data', data);
    expect(JSON.parse(posted)).toEqual(JSON.parse(fixture('post-success.response.json')));

    const expected = JSON.parse(fixture('get.response.json')) as Record<string, string>;
    const fetched = JSON.parse(await curl('--location', '--request', 'GET', found)) as Record<string, string>;
    const { timestamp = '' } = fetched;
    expect(Object.entries(fetched)).toEqual(Object.entries({ ...expected, timestamp }));
    expect(JSON.parse(await curl('--location', found))).toEqual(fetched);

    const page = await curl('--location', `${found}&lang=en&format=html`);
    expect(page).toBe(fixture('get.en.html').replaceAll('2024-02-27T12:16:23.926Z', timestamp));
    const german = await curl('--location', `${found}&format=html`);
    const clock = /\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d/g;
    expect(german.replace(clock, '27.02.2024 13:16:23')).toBe(fixture('get.de.html'));
    expect(Date.parse(timestamp)).toBeGreaterThan(Date.now() - 60_000);

    const none = await curl('--location', `${found.replace('145644644ff', 'other')}&lang=en`);
    expect(JSON.parse(none)).toEqual(JSON.parse(fixture('get-none.response.json')));
    const incomplete = fixture('post-missing-callid.request.json');
    const failed = await curl('--location', url, '--header', 'Content-Type: application/json', '--data', incomplete);
    expect(JSON.parse(failed)).toEqual(JSON.parse(fixture('post-fail.response.json')));
  });
});

describe('the rules', () => {
  test('the most recent of several records counts', async () => {
    for (const content of ['one', 'two', 'three']) await store({ callid: 'again', callerid: '+4912345678', content });
    expect(await contentOf('callid=again&caller=%2B4912345678')).toBe('three');
  });

  test.each([
    ['+4917670919361', ['%2B4917670919361', '+4917670919361', '4917670919361', '017670919361', '004917670919361']],
    ['4917670919361', ['%2B4917670919361', '017670919361', '4917670919361']],
    ['017670919361', ['%2B4917670919361', '17670919361&countryCode=%2B49', '017670919361&countrycode=DE']],
    [' 4917670919361', ['%2B49 176 70919361', 'tel:%2B4917670919361']],
    ['anonymous', ['anonymous']],
    ['user-7', ['user-7']],
  ])('the number %p is found in every form and comes back as it was', async (callerid, forms) => {
    const callid = `number ${callerid}`;
    await store({ callid, callerid });
    for (const caller of forms) {
      const answer = await fetchText(`callid=${encodeURIComponent(callid)}&caller=${caller}`);
      expect([caller, JSON.parse(answer)]).toMatchObject([caller, { caller: callerid, callid }]);
    }
    expect(await fetchText(`callid=${encodeURIComponent(callid)}&caller=%2B4917670919362`)).toBe(NO_RESULT);
  });

  test('a local number is read by the country that is given, in either spelling', async () => {
    await store({ CALLID: 'swiss', CallerId: '044 668 18 00', CountryCode: '+41', Content: 'grüezi' });
    expect(await contentOf('CALLID=swiss&Caller=%2B41446681800')).toBe('grüezi');
    expect(await contentOf('callid=swiss&caller=0446681800&countryCode=+41')).toBe('grüezi');
    expect(await contentOf('callid=swiss&caller=0446681800&countrycode=CH')).toBe('grüezi');
    expect(await fetchText('callid=swiss&caller=0446681800')).toBe(NO_RESULT);
    expect(await contentOf('callid=swiss&caller=044+668+18+00')).toBe('grüezi');
  });

  test('every format says the same of a record, in the type that it has', async () => {
    await store({ callid: 'formats', callerid: '+4912345678', content: 'a < b', conversationid: 'c', 'my key': [1] });
    const types = [];
    for (const format of ['json', 'xml', 'html', 'text']) {
      const query = address(`callid=formats&caller=%2B4912345678&lang=en&format=${format}`);
      const response = await gateway.get(query, { 'x-functions-key': gateway.keys.read });
      types.push(response.headers.get('content-type'));
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      );
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toContain(format === 'json' || format === 'text' ? 'a < b' : 'a &lt; b');
    }
    const media = ['application/json', 'application/xml', 'text/html', 'text/plain'];
    expect(types).toEqual(media.map((type) => `${type}; charset=utf-8`));
    const xml = await fetchText('callid=formats&caller=%2B4912345678&format=xml');
    const root = new DOMParser().parseFromString(xml, 'application/xml').documentElement;
    expect(root?.getElementsByTagName('field')[0]?.getAttribute('name')).toBe('my key');
    for (const format of ['xml', 'html', 'text'])
      expect(await fetchText(`callid=no&caller=1&format=${format}`)).toBe(NO_RESULT);
  });
});

test('GraphQL shows the same records, at the call that any of its identities names', async () => {
  const texts = [
    { transactionId: 't-1', requestTimestamp: '2024-02-27T12:16:23.926Z', conversationId: 'conversation-x' },
    { transactionId: 't-2', requestTimestamp: '2024-02-27T12:16:24.926Z', conversationId: 'conversation-x' },
  ];
  const turns = texts.map((turn) => ({
    ...turn,
    request: { callMeta: { callId: 'call-x', callerId: '+4912345678' } },
  }));
  await gateway.post('/webhooks/parloa', turns);
  await store({ callid: 'call-x', callerid: '+4912345678', content: 'by call', queue: 'sales' });
  const input = { callId: 'conversation-x', callerId: '+4912345678', content: 'by conversation' };
  const record =
    'mutation ($input: RecordCallDataInput!) { recordCallData(input: $input) { outcome record { content } } }';
  const { data: recorded } = await gateway.graphql(record, { input });
  expect(recorded.recordCallData).toEqual({ outcome: 'CREATED', record: { content: 'by conversation' } });
  expect((await gateway.graphql(record, { input })).data.recordCallData.outcome).toBe('DUPLICATE');
  expect(await contentOf('callid=conversation-x&caller=012345678')).toBe('by conversation');

  const ask = `{ callData(callId: "call-x", caller: "012345678") { content fields call { callId
    callData { callId content storedAt expiresAt } } } }`;
  const { data } = await gateway.graphql(ask);
  expect(data.callData).toMatchObject({ content: 'by call', fields: { queue: 'sales' }, call: { callId: 'call-x' } });
  const own = data.callData.call.callData as { content: string; storedAt: string; expiresAt: string }[];
  expect(own.map(({ content }) => content)).toEqual(['by conversation', 'by call']);
  for (const { storedAt, expiresAt } of own) expect(Date.parse(expiresAt) - Date.parse(storedAt)).toBe(30 * 86_400_000);
});

test('a key in an address is in no line of the log and in no figure', async () => {
  const key = gateway.keys.write;
  const wrong = `wrong-${key}`;
  for (const code of [key, wrong]) {
    const query = `code=${code}&clientId=${CLIENT_ID}&caller=1&callid=logged`;
    for (const path of [
      `/api/CallData?${query}`,
      `/webhooks/parloa?${query}`,
      `/nowhere?${query}`,
      `/api/CallData/${code}`,
    ]) {
      await gateway.get(path, {});
      await gateway.post(path, 'no json', {});
    }
    await gateway.get(`/api/CallData?${query}&format=xml`, { 'x-functions-key': 'wrong' });
  }
  const figures = await (await gateway.get('/metrics', {})).text();
  expect(figures).toContain('route="/api/CallData"');
  expect(figures).not.toContain(key);
  expect(lines.filter((line) => line.includes('"route":"/api/CallData"')).length).toBeGreaterThan(8);
  expect(lines.join('\n')).not.toContain(key);
});

test('the OpenAPI document is served, describes all of REST, and refers to nothing that is missing', async () => {
  const response = await gateway.get('/openapi.json', {});
  const served = (await response.json()) as typeof document & { openapi: string; info: { version: string } };
  expect(served.openapi).toMatch(/^3\.1\./);
  expect(served.paths).toEqual(JSON.parse(JSON.stringify(document.paths)));
  expect(Object.keys(served.paths).sort()).toEqual([
    '/api/CallData',
    '/livez',
    '/metrics',
    '/openapi.json',
    '/readyz',
    '/webhooks/audiocodes',
    '/webhooks/parloa',
    '/webhooks/whippy',
  ]);
  const references = [...JSON.stringify(served).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
  expect([...new Set(references)]).toEqual(['#/components/schemas/Problem']);
  const [get] = [
    served.paths['/api/CallData']?.get as unknown as { parameters: { name: string; required: boolean }[] },
  ];
  expect(get?.parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual([
    'clientId',
    'caller',
    'callid',
  ]);
});
