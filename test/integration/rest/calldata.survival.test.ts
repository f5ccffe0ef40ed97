import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Client } from '../../../src/domain/client.js';
import type { Clients } from '../../../src/domain/ports.js';
import { callDataRoutes } from '../../../src/rest/handler.js';
import { StoredClients } from '../../../src/services/clients.js';
import { SqlReader } from '../../../src/services/reader.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { openGate } from '../../support/gate.js';
import { anyText, HOSTILE } from '../../support/hostile.js';
import { identityWith } from '../../support/identity.js';
import { readHtml, readXml } from '../../support/markup.js';

const PATH = '/api/CallData';

describe.each(databaseKinds)('CallData on $name', ({ create }) => {
  let own: TestDatabase;
  let server: FastifyInstance;
  let calls = 0;

  beforeAll(async () => {
    own = await create();
    const { database } = own;
    const onError = (error: unknown) => {
      throw error;
    };
    const stored = new StoredClients(database, { timeZone: 'Europe/Berlin', callDataRetentionDays: 30, onError });
    const client: Client = await stored.createClient({ clientId: 'acme' }, 'a test');
    const clients: Pick<Clients, 'authenticate'> = {
      authenticate: async () => ({ ...identityWith('READ', 'WRITE'), client }),
    };
    const options = { queueItems: 100, commitItems: 10, defaultCountry: 'DE' };
    const recorder = new GroupCommitRecorder(database, SILENT_WAKE, options);
    const reader = new SqlReader(database, { defaultCountry: 'DE' });
    server = Fastify();
    const limits = { bodyBytes: 1_000_000, depth: 10 };
    await server.register(callDataRoutes({ recorder, reader, gate: openGate(clients), limits }));
  });

  afterAll(async () => {
    await server.close();
    await own.discard();
  });

  async function store(input: object): Promise<void> {
    const query = { clientId: 'acme', code: 'key' };
    const response = await server.inject({ method: 'POST', url: PATH, query, body: JSON.stringify({ input }) });
    expect(response.body).toBe('{"choice":"success","output":{}}');
  }

  // An address is UTF-8: half a surrogate pair cannot be asked for, and arrives as U+FFFD.
  async function get(callid: string, caller: string, format: string): Promise<string> {
    const query = {
      clientId: 'acme',
      code: 'key',
      callid: callid.toWellFormed(),
      caller: caller.toWellFormed(),
      format,
    };
    return (await server.inject({ method: 'GET', url: PATH, query })).body;
  }

  async function survives(text: string, key: string): Promise<void> {
    const callid = `${calls++} ${text}`.slice(0, 500);
    const callerid = `user ${text}`.slice(0, 500);
    const name = `k${key}`;
    await store({ callid, callerid, content: text, conversationid: text.slice(0, 500), [name]: { [key]: text } });
    const answer = JSON.parse(await get(callid, callerid, 'json')) as { timestamp: string };
    expect(answer).toEqual({
      caller: callerid,
      callid,
      timestamp: answer.timestamp,
      content: text,
      conversationid: text.slice(0, 500),
      [name]: { [key]: text },
    });
    expect(readHtml(await get(callid, callerid, 'html')).cells).toHaveLength(5);
    expect(readXml(await get(callid, callerid, 'xml'))).toHaveLength(6);
  }

  test.each(HOSTILE)('gives back %p as it came', (text) => survives(text, text));

  test('gives back any text as it came', async () => {
    await fc.assert(fc.asyncProperty(anyText, anyText, survives));
  });
});
