import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { Webhook } from 'standardwebhooks';
import type { Clients, Recorder } from '../../../src/domain/ports.js';
import { NO_REFS } from '../../../src/domain/record.js';
import { webhookRoutes } from '../../../src/webhooks/handler.js';
import { openGate } from '../../support/gate.js';
import { ACME, identityWith } from '../../support/identity.js';

const LIMITS = { bodyBytes: 10_000, batchItems: 5, depth: 10 };
const BODY = '{"event":"conversation_agent_session.started",\n "data":{"id":"s-ö"}}';
const STANDARD = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const PLAIN = 'a key of the API';

let server: FastifyInstance;
let origin: string;
let secrets: Record<string, string[]>;
let recorded: number;

beforeAll(async () => {
  const clients: Pick<Clients, 'authenticate'> = { authenticate: async () => identityWith('WRITE') };
  const recorder: Recorder = {
    async record(_client, items) {
      recorded += items.length;
      return items.map(() => ({ ...NO_REFS, outcome: 'CREATED', error: null }));
    },
  };
  const webhookSecrets = { secretsOf: async (client: number, source: string) => secrets[`${client} ${source}`] ?? [] };
  server = Fastify();
  await server.register(webhookRoutes({ recorder, gate: openGate(clients), limits: LIMITS, webhookSecrets }));
  origin = await server.listen({ port: 0, host: '127.0.0.1' });
});
beforeEach(() => {
  recorded = 0;
  secrets = { [`${ACME.id} WHIPPY`]: [PLAIN], [`${ACME.id} PARLOA`]: [STANDARD] };
});
afterAll(() => server.close());

async function post(path: string, headers: Record<string, string> = {}, body: string = BODY): Promise<number> {
  const response = await fetch(`${origin}/webhooks/${path}?code=key`, { method: 'POST', body, headers });
  const { code } = (await response.json()) as { code?: string };
  if (response.status !== 200) expect([response.status, code, recorded]).toEqual([401, 'UNAUTHENTICATED', 0]);
  return response.status;
}

const digest = (encoding: 'hex' | 'base64' | 'base64url', secret = PLAIN, body = BODY) =>
  createHmac('sha256', secret).update(body).digest(encoding);

function standardHeaders(secret: string, ageSeconds = 0): Record<string, string> {
  const at = new Date(Date.now() - ageSeconds * 1_000);
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = new Webhook(secret).sign('message-1', at, BODY);
  return { 'webhook-id': 'message-1', 'webhook-timestamp': timestamp, 'webhook-signature': signature };
}

describe('where a secret is set, a delivery of Whippy', () => {
  it.each(['hex', 'base64', 'base64url'] as const)('is taken with the HMAC of its bytes in %s', async (encoding) => {
    expect(await post('whippy', { 'x-whippy-signature': digest(encoding) })).toBe(200);
    expect(recorded).toBe(1);
  });

  it('is taken with hexadecimal digits in upper case', async () => {
    expect(await post('whippy', { 'x-whippy-signature': digest('hex').toUpperCase() })).toBe(200);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['half of it', digest('hex').slice(0, 32)],
    ['one with more behind it', `${digest('hex')}00`],
    ['that of another secret', digest('hex', 'another')],
    ['that of another body', digest('hex', PLAIN, `${BODY} `)],
    ['that of the same JSON in other bytes', digest('hex', PLAIN, JSON.stringify(JSON.parse(BODY)))],
    ['the secret itself', PLAIN],
  ])('is refused with a wrong signature: %s', async (_name, signature) => {
    expect(await post('whippy', signature === undefined ? {} : { 'x-whippy-signature': signature })).toBe(401);
  });

  it('is refused before anything of it is kept, even where it is no JSON', async () => {
    expect(await post('whippy', { 'x-whippy-signature': digest('hex') }, 'not JSON')).toBe(401);
    expect(recorded).toBe(0);
  });
});

describe('where a secret is set, a delivery to any path', () => {
  it('is taken as Standard Webhooks sign it', async () => {
    expect(await post('parloa', standardHeaders(STANDARD), BODY)).toBe(200);
    secrets[`${ACME.id} WHIPPY`] = [STANDARD];
    expect(await post('whippy', standardHeaders(STANDARD), BODY)).toBe(200);
  });

  it('is taken where one of several signatures is right', async () => {
    const headers = standardHeaders(STANDARD);
    const several = `v1a,none v1,${Buffer.alloc(32).toString('base64')} v1 ${headers['webhook-signature']}`;
    expect(await post('parloa', { ...headers, 'webhook-signature': several })).toBe(200);
  });

  it('is as old as five minutes at the most, and no later than now by as much', async () => {
    expect(await post('parloa', standardHeaders(STANDARD, 290))).toBe(200);
    recorded = 0;
    expect(await post('parloa', standardHeaders(STANDARD, 310))).toBe(401);
    expect(await post('parloa', standardHeaders(STANDARD, -310))).toBe(401);
  });

  it('is refused where the id, the time, the signature or the secret is another', async () => {
    const headers = standardHeaders(STANDARD);
    const other = `whsec_${Buffer.from('another secret').toString('base64')}`;
    expect(await post('parloa')).toBe(401);
    expect(await post('parloa', { ...headers, 'webhook-id': 'message-2' })).toBe(401);
    expect(await post('parloa', { ...headers, 'webhook-timestamp': 'now' })).toBe(401);
    expect(await post('parloa', { ...headers, 'webhook-signature': 'v1,' })).toBe(401);
    expect(await post('parloa', { ...headers, 'webhook-signature': 'v1' })).toBe(401);
    expect(await post('parloa', standardHeaders(other))).toBe(401);
  });

  it('is refused where the secret has no bytes', async () => {
    secrets[`${ACME.id} PARLOA`] = ['whsec_'];
    expect(await post('parloa', standardHeaders(STANDARD))).toBe(401);
  });

  it('is not taken with the signature that is another vendor’s own', async () => {
    secrets[`${ACME.id} PARLOA`] = [PLAIN];
    expect(await post('parloa', { 'x-whippy-signature': digest('hex') })).toBe(401);
  });
});

it('needs no signature where no secret is set', async () => {
  expect(await post('audiocodes')).toBe(200);
});
