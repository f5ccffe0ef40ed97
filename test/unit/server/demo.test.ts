import { describe, expect, test } from '@jest/globals';
import { type DemoCall, DemoPath, type TrafficOptions, trafficOf } from '../../../src/server/demo/traffic.js';
import { demoUsage } from '../../../src/server/demo/usage.js';
import { UsageError } from '../../../src/server/usage-error.js';
import { deliveryOf } from '../../../src/webhooks/items.js';
import { VENDORS } from '../../../src/webhooks/vendors.js';

const STARTED_AT = Date.parse('2026-03-02T08:00:00Z');
const OPTIONS: TrafficOptions = { seed: 7, startedAt: STARTED_AT, callsPerMinute: 60, languages: ['de', 'en'] };

function calls(count: number, options: Partial<TrafficOptions> = {}): DemoCall[] {
  return [...trafficOf({ ...OPTIONS, ...options }).take(count)];
}

const deliveries = (count: number) => calls(count).flatMap((call) => call.deliveries);

describe("the demo's traffic", () => {
  test('is the same for the same seed, and another for another', () => {
    expect(calls(50)).toEqual(calls(50));
    expect(calls(50)).not.toEqual(calls(50, { seed: 8 }));
  });

  test('is understood by the adapters, all of it', () => {
    const refused = deliveries(400).flatMap(({ path, body }) => {
      if (path === DemoPath.CALL_DATA) return [];
      const vendor = VENDORS.find((one) => one.path === path);
      const delivery = deliveryOf(Buffer.from(body), 10);
      const items = delivery.json ? delivery.items.flatMap((item) => vendor?.adapt(item, {})) : [];
      return items.filter((item) => item?.content.understood !== true);
    });
    expect(refused).toEqual([]);
  });

  test('has every source, both ends of a talk, transfers, fallbacks, errors and deliveries that come twice', () => {
    const all = deliveries(400);
    expect(new Set(all.map(({ path }) => path))).toEqual(new Set(Object.values(DemoPath)));
    const said = all.map(({ body }) => body).join('\n');
    for (const what of [
      '"event":"HANGUP"',
      'client-disconnected',
      'bot-disconnected',
      '"status":"answered"',
      '"explicitlyHandled":false',
      '"occurrences":1',
      'conversation_agent_session.analyzed',
      'de-DE',
      'en-US',
    ]) {
      expect(said).toContain(what);
    }
    expect(new Set(all.map(({ body }) => body)).size).toBeLessThan(all.length);
  });

  test('comes at its rate and in the order of time, in the languages that are asked for', () => {
    const many = calls(600, { languages: ['en'] });
    const minutes = (many.at(-1)?.atMs ?? 0) / 60_000;
    expect(minutes).toBeGreaterThan(8);
    expect(minutes).toBeLessThan(12);
    for (const { atMs, deliveries: own } of many) {
      const times = own.map((one) => one.atMs);
      expect(times).toEqual([...times].sort((one, other) => one - other));
      expect(times[0]).toBeGreaterThanOrEqual(atMs);
    }
    expect(many.flatMap((call) => call.deliveries).filter(({ body }) => body.includes('de-DE'))).toEqual([]);
  });
});

describe("the demo's options", () => {
  test('have their defaults', () => {
    const none = { seed: null, url: null, key: null, durationSeconds: null };
    expect(demoUsage({})).toEqual({ ...none, callsPerMinute: 20, languages: ['de', 'en'] });
    expect(demoUsage({ url: 'https://gateway.example.com/' })).toMatchObject({ url: 'https://gateway.example.com' });
  });

  test.each([
    { rate: '0' },
    { rate: 'many' },
    { seed: '1.5' },
    { language: 'fr' },
    { url: 'ftp://x' },
    { duration: '' },
  ])('are refused where they make no sense: %p', (values) => {
    expect(() => demoUsage(values)).toThrow(UsageError);
  });
});
