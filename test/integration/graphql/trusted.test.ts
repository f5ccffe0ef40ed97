import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { CreateApiKeyDocument } from '../../documents/generated/graphql.js';
import { type Gateway, startGateway } from '../../support/gateway.js';

const KNOWN = 'query Known { viewer { clientId } }';
const FOLLOWED = 'subscription Followed { callChanged { cursor } }';
const STRANGE = 'query Strange { viewer { name } }';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'talkgraph-manifest-'));
const file = join(folder, 'manifest.json');
// The gateway's keys are made by a document, too.
const manifest = { known: KNOWN, [hash(FOLLOWED)]: FOLLOWED, keys: CreateApiKeyDocument.toString() };
writeFileSync(file, JSON.stringify(manifest));
afterAll(() => rmSync(folder, { recursive: true }));

let gateway: Gateway;
let log: string[];

async function start(mode: string): Promise<void> {
  log = [];
  const variables = { PERSISTED_DOCUMENTS: mode, PERSISTED_DOCUMENTS_FILE: file };
  gateway = await startGateway({ variables, onLog: (line) => log.push(line) });
}
afterEach(() => gateway.dispose());

const headers = () => ({ authorization: `Bearer ${gateway.keys.read}` });
async function post(body: object) {
  const response = await gateway.post('/graphql', body, headers());
  return {
    status: response.status,
    ...((await response.json()) as { data?: object; errors?: { extensions: object }[] }),
  };
}
async function get(parameters: Record<string, string>) {
  const preflight = { 'apollo-require-preflight': 'yes' };
  const response = await gateway.get(`/graphql?${new URLSearchParams(parameters)}`, { ...headers(), ...preflight });
  return { status: response.status, ...((await response.json()) as object) };
}
const ANSWER = { status: 200, data: { viewer: { clientId: 'acme' } } };
const refusal = (status: number, code: string) => ({
  status,
  errors: [{ message: expect.any(String), extensions: { code, requestId: expect.any(String) } }],
});

/** What a socket says first to a subscription: that it stands, as `null`, or with what it ended. */
function subscribed(payload: object): Promise<unknown> {
  const client = gateway.socket();
  return new Promise((resolve) => {
    const timer = setInterval(async () => {
      const text = await (await gateway.get('/metrics')).text();
      if (/^talkgraph_subscribers 1$/m.test(text)) finish(null);
    }, 20);
    const finish = (result: unknown) => {
      clearInterval(timer);
      resolve(result);
    };
    client.subscribe({ query: '', ...payload }, { next: finish, error: finish, complete: () => finish('complete') });
  });
}

describe('a document that is named', () => {
  test('by the id of the manifest or by its hash, in a body or an address, is run', async () => {
    await start('off');
    const id = `sha256:${hash(KNOWN)}`;
    expect(await post({ documentId: 'known' })).toEqual(ANSWER);
    expect(await post({ documentId: id })).toEqual(ANSWER);
    const persistedQuery = { version: 1, sha256Hash: hash(KNOWN) };
    expect(await post({ extensions: { persistedQuery } })).toEqual(ANSWER);
    expect(await get({ documentId: id })).toEqual(ANSWER);
    expect(await get({ extensions: JSON.stringify({ persistedQuery }) })).toEqual(ANSWER);
  });

  test('and is not there is not found, and no request adds one', async () => {
    await start('off');
    const persistedQuery = { version: 1, sha256Hash: hash(STRANGE) };
    const missing = refusal(400, 'PERSISTED_QUERY_NOT_FOUND');
    expect(await post({ documentId: `sha256:${hash(STRANGE)}` })).toEqual(missing);
    expect((await post({ query: STRANGE, extensions: { persistedQuery } })).status).toBe(200);
    expect(await post({ extensions: { persistedQuery } })).toEqual(missing);
    expect(await get({ documentId: 'constructor' })).toEqual(missing);
    expect(await post({ documentId: { not: 'text' } })).toEqual(missing);
    expect(await post({ query: KNOWN, documentId: hash(STRANGE) })).toEqual(missing);
  });
});

describe('with enforcement', () => {
  test('what is in the manifest is run by its id and by its text', async () => {
    await start('enforce');
    expect(await post({ documentId: 'known' })).toEqual(ANSWER);
    expect(await post({ query: KNOWN })).toEqual(ANSWER);
  });

  test('nothing else is, whatever carries it', async () => {
    await start('enforce');
    const refused = refusal(403, 'FORBIDDEN');
    expect(await post({ query: STRANGE })).toEqual(refused);
    expect(await get({ query: STRANGE })).toEqual(refused);
    expect(await post({ query: '{ __schema { types { name } } }' })).toEqual(refused);
    const query = 'subscription { callChanged { cursor } }';
    expect(await subscribed({ query })).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const accept = { accept: 'text/event-stream', ...headers() };
    const stream = await gateway.get(`/graphql/stream?${new URLSearchParams({ query })}`, accept);
    expect([stream.status, await stream.json()]).toEqual([403, { errors: refused.errors }]);
  });

  test('a subscription is found by its id over the socket', async () => {
    await start('enforce');
    expect(await subscribed({ documentId: `sha256:${hash(FOLLOWED)}` })).toBeNull();
  });
});

test('a report tells of what is not in the manifest once, by its hash and nothing else', async () => {
  await start('report');
  expect((await post({ query: STRANGE })).status).toBe(200);
  await post({ query: STRANGE });
  await post({ query: KNOWN });
  const lines = log.filter((line) => line.includes('not in the manifest')).map((line) => JSON.parse(line));
  expect(lines.map(({ documentHash }) => documentHash)).toContain(hash(STRANGE));
  expect(lines.filter(({ documentHash }) => documentHash === hash(STRANGE))).toHaveLength(1);
  expect(lines.some(({ documentHash }) => documentHash === hash(KNOWN))).toBe(false);
  expect(log.join('')).not.toMatch(/Strange|viewer \{/);
});
