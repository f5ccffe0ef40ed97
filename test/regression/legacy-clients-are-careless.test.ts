import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CLIENT_ID, type Gateway, startGateway } from '../support/gateway.js';
import { document } from '../support/openapi.js';

// The legacy API took its path in any case and bodies of any type; here a badly written type was refused with 415.

let gateway: Gateway;
let lines: string[];

beforeAll(async () => {
  lines = [];
  gateway = await startGateway({ onLog: (line) => lines.push(line) });
});

afterAll(() => gateway.dispose());

/** By hand, since fetch sends no type that is badly written. */
async function send(method: string, path: string, type: string | null, body = ''): Promise<[number, string]> {
  const headers = { 'x-functions-key': gateway.keys.admin, ...(type === null ? {} : { 'content-type': type }) };
  return new Promise((resolve, reject) => {
    const asked = request(gateway.url + path, { method, headers }, (response) => {
      text(response).then((answer) => resolve([response.statusCode ?? 0, answer]), reject);
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

const query = `?clientId=${CLIENT_ID}`;
const stored = '{"choice":"success","output":{}}';

test.each(['', 'json', 'application/', 'application/json; charset', '*/*', 'text/plain, application/json', ';;', null])(
  'a body whose type is called %p is taken',
  async (type) => {
    const body = JSON.stringify({ input: { callid: `type ${type}`, callerid: '+4912345678' } });
    expect(await send('POST', `/api/CallData${query}`, type, body)).toEqual([200, stored]);
    const turn = { transactionId: `t ${type}`, requestTimestamp: '2024-02-27T12:16:23.926Z', conversationId: 'c' };
    const [status, answer] = await send('POST', '/webhooks/parloa', type, JSON.stringify([turn]));
    expect([status, JSON.parse(answer)]).toMatchObject([200, { received: 1, created: 1 }]);
  },
);

test.each(['/api/calldata', '/API/CALLDATA', '/Api/callData', '/api/CallData/'])(
  'the path %s leads there',
  async (path) => {
    const input = { callid: path, callerid: '+4912345678', content: 'found' };
    expect(await send('POST', path + query, 'application/json', JSON.stringify({ input }))).toEqual([200, stored]);
    const asked = `${path}${query}&callid=${encodeURIComponent(path)}&caller=%2B4912345678`;
    expect(JSON.parse((await send('GET', asked, null))[1])).toMatchObject({ content: 'found' });
    expect(lines.at(-1)).toContain('"route":"/api/CallData"');
  },
);

test('other paths stay as they are written', async () => {
  for (const path of ['/api/calldata2', '/api/call/data', '/apicalldata', '/x/api/calldata', '/LIVEZ']) {
    expect((await send('GET', path + query, null))[0]).toBe(404);
  }
});

test('what a client that sends too much or too slowly is answered is documented', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    if (!/CallData|webhooks/.test(path)) continue;
    for (const operation of Object.values(methods)) {
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['408', '431']));
    }
  }
});
