import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cuttable, cuttable } from '../support/cuttable.js';
import { databaseKinds, postgresUrl, type TestDatabase } from '../support/databases.js';
import { type Gateway, startGateway } from '../support/gateway.js';

const onPostgreSql = postgresUrl === undefined ? test.skip : test;
let created: TestDatabase;
let way: Cuttable;
let gateway: Gateway;

beforeAll(async () => {
  const kind = databaseKinds.find(({ name }) => name === 'PostgreSQL');
  if (kind === undefined) return;
  created = await kind.create();
  const url = new URL(created.url);
  way = await cuttable(url.hostname, Number(url.port || 5_432));
  url.host = way.address;
  gateway = await startGateway({ variables: { DATABASE_URL: url.href } });
});

afterAll(async () => {
  if (postgresUrl === undefined) return;
  way.mend();
  await gateway.dispose();
  await way.close();
  await created.discard();
});

async function graphql(query: string, key: string): Promise<Response> {
  return gateway.post('/graphql', { query }, { authorization: `Bearer ${key}` });
}

const callData = () =>
  gateway.get('/api/CallData?clientId=acme&callid=1&caller=%2B4930123456', { 'x-functions-key': gateway.keys.read });

// A write was refused with 503 and could be tried again, but a read failed with 500.
onPostgreSql('whoever reads while the database is out of reach is asked to come again', async () => {
  // The key is known from here on, for a moment.
  expect((await graphql('{ viewer { clientId } }', gateway.keys.read)).status).toBe(200);
  way.cut();
  const answers = [
    await graphql('{ calls { nodes { callId } } }', gateway.keys.read),
    await graphql('{ calls { nodes { callId } } }', 'a-key-that-nobody-has-seen'),
    await gateway.post('/webhooks/parloa', [], { authorization: 'Bearer a-key-that-nobody-has-seen' }),
    await gateway.post('/graphql/stream', {}, { authorization: 'Bearer unseen', accept: 'text/event-stream' }),
    await callData(),
  ];
  for (const answer of answers) {
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await answer.text()).toContain('"code":"OVERLOADED"');
  }
  way.mend();
  expect((await graphql('{ calls { nodes { callId } } }', gateway.keys.read)).status).toBe(200);
  expect((await callData()).status).toBe(200);
});
