import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { DomainError, ErrorCode } from '../../../src/domain/errors.js';
import type { Clients, Recorder } from '../../../src/domain/ports.js';
import type { RecordResult, SourceItem } from '../../../src/domain/record.js';
import { webhookRoutes } from '../../../src/webhooks/handler.js';
import { NO_SECRETS } from '../../support/clients.js';
import { openGate } from '../../support/gate.js';
import { identityWith } from '../../support/identity.js';
import { expectDocumented } from '../../support/openapi.js';

const LIMITS = { bodyBytes: 10_000, batchItems: 5, depth: 10 };
const TURN = {
  transactionId: 't-1',
  requestTimestamp: '2024-02-27T12:16:23.926Z',
  request: { callMeta: { callId: 'call-1' } },
};

let server: FastifyInstance;
let origin: string;
let recorded: SourceItem[];
let failure: Error | null;

/** Answers every item as it was asked for by its transaction id, e.g. `duplicate-1`. */
const recorder: Recorder = {
  async record(_client, items) {
    if (failure !== null) throw failure;
    recorded.push(...items);
    return items.map(resultOf);
  },
};

function resultOf(item: SourceItem): RecordResult {
  const none = { hangupRef: null, callDataRef: null, sessionRef: null, analysisRef: null, callRef: null };
  const refs = { transactionRef: 1, ...none };
  if (!item.content.understood)
    return { ...refs, transactionRef: null, outcome: 'REJECTED', error: item.content.error };
  if (item.key?.startsWith('duplicate')) return { ...refs, outcome: 'DUPLICATE', error: null };
  return { ...refs, outcome: item.key?.startsWith('revised') ? 'REVISED' : 'CREATED', error: null };
}

const clients: Pick<Clients, 'authenticate'> = {
  async authenticate(secret) {
    if (secret === 'writer') return identityWith('WRITE');
    return secret === 'reader' ? identityWith('READ') : null;
  },
};

beforeEach(async () => {
  recorded = [];
  failure = null;
  server = Fastify();
  await server.register(
    webhookRoutes({ recorder, gate: openGate(clients), limits: LIMITS, webhookSecrets: NO_SECRETS }),
  );
  origin = await server.listen({ port: 0, host: '127.0.0.1' });
});

afterEach(() => server.close());

async function post(body: string | Buffer, headers: Record<string, string> = {}, query = ''): Promise<Response> {
  const authorization = { authorization: 'Bearer writer' };
  const init = { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers: { ...authorization, ...headers } };
  const response = await fetch(`${origin}/webhooks/parloa${query}`, init);
  await expectDocumented('POST', '/webhooks/parloa', response);
  return response;
}

async function expectProblem(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = await response.json();
  expect(problem).toEqual({
    type: 'about:blank',
    title: expect.stringMatching(/^[A-Z]/),
    status,
    detail: expect.stringMatching(/\.$/),
    code,
    instance: expect.stringMatching(/./),
  });
}

describe('a delivery', () => {
  it('is answered with what became of its items', async () => {
    const items = ['new', 'duplicate', 'revised', 'new-2'].map((transactionId) => ({ ...TURN, transactionId }));
    const response = await post(JSON.stringify([...items, { ...TURN, requestTimestamp: 'noon' }]));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      received: 5,
      created: 2,
      duplicates: 1,
      revised: 1,
      rejected: [{ index: 4, code: 'INVALID_FIELD', message: 'requestTimestamp must be a time as RFC 3339 has it.' }],
    });
  });

  it('may be a single transaction', async () => {
    const response = await post(JSON.stringify(TURN));
    expect(await response.json()).toEqual({ received: 1, created: 1, duplicates: 0, revised: 0, rejected: [] });
  });

  it('may be empty', async () => {
    const response = await post('[]');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ received: 0, created: 0, duplicates: 0, revised: 0, rejected: [] });
    expect(recorded).toEqual([]);
  });

  it('keeps the text of every item as it came, with its key', async () => {
    const texts = ['{ "transactionId" : "a",\n "x": 12345678901234567890 }', JSON.stringify(TURN)];
    await post(`[ ${texts.join(' , ')} ]`);
    expect(recorded.map(({ source, eventType, key, body }) => ({ source, eventType, key, body }))).toEqual([
      { source: 'PARLOA', eventType: 'transaction', key: null, body: texts[0] },
      { source: 'PARLOA', eventType: 'transaction', key: 't-1', body: texts[1] },
    ]);
  });

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream'])(
    'is read whatever its type is called: %s',
    async (type) => {
      const response = await post(JSON.stringify([TURN]), { 'content-type': type });
      expect(await response.json()).toMatchObject({ created: 1 });
    },
  );

  it('may begin with a byte order mark', async () => {
    const response = await post(`\ufeff${JSON.stringify([TURN])}`);
    expect(await response.json()).toMatchObject({ received: 1, created: 1 });
  });

  it('rejects an item that is nested too deep and takes the others', async () => {
    const deep = `{"transactionId":"deep","x":${'['.repeat(10)}${']'.repeat(10)}}`;
    const response = await post(`[${deep},${JSON.stringify(TURN)}]`);
    expect(await response.json()).toMatchObject({ created: 1, rejected: [{ index: 0, code: 'TOO_DEEP' }] });
    expect(recorded[0]).toMatchObject({ key: null, body: deep });
  });
});

describe('what is not JSON', () => {
  it.each([
    ['text', Buffer.from('transactionId=1'), 'transactionId=1'],
    ['a cut-off array', Buffer.from('[{"a":1}'), '[{"a":1}'],
    ['broken UTF-8', Buffer.from([0x22, 0xff, 0x22]), '"\ufffd"'],
  ])('is kept and refused: %s', async (_name, body, kept) => {
    await expectProblem(await post(body), 400, 'BAD_USER_INPUT');
    expect(recorded).toEqual([
      {
        source: 'PARLOA',
        eventType: 'unknown',
        key: null,
        body: kept,
        content: { understood: false, error: { code: 'NOT_JSON', message: 'The body is not JSON.', path: [] } },
      },
    ]);
  });

  it('is refused without anything to keep where there is no body', async () => {
    await expectProblem(await post(''), 400, 'BAD_USER_INPUT');
    expect(recorded).toEqual([]);
  });
});

describe('who may deliver', () => {
  it('is told by a bearer token, a header or the address', async () => {
    const none = { authorization: '' };
    const answers = [
      await post('[]'),
      await post('[]', { authorization: 'bearer writer' }),
      await post('[]', { ...none, 'x-functions-key': 'writer' }),
      await post('[]', none, '?code=writer'),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  });

  it('is nobody without a key, with a wrong one or with two', async () => {
    const none = { authorization: '' };
    const queries = ['', '?code=', '?code=wrong', '?code=writer&code=writer'];
    for (const query of queries) await expectProblem(await post('[]', none, query), 401, 'UNAUTHENTICATED');
    const wrong = await post(JSON.stringify(TURN), { authorization: 'Bearer wrong' });
    expect(wrong.headers.get('www-authenticate')).toBe('Bearer realm="talkgraph", error="invalid_token"');
    await expectProblem(wrong, 401, 'UNAUTHENTICATED');
    expect(recorded).toEqual([]);
  });

  it('needs the right to write', async () => {
    await expectProblem(await post('[]', { authorization: 'Bearer reader' }), 403, 'FORBIDDEN');
  });

  it('is asked before the body is read', async () => {
    const { port } = new URL(origin);
    const socket = connect(Number(port), '127.0.0.1');
    const head = 'POST /webhooks/parloa HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n';
    const answer = await new Promise<string>((resolve, reject) => {
      socket
        .once('data', (data) => resolve(data.toString()))
        .once('error', reject)
        .write(head);
    });
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('a delivery that is too much', () => {
  it('is refused where the body is too large', async () => {
    await expectProblem(await post(`[${' '.repeat(LIMITS.bodyBytes)}]`), 413, 'PAYLOAD_TOO_LARGE');
  });

  it('is refused where it has too many items', async () => {
    await expectProblem(await post(JSON.stringify(new Array(6).fill(TURN))), 413, 'PAYLOAD_TOO_LARGE');
    expect(recorded).toEqual([]);
  });

  it('is asked to come again where the gateway is full', async () => {
    failure = new DomainError(ErrorCode.OVERLOADED, 'The queue is full.');
    const response = await post(JSON.stringify(TURN));
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectProblem(response, 503, 'OVERLOADED');
  });

  it('is refused where it is compressed', async () => {
    await expectProblem(await post('[]', { 'content-encoding': 'gzip' }), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });
});

describe('the path', () => {
  it('answers a health check at once, without a key', async () => {
    for (const method of ['GET', 'POST']) {
      for (const query of ['?parloa-health-check', '?parloa-health-check=true']) {
        const response = await fetch(`${origin}/webhooks/parloa${query}`, { method });
        await expectDocumented(method, '/webhooks/parloa', response);
        expect(response.status).toBe(200);
      }
    }
    expect(recorded).toEqual([]);
  });

  it('takes deliveries by POST alone', async () => {
    const response = await fetch(`${origin}/webhooks/parloa`, { headers: { authorization: 'Bearer writer' } });
    await expectDocumented('GET', '/webhooks/parloa', response);
    expect(response.headers.get('allow')).toBe('POST');
    await expectProblem(response, 405, 'METHOD_NOT_ALLOWED');
  });

  it('of an unknown vendor does not exist', async () => {
    const response = await fetch(`${origin}/webhooks/nobody`, { method: 'POST', body: '[]' });
    expect(response.status).toBe(404);
  });

  it('says nothing of what went wrong inside', async () => {
    failure = new Error('secret path /var/lib');
    const response = await post(JSON.stringify(TURN));
    const text = await response.clone().text();
    await expectProblem(response, 500, 'INTERNAL_SERVER_ERROR');
    expect(text).not.toContain('secret');
  });
});
