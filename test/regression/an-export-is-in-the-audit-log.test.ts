import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { parseEnvironment } from '../../src/server/environment.js';
import { exportFile } from '../../src/server/transfer/export.js';
import { type Gateway, startGateway } from '../support/gateway.js';

// Everything of a client could be taken out by the command line, and nothing told of it afterwards.

const folder = mkdtempSync(path.join(tmpdir(), 'talkgraph-export-'));
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => {
  await gateway.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test('with its period, before the first line is written', async () => {
  const environment = parseEnvironment({ DATABASE_URL: gateway.databaseUrl, NODE_ENV: 'test', LOG_LEVEL: 'silent' });
  const output = path.join(folder, 'all.ndjson');
  jest.spyOn(console, 'error').mockReturnValue();
  await exportFile(environment, { clientId: 'acme', since: Date.UTC(2026, 0, 1), until: null, output });
  const read = '{ auditLog(first: 1) { nodes { actor action details } } }';
  const { data } = await gateway.graphql(read, {}, gateway.keys.admin);
  expect(data.auditLog.nodes).toEqual([
    { actor: 'command line', action: 'export', details: { since: '2026-01-01T00:00:00.000Z', until: null } },
  ]);
});
