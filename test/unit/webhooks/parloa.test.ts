import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { deliveryOf } from '../../../src/webhooks/items.js';
import { VENDORS } from '../../../src/webhooks/vendors.js';

const directory = join(import.meta.dirname, '../../fixtures/webhooks/parloa');
const cases = readdirSync(directory)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.expected.json'))
  .map((name) => name.slice(0, -'.json'.length));

function adapted(body: Buffer) {
  const [parloa] = VENDORS;
  const delivery = deliveryOf(body, 1_000);
  if (parloa === undefined || !delivery.json) throw new Error('The fixture is a delivery.');
  return delivery.items.map((item) => parloa.adapt(item));
}

describe('a delivery of the analytics hook', () => {
  it.each(cases)('becomes the expected records: %s', (name) => {
    const items = adapted(readFileSync(join(directory, `${name}.json`)));
    const expected: unknown = JSON.parse(readFileSync(join(directory, `${name}.expected.json`), 'utf8'));
    expect(items.map(({ key, content }) => ({ key, content }))).toEqual(expected);
  });

  it.each(cases)('keeps the text of every item: %s', (name) => {
    const body = readFileSync(join(directory, `${name}.json`));
    const texts = adapted(body).map((item) => item.body);
    const value: unknown = JSON.parse(body.toString('utf8'));
    expect(texts.map((text) => JSON.parse(text))).toEqual(Array.isArray(value) ? value : [value]);
    for (const text of texts) expect(body.toString('utf8')).toContain(text);
  });

  it('says in a rejection where it was and never what was sent', () => {
    const secret = 'very-secret-17';
    const base = { transactionId: 't', requestTimestamp: '2024-02-27T12:16:23Z', conversationId: 'c' };
    const broken = [
      { ...base, requestTimestamp: secret },
      { ...base, responseTime: secret },
      { ...base, intent: secret },
      { ...base, request: { callMeta: { production: secret } } },
      { ...base, transactionId: secret.repeat(40) },
    ];
    for (const item of adapted(Buffer.from(JSON.stringify(broken)))) {
      expect(item.content.understood).toBe(false);
      expect(JSON.stringify(item.content)).not.toContain(secret);
      expect(item.body).toContain(secret);
    }
  });
});
