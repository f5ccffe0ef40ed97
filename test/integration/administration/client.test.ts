import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../../support/gateway.js';

const UPDATE = `mutation ($input: UpdateClientInput!) {
  updateClient(input: $input) {
    client { name defaultCountry timeZone callDataRetentionDays retentionDays privacy { source enabled } deniedNames }
  }
}`;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.dispose());

const update = (input: object, key = gateway.keys.admin) => gateway.graphql(UPDATE, { input }, key);

describe('updateClient', () => {
  test('changes what is given, and null is the default again', async () => {
    const given = {
      name: ' Contact Centre ',
      defaultCountry: 'ch',
      timeZone: 'Europe/Zurich',
      callDataRetentionDays: 1,
      retentionDays: 400,
      privacy: [{ source: 'PARLOA', enabled: true }],
      deniedNames: ['policyholder'],
    };
    const { data } = await update(given);
    expect(data.updateClient.client).toEqual({ ...given, name: 'Contact Centre', defaultCountry: 'CH' });
    const again = await update({ defaultCountry: null, timeZone: null, callDataRetentionDays: null });
    expect(again.data.updateClient.client).toMatchObject({
      name: 'Contact Centre',
      defaultCountry: null,
      timeZone: 'Europe/Berlin',
      callDataRetentionDays: 30,
      retentionDays: 400,
    });
    const forGood = await update({ retentionDays: null, privacy: null, deniedNames: null });
    expect(forGood.data.updateClient.client).toMatchObject({ retentionDays: null, privacy: [], deniedNames: null });
  });

  test('takes effect at once, for keys and sockets that are open', async () => {
    const socket = gateway.socket(gateway.keys.read);
    const events = socket.iterate({
      query: 'subscription { callChanged(filter: { caller: "044 668 18 00" }) { cursor } }',
    });
    const arrived = events.next();
    await gateway.graphql('{ viewer { name } }', {}, gateway.keys.read);
    await update({ defaultCountry: 'CH', name: 'At once' });
    const { data } = await gateway.graphql('{ viewer { name defaultCountry } }', {}, gateway.keys.read);
    expect(data.viewer).toEqual({ name: 'At once', defaultCountry: 'CH' });
    const turn = {
      transactionId: 't-1',
      callId: 'c-1',
      requestTimestamp: '2026-01-01T00:00:00Z',
      callerId: '+41446681800',
    };
    const record = `mutation ($turn: TransactionInput!) { recordTransactions(input: { transactions: [$turn] }) { created } }`;
    expect((await gateway.graphql(record, { turn })).data.recordTransactions.created).toBe(1);
    expect((await arrived).value?.data).toMatchObject({ callChanged: { cursor: expect.any(String) } });
    await update({ defaultCountry: null });
  });

  test.each([
    ['name', ''],
    ['name', null],
    ['name', 'n'.repeat(101)],
    ['defaultCountry', 'Germany'],
    ['defaultCountry', '+49'],
    ['defaultCountry', 'ZZ'],
    ['timeZone', 'Mars/Olympus'],
    ['timeZone', '+01:00'],
    ['callDataRetentionDays', 0],
    ['callDataRetentionDays', 31],
    ['retentionDays', 0],
    ['retentionDays', -1],
    ['deniedNames', [' ']],
  ])('refuses %s %j and says where', async (field, value) => {
    const { errors } = await update({ [field]: value });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(JSON.stringify(errors)).toContain(field);
  });

  test('refuses a source that is named twice', async () => {
    const privacy = [true, false].map((enabled) => ({ source: 'PARLOA', enabled }));
    expect((await update({ privacy })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  test('needs ADMIN', async () => {
    expect((await update({ name: 'x' }, gateway.keys.write)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('the audit log', () => {
  const LOG = `query ($after: String) { auditLog(first: 50, after: $after) {
    totalCount nodes { id at actor action details } } }`;

  test('tells who did what, without secrets, the newest first', async () => {
    await update({ name: 'Anna Muster', timeZone: 'Europe/Vienna' });
    const made = await gateway.graphql(
      'mutation { createApiKey(input: { name: "Annas desk", scopes: [READ] }) { secret apiKey { id } } }',
      {},
      gateway.keys.admin,
    );
    const { secret, apiKey } = made.data.createApiKey;
    await gateway.graphql('mutation ($id: ID!) { rotateApiKey(id: $id) { secret } }', apiKey, gateway.keys.admin);
    await gateway.graphql(
      'mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { id } } }',
      apiKey,
      gateway.keys.admin,
    );
    await gateway.graphql('mutation { replayQuarantined(ids: []) { applied } }', {}, gateway.keys.admin);
    const { data } = await gateway.graphql(LOG, {}, gateway.keys.admin);
    const entries = data.auditLog.nodes as { id: string; action: string; actor: string; details: object }[];
    expect(entries.slice(0, 4).map(({ action }) => action)).toEqual([
      'revokeApiKey',
      'rotateApiKey',
      'createApiKey',
      'updateClient',
    ]);
    expect(entries[0]?.actor).toMatch(/^key \d+ \(test…\)$/);
    expect(entries[3]?.details).toEqual({ changed: ['name', 'timeZone'], timeZone: 'Europe/Vienna' });
    expect(entries.at(-1)).toMatchObject({ actor: 'settings', action: 'createApiKey' });
    const text = JSON.stringify(entries);
    for (const hidden of [secret, secret.slice(8), 'Anna', gateway.keys.admin]) expect(text).not.toContain(hidden);
    const one = await gateway.graphql(
      'query ($id: ID!) { node(id: $id) { ... on AuditEntry { action } } }',
      entries[0],
      gateway.keys.admin,
    );
    expect(one.data.node).toEqual({ action: 'revokeApiKey' });
  });

  test('says nothing of an act that failed or changed nothing', async () => {
    const before = (await gateway.graphql(LOG, {}, gateway.keys.admin)).data.auditLog.totalCount;
    await update({});
    await update({ timeZone: 'Mars/Olympus' });
    await gateway.graphql('mutation { revokeApiKey(id: "x") { apiKey { id } } }', {}, gateway.keys.admin);
    expect((await gateway.graphql(LOG, {}, gateway.keys.admin)).data.auditLog.totalCount).toBe(before);
  });

  test('is for ADMIN alone', async () => {
    const { errors } = await gateway.graphql(LOG, {}, gateway.keys.write);
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
