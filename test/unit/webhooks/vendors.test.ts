import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type DeliveryQuery, deliveryOf } from '../../../src/webhooks/items.js';
import { VENDORS, type Vendor } from '../../../src/webhooks/vendors.js';

const fixtures = join(import.meta.dirname, '../../fixtures/webhooks');
const vendors = VENDORS.map((vendor) => ({ vendor, name: vendor.source.toLowerCase() }));

function casesOf(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json') && !/\.(expected|query)\.json$/.test(name))
    .map((name) => name.slice(0, -'.json'.length));
}

function delivered(body: Buffer) {
  const delivery = deliveryOf(body, 1_000);
  if (!delivery.json) throw new Error('The fixture is a delivery.');
  return delivery.items;
}

function adapted(vendor: Vendor, body: Buffer, query: DeliveryQuery = {}) {
  return delivered(body).flatMap((item) => vendor.adapt(item, query));
}

interface Parts {
  readonly activities?: readonly unknown[];
  readonly data?: { readonly messages: readonly unknown[] };
}

/** Nothing of the value is missing from the texts that are kept of its parts. */
function expectWhole(texts: readonly string[], value: Parts): void {
  const [first, ...others] = texts.map((text): Parts => JSON.parse(text));
  if (first?.activities !== undefined) {
    const activities = [first, ...others].flatMap((part) => part.activities);
    expect({ ...first, activities }).toEqual(value);
  } else {
    expect(first).toEqual(value);
    for (const { data } of others) expect(value.data?.messages).toContainEqual(data?.messages[0]);
  }
}

describe.each(vendors)('a delivery of $name', ({ vendor, name: folder }) => {
  const directory = join(fixtures, folder);
  const cases = casesOf(directory);

  it.each(cases)('becomes the expected records: %s', (name) => {
    const address = join(directory, `${name}.query.json`);
    const query: DeliveryQuery = existsSync(address) ? JSON.parse(readFileSync(address, 'utf8')) : {};
    const items = adapted(vendor, readFileSync(join(directory, `${name}.json`)), query);
    const expected: unknown = JSON.parse(readFileSync(join(directory, `${name}.expected.json`), 'utf8'));
    expect(items.map(({ eventType, key, content }) => ({ eventType, key, content }))).toEqual(expected);
  });

  it.each(cases)('keeps the text of every item: %s', (name) => {
    const body = readFileSync(join(directory, `${name}.json`));
    const value: unknown = JSON.parse(body.toString('utf8'));
    const items = delivered(body);
    expect(items.map(({ text }) => JSON.parse(text))).toEqual(Array.isArray(value) ? value : [value]);
    for (const item of items) {
      expect(body.toString('utf8')).toContain(item.text);
      const texts = vendor.adapt(item).map((part) => part.body);
      if (texts.length === 1) expect(texts).toEqual([item.text]);
      else expectWhole(texts, item.value as Parts);
    }
  });
});

describe('a rejection', () => {
  const secret = 'very-secret-17';
  const turn = { transactionId: 't', requestTimestamp: '2024-02-27T12:16:23Z', conversationId: 'c' };
  const hangup = { type: 'event', name: 'hangup', conversation: 'c' };
  const session = { id: 's', messages: [{ id: 'm', direction: 'INBOUND', created_at: '2024-02-27T12:16:23Z' }] };
  const event = { event: 'conversation_agent_session.ended', data: session };
  const broken: Record<string, object[]> = {
    PARLOA: [
      { ...turn, requestTimestamp: secret },
      { ...turn, responseTime: secret },
      { ...turn, intent: secret },
      { ...turn, request: { callMeta: { production: secret } } },
      { ...turn, transactionId: secret.repeat(40) },
    ],
    AUDIOCODES: [
      { type: 'event', name: secret, conversation: 'c' },
      { ...hangup, conversation: secret.repeat(40) },
      { ...hangup, timestamp: secret },
      { ...hangup, activityParams: secret },
      { ...hangup, activityParams: { botOperationResult: secret } },
      { ...hangup, activityParams: { botOperationData: secret } },
      { ...hangup, activityParams: { hangupSipHeaders: [{ value: secret }] } },
      { ...hangup, name: 'transferStatus', value: { status: secret } },
    ],
    WHIPPY: [
      { ...event, event: secret },
      { ...event, data: secret },
      { ...event, data: { ...session, ended_at: secret } },
      { ...event, data: { ...session, messages: [{ id: 'm', direction: secret, created_at: turn.requestTimestamp }] } },
      { ...event, data: { ...session, agent_version: { provider_settings: secret } } },
    ],
  };

  it.each(vendors)('of $name says where it was and never what was sent', ({ vendor }) => {
    const bodies = broken[vendor.source] ?? [];
    expect(bodies).not.toHaveLength(0);
    for (const body of bodies) {
      const items = adapted(vendor, Buffer.from(JSON.stringify(body)));
      const rejected = items.at(-1);
      expect(rejected?.content.understood).toBe(false);
      expect(rejected?.body).toContain(secret);
      expect(JSON.stringify(items.map(({ content }) => content))).not.toContain(secret);
    }
  });
});
