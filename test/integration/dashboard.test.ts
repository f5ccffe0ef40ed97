import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import { dashboardRoutes } from '../../src/server/dashboard.js';

const DOCUMENT = '<!doctype html><title>Talkgraph</title>';
const SCRIPT = 'console.log("here");';
let directory: string;
let http: FastifyInstance;

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'talkgraph-page-'));
  mkdirSync(path.join(directory, 'assets'));
  writeFileSync(path.join(directory, 'index.html'), DOCUMENT);
  writeFileSync(path.join(directory, 'assets/index-abc.js'), SCRIPT);
  writeFileSync(path.join(directory, 'assets/index-abc.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(path.join(directory, 'assets/index-abc.js.gz'), gzipSync(SCRIPT));
  writeFileSync(path.join(directory, '.built-from'), 'secret');
  http = fastify();
  dashboardRoutes(http, directory);
});

afterAll(async () => {
  await http.close();
  rmSync(directory, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) => http.inject({ url, headers });

describe('the document', () => {
  test.each(['/', '/flow', '/calls', '/calls/a%2Fb', '/figures?from=2026-01-01'])('is served at %s', async (url) => {
    const { statusCode, headers, body } = await get(url);
    expect([statusCode, headers['content-type'], body]).toEqual([200, 'text/html; charset=utf-8', DOCUMENT]);
  });

  test('is asked for each time, and sent when it has changed', async () => {
    const { headers } = await get('/');
    expect(headers['cache-control']).toBe('no-cache');
    const again = await get('/', { 'if-none-match': String(headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get('/', { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });

  test('allows nothing inline, nothing from elsewhere, and no frame around it', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(rule);
  });
});

describe('a hashed file', () => {
  test.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip;q=0.5', 'gzip', gunzipSync],
  ])('is sent compressed to who accepts %s', async (accepted, encoding, unpack) => {
    const { headers, rawPayload } = await get('/assets/index-abc.js', { 'accept-encoding': accepted });
    expect(headers).toMatchObject({
      'content-encoding': encoding,
      vary: 'Accept-Encoding',
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(unpack(rawPayload).toString()).toBe(SCRIPT);
  });

  test('is sent as it is to everybody else', async () => {
    const { headers, body } = await get('/assets/index-abc.js');
    expect([headers['content-encoding'], body]).toEqual([undefined, SCRIPT]);
  });

  test.each(['/assets/none.js', '/assets/..%2F.built-from', '/assets/..%2Findex.html', '/assets/index-abc.js.br'])(
    'is not %s',
    async (url) => {
      const { statusCode, headers } = await get(url);
      expect([statusCode, headers['cache-control']]).toEqual([404, undefined]);
    },
  );
});

test('a gateway without a built page says so and serves everything else', async () => {
  const bare = fastify();
  dashboardRoutes(bare, path.join(directory, 'nowhere'));
  const { statusCode, body } = await bare.inject('/');
  expect([statusCode, JSON.parse(body).detail]).toEqual([404, 'The page is not built: npm run build.']);
  await bare.close();
});
