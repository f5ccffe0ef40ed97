import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import type { CallDataRecord } from '../../../src/domain/call-data.js';
import { callerOf } from '../../../src/domain/caller.js';
import { badInput, DomainError, ErrorCode } from '../../../src/domain/errors.js';
import type { CallDataQuestion, Clients, Reader, Recorder } from '../../../src/domain/ports.js';
import type { CallDataRecordInput, RecordResult, SourceItem } from '../../../src/domain/record.js';
import { callDataRoutes } from '../../../src/rest/handler.js';
import { openGate } from '../../support/gate.js';
import { ACME, identityWith } from '../../support/identity.js';
import { expectDocumented } from '../../support/openapi.js';

const directory = join(import.meta.dirname, '../../fixtures/calldata');
const STORED_AT = Date.parse('2024-02-27T12:16:23.926Z');
const FOUND = '?caller=%2B111111111&callid=145644644ff';
const NO_RESULT = '{"error":"no result found"}';

let server: FastifyInstance;
let origin: string;
let recorded: SourceItem[];
let asked: CallDataQuestion[];
let failure: Error | null;
let rejection: RecordResult['error'];
let latest: CallDataRecord | null;

const recorder: Recorder = {
  async record(client, items) {
    expect(client).toBe(ACME);
    if (failure !== null) throw failure;
    recorded.push(...items);
    const outcome = rejection === null ? 'CREATED' : 'REJECTED';
    const refs = { transactionRef: null, hangupRef: null, sessionRef: null, analysisRef: null, callRef: null };
    return items.map(() => ({ outcome, ...refs, callDataRef: 1, error: rejection }));
  },
};

const reader: Pick<Reader, 'latestCallData'> = {
  async latestCallData(client, question) {
    expect(client).toBe(ACME);
    if (failure !== null) throw failure;
    asked.push(question);
    return latest;
  },
};

const clients: Pick<Clients, 'authenticate'> = {
  async authenticate(secret) {
    if (secret === 'writer') return identityWith('WRITE');
    return secret === 'reader' ? identityWith('READ') : null;
  },
};

beforeEach(async () => {
  [recorded, asked, failure, rejection, latest] = [[], [], null, null, null];
  server = Fastify();
  const limits = { bodyBytes: 10_000, depth: 10 };
  await server.register(callDataRoutes({ recorder, reader, gate: openGate(clients), limits }));
  origin = await server.listen({ port: 0, host: '127.0.0.1' });
});

afterEach(() => server.close());

function fixture(name: string): string {
  return readFileSync(join(directory, `${name}.json`), 'utf8');
}

function post(
  body: string | Buffer,
  query = '?clientId=acme',
  headers: Record<string, string> = {},
): Promise<Response> {
  const init = { method: 'POST', body: new Uint8Array(Buffer.from(body)) };
  return send(query, { ...init, headers: { 'x-functions-key': 'writer', ...headers } });
}

function get(query: string, headers: Record<string, string> = { 'x-functions-key': 'reader' }): Promise<Response> {
  return send(`${query}${query === '' ? '?' : '&'}clientId=acme`, { method: 'GET', headers });
}

async function send(query: string, init: RequestInit & { method: string }): Promise<Response> {
  const response = await fetch(`${origin}/api/CallData${query}`, init);
  await expectDocumented(init.method, '/api/CallData', response);
  return response;
}

/** What a POST makes of this input, as the reader would give it back. */
async function stored(input: string): Promise<CallDataRecord> {
  await post(`{"input":${input}}`);
  const { callId, callerRaw, content, conversationId, fields } = recordIn(recorded.at(-1));
  const caller = callerOf(callerRaw, 'DE');
  return { id: 1, callId, caller, content, conversationId, fields, storedAt: STORED_AT, expiresAt: STORED_AT };
}

function recordIn(item: SourceItem | undefined): CallDataRecordInput {
  const record = item?.content.understood ? item.content.records[0] : undefined;
  if (record?.type !== 'callData') throw new Error('A CallData record was sent.');
  return record;
}

async function expectProblem(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(await response.json()).toMatchObject({ type: 'about:blank', status, code, instance: expect.any(String) });
}

describe('storing', () => {
  it.each(['post-simple', 'post-full'])('succeeds with %s', async (name) => {
    const response = await post(fixture(`${name}.request`));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(JSON.parse(fixture('post-success.response')));
    const [item] = recorded;
    expect(item).toMatchObject({ source: 'CALL_DATA', eventType: 'callData', key: null });
    expect(item?.body).toBe(fixture(`${name}.request`));
  });

  it('keeps every field that is not known as the user-defined one it is', async () => {
    await post(fixture('post-full.request'));
    expect(recordIn(recorded[0])).toEqual({
      type: 'callData',
      callId: '12345',
      callerRaw: '+4112345678',
      countryCode: null,
      content: 'The user spoke to the bot',
      conversationId: null,
      fields:
        '{"destination":"someServiceQueue","intent":"doSomeCoolThing","sessionid":"d69130c6fe02bf8110a25d191c5ec6de"}',
      idempotent: false,
    });
  });

  it('takes identifiers that are numbers, with their digits, and the last spelling that says something', async () => {
    await post('{"input":{"callid":12345678901234567890,"callerid":491,"callerID":"","CountryCode":41,"content":""}}');
    expect(recordIn(recorded[0])).toMatchObject({
      callId: '12345678901234567890',
      callerRaw: '491',
      countryCode: '41',
      content: '',
      fields: '{}',
    });
  });

  it.each([
    fixture('post-missing-callid.request'),
    '{"input":{"callid":"1"}}',
    '{"input":{"callid":"","callerid":"+49"}}',
    '{"input":{"callid":"  ","callerid":"+49"}}',
    '{"input":{"callid":null,"callerid":"+49"}}',
    '{"input":{"callid":{},"callerid":"+49"}}',
    '{"input":[]}',
    '{"callid":"1","callerid":"+49"}',
    '{}',
    '[]',
    '5',
  ])('fails in the known words where a required one is missing: %s', async (body) => {
    const response = await post(body);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(JSON.parse(fixture('post-fail.response')));
    expect(recorded).toEqual([]);
  });

  it('fails with the reason where the record is refused', async () => {
    rejection = { code: 'X', message: 'It cannot be kept.', path: [] };
    const response = await post(fixture('post-simple.request'));
    expect(await response.text()).toBe('{"choice":"fail","output":{"error":"It cannot be kept."}}');
    const long = await post(JSON.stringify({ input: { callid: 'x'.repeat(501), callerid: '+49' } }));
    expect(await long.text()).toBe('{"choice":"fail","output":{"error":"At most 500 characters: callid"}}');
  });

  it('refuses what is not JSON, too large or nested too deep', async () => {
    await expectProblem(await post('input=1'), 400, 'BAD_USER_INPUT');
    await expectProblem(await post(''), 400, 'BAD_USER_INPUT');
    await expectProblem(await post(Buffer.from([0x22, 0xff, 0x22])), 400, 'BAD_USER_INPUT');
    await expectProblem(await post(`{"input":${'['.repeat(10)}${']'.repeat(10)}}`), 400, 'BAD_USER_INPUT');
    await expectProblem(await post(`"${' '.repeat(10_000)}"`), 413, 'PAYLOAD_TOO_LARGE');
    expect(recorded).toEqual([]);
  });

  it('is asked to come again where the gateway is full', async () => {
    failure = new DomainError(ErrorCode.OVERLOADED, 'The queue is full.');
    const response = await post(fixture('post-simple.request'));
    expect(response.headers.get('retry-after')).toBe('1');
    await expectProblem(response, 503, 'OVERLOADED');
  });
});

describe('fetching', () => {
  it('gives back what was stored, as the documentation shows it', async () => {
    latest = await stored('{"callerid":"+111111111","callid":"145644644ff","content":"Postman tests"}');
    const response = await get(FOUND);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const text = await response.text();
    const expected = fixture('get.response');
    expect(text).toBe(JSON.stringify(JSON.parse(expected)));
  });

  it('keeps order, repeats and digits of the user-defined fields', async () => {
    const fields =
      '"zulu":1.50,"10":12345678901234567890,"2":{"b": 1,"a":[ ]},"__proto__":"p","2":null,"ü\\n":"\\u0000"';
    latest = await stored(`{"CallerID":"+4112345678",${fields},"CALLID":"1","conversationId":"c"}`);
    expect(await (await get(FOUND)).text()).toBe(
      `{"caller":"+4112345678","callid":"1","timestamp":"2024-02-27T12:16:23.926Z","conversationid":"c",${fields}}`,
    );
  });

  it('never lets a user-defined field stand for one of ours', async () => {
    latest = await stored(
      '{"callerid":"+4112345678","callid":"1","timestamp":"yesterday","caller":"+1","Timestamp":"kept","content":{"a":1}}',
    );
    expect(latest.fields).toBe('{"timestamp":"yesterday","caller":"+1","Timestamp":"kept","content":{"a":1}}');
    expect(await (await get(FOUND)).text()).toBe(
      '{"caller":"+4112345678","callid":"1","timestamp":"2024-02-27T12:16:23.926Z","content":{"a":1},"Timestamp":"kept"}',
    );
  });

  it('asks for the last 60 seconds and in any form of the number', async () => {
    await get(FOUND);
    await get('?caller=+49176&callid=1&timeLimit=0&countryCode=+41&lang=en&format=JSON');
    await get('?Caller=0176&CALLID=1&TIMELIMIT=86400&countrycode=CH');
    expect(asked).toEqual([
      { callId: '145644644ff', caller: '+111111111', countryCode: null, maximumAgeSeconds: 60 },
      { callId: '1', caller: ' 49176', countryCode: '41', maximumAgeSeconds: 0 },
      { callId: '1', caller: '0176', countryCode: 'CH', maximumAgeSeconds: 86_400 },
    ]);
  });

  it('finds nothing in the known words', async () => {
    const response = await get(`${FOUND}&format=json`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(JSON.parse(fixture('get-none.response')));
  });

  it.each([
    '',
    '?caller=%2B49',
    '?callid=1',
    '?caller=&callid=1',
    '?caller=%20&callid=1',
    '?caller=1&callid=1&callid=2',
    '?caller=1&callid=1&CallId=2',
    ...['timeLimit=-1', 'timeLimit=1.5', 'timeLimit=soon', 'timeLimit=', 'lang=fr', 'countryCode=XX', 'format=pdf'].map(
      (wrong) => `${FOUND}&${wrong}`,
    ),
  ])('finds nothing where the question is wrong: %s', async (query) => {
    latest = await stored('{"callerid":"+111111111","callid":"145644644ff"}');
    const response = await get(query);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.text()).toBe(NO_RESULT);
    expect(asked).toEqual([]);
  });

  it('finds nothing where the reader calls the question wrong, and hides what went wrong inside', async () => {
    failure = badInput('No.');
    expect(await (await get(FOUND)).text()).toBe(NO_RESULT);
    failure = new Error('secret path /var/lib');
    const response = await get(FOUND);
    expect(await response.clone().text()).not.toContain('secret');
    await expectProblem(response, 500, 'INTERNAL_SERVER_ERROR');
  });
});

describe('who is let in', () => {
  it('is told by the header or the address', async () => {
    expect((await get(`${FOUND}&code=reader`, {})).status).toBe(200);
    expect((await post('{}', '?clientId=acme&code=writer', { 'x-functions-key': '' })).status).toBe(200);
  });

  it('is refused in the same words for a wrong key and for a wrong client', async () => {
    const answers = [
      await get(FOUND, {}),
      await get(FOUND, { 'x-functions-key': 'wrong' }),
      await get(FOUND, { authorization: 'Bearer reader' }),
      await post('{}', '?clientId=other'),
      await post('{}', ''),
    ];
    const details = await Promise.all(answers.map(async (answer) => ((await answer.clone().json()) as Body).detail));
    expect(new Set(details).size).toBe(1);
    for (const answer of answers) await expectProblem(answer, 401, 'UNAUTHENTICATED');
  });

  it('needs the right to write for storing', async () => {
    await expectProblem(await post('{}', '?clientId=acme', { 'x-functions-key': 'reader' }), 403, 'FORBIDDEN');
  });
});

interface Body {
  readonly detail: string;
}

it('forbids every answer to be kept, sniffed, linked from or run', async () => {
  for (const response of [await get(FOUND), await get(FOUND, {}), await post('{}'), await post('x')]) {
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
  }
});
