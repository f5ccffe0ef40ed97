import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Clients } from '../../../src/domain/ports.js';
import { sql } from '../../../src/persistence/sql.js';
import { GroupCommitRecorder } from '../../../src/services/recorder.js';
import { type DeliverySummary, webhookRoutes } from '../../../src/webhooks/handler.js';
import { clientNumber, NO_SECRETS, SILENT_WAKE } from '../../support/clients.js';
import { databaseKinds, type TestDatabase } from '../../support/databases.js';
import { openGate } from '../../support/gate.js';
import { identityWith } from '../../support/identity.js';
import { MALFORMED, withWrongValues } from '../../support/malformed.js';

const LIMITS = { bodyBytes: 10_485_760, batchItems: 1_000, depth: 64 };
const fixtures = join(import.meta.dirname, '../../fixtures/webhooks');
const fixture = (name: string): unknown => JSON.parse(readFileSync(join(fixtures, `${name}.json`), 'utf8'));

const VENDORS = [
  { path: 'parloa', payloads: [fixture('parloa/transaction'), fixture('parloa/hangup')] },
  {
    path: 'audiocodes',
    payloads: [
      'several-identifiers-are-linked',
      'cdr',
      'session-parameters-beside-the-activities',
      'disconnect-of-the-bot-framework',
    ]
      .map((name) => fixture(`audiocodes/${name}`))
      .concat(fixture('audiocodes/transfer-status'), fixture('audiocodes/start'), fixture('audiocodes/call-status')),
  },
  { path: 'whippy', payloads: [fixture('whippy/fixture-analyzed')] },
];

describe.each(databaseKinds)('what is malformed, on $name', (kind) => {
  let stored: TestDatabase;
  let server: FastifyInstance;
  let origin: string;
  let logged: string[];
  let clientsSoFar = 0;

  beforeAll(async () => {
    stored = await kind.create();
    const recorder = new GroupCommitRecorder(stored.database, SILENT_WAKE, {
      queueItems: 10_000,
      commitItems: 50,
      defaultCountry: 'DE',
    });
    // Each delivery is a client's own, so that none is compared with the others' texts.
    const clients: Pick<Clients, 'authenticate'> = {
      authenticate: async () => ({ ...identityWith('WRITE'), client: clientNumber(++clientsSoFar) }),
    };
    logged = [];
    server = Fastify({ logger: { level: 'error', stream: { write: (line: string) => void logged.push(line) } } });
    await server.register(
      webhookRoutes({ recorder, gate: openGate(clients), limits: LIMITS, webhookSecrets: NO_SECRETS }),
    );
    origin = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await server.close();
    await stored.discard();
  });

  const post = (path: string, body: Buffer): Promise<Response> =>
    fetch(`${origin}/webhooks/${path}?code=key`, { method: 'POST', body: new Uint8Array(body) });

  const cases = VENDORS.flatMap(({ path }) => MALFORMED.map((malformed) => ({ path, ...malformed })));

  test.each(cases)('is refused or kept aside: $name, to $path', async ({ path, body }) => {
    const response = await post(path, body);
    expect([response.status, logged]).toEqual([expect.any(Number), []]);
    const answer = (await response.json()) as DeliverySummary;
    if (response.status === 200) {
      expect(answer).toMatchObject({ created: 0, duplicates: 0, revised: 0 });
      expect(answer.rejected).toHaveLength(answer.received);
    } else {
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }
  });

  test.each(VENDORS)(
    'is taken, or kept whole with the reason, wherever one value of $path is another',
    async ({ path, payloads }) => {
      for (const { texts } of payloads.flatMap(withWrongValues)) {
        const response = await post(path, Buffer.from(`[${texts.join(',')}]`));
        expect([response.status, logged]).toEqual([200, []]);
        const { received, created, duplicates, revised, rejected } = (await response.json()) as DeliverySummary;
        // Parts that are told together are items of their own.
        expect(received).toBeGreaterThanOrEqual(texts.length);
        expect(created + duplicates + revised + rejected.length).toBe(received);
      }
      const [kept] = await stored.database.read<{ rows: number }>(sql`
      SELECT COUNT(*) AS rows FROM source_event WHERE source = ${path.toUpperCase()} AND quarantined`);
      expect(Number(kept?.rows)).toBeGreaterThan(0);
    },
    120_000,
  );

  test('leaves calls that can still be told apart', async () => {
    const blank = await stored.database.read(sql`
      SELECT value FROM call_identity WHERE TRIM(value) = ''`);
    expect(blank).toEqual([]);
  });
});
