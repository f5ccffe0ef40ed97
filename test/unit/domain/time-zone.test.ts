import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MetricInterval } from '../../../src/domain/insight.js';
import { type TimeZone, timeZoneOf } from '../../../src/domain/time-zone.js';

const HOUR_MS = 3_600_000;

function zone(name: string): TimeZone {
  const found = timeZoneOf(name);
  if (found === null) throw new Error('The zone is known.');
  return found;
}

function startsFrom(name: string, interval: MetricInterval, from: string, count: number): string[] {
  const starts = [zone(name).startOf(interval, Date.parse(from))];
  while (starts.length < count) starts.push(zone(name).next(interval, starts.at(-1) as number));
  return starts.map((start) => new Date(start).toISOString());
}

describe('A time zone', () => {
  test('has days of 23 and 25 hours where clocks are changed', () => {
    const days = (from: string) => startsFrom('Europe/Berlin', 'DAY', from, 3).map(Date.parse);
    const [saturday = 0, sunday = 0, monday = 0] = days('2024-03-30T12:00:00Z');
    expect([sunday - saturday, monday - sunday]).toEqual([24 * HOUR_MS, 23 * HOUR_MS]);
    const [before = 0, long = 0, after = 0] = days('2024-10-26T12:00:00Z');
    expect([long - before, after - long]).toEqual([24 * HOUR_MS, 25 * HOUR_MS]);
  });

  test('counts the hour twice that clocks show twice', () => {
    expect(startsFrom('Europe/Berlin', 'HOUR', '2024-10-27T00:30:00Z', 3)).toEqual([
      '2024-10-27T00:00:00.000Z',
      '2024-10-27T01:00:00.000Z',
      '2024-10-27T02:00:00.000Z',
    ]);
  });

  test('begins a day after midnight where clocks skip it', () => {
    expect(startsFrom('America/Sao_Paulo', 'DAY', '2018-11-03T15:00:00Z', 3)).toEqual([
      '2018-11-03T03:00:00.000Z',
      '2018-11-04T03:00:00.000Z',
      '2018-11-05T02:00:00.000Z',
    ]);
  });

  test('leaves out a day that a zone left out', () => {
    expect(startsFrom('Pacific/Apia', 'DAY', '2011-12-29T20:00:00Z', 3)).toEqual([
      '2011-12-29T10:00:00.000Z',
      '2011-12-30T10:00:00.000Z',
      '2011-12-31T10:00:00.000Z',
    ]);
  });

  test('begins an hour anew where clocks are set by half of one', () => {
    expect(startsFrom('Australia/Lord_Howe', 'HOUR', '2024-04-06T14:10:00Z', 4)).toEqual([
      '2024-04-06T14:00:00.000Z',
      '2024-04-06T15:00:00.000Z',
      '2024-04-06T15:30:00.000Z',
      '2024-04-06T16:30:00.000Z',
    ]);
  });

  test('begins weeks on Monday and months on their first day', () => {
    expect(startsFrom('Europe/Berlin', 'WEEK', '2024-03-31T12:00:00Z', 2)).toEqual([
      '2024-03-24T23:00:00.000Z',
      '2024-03-31T22:00:00.000Z',
    ]);
    expect(startsFrom('Asia/Kolkata', 'MONTH', '2024-01-31T20:00:00Z', 3)).toEqual([
      '2024-01-31T18:30:00.000Z',
      '2024-02-29T18:30:00.000Z',
      '2024-03-31T18:30:00.000Z',
    ]);
  });

  test('is cut without gaps: every instant lies in the interval that its start begins', () => {
    const names = [
      'UTC',
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Africa/Cairo',
    ];
    const instants = fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2037, 0) });
    const intervals = fc.constantFrom(...Object.values(MetricInterval));
    const holds = (name: string, interval: MetricInterval, instant: number) => {
      const start = zone(name).startOf(interval, instant);
      const next = zone(name).next(interval, start);
      expect(start).toBeLessThanOrEqual(instant);
      expect(next).toBeGreaterThan(instant);
      expect(zone(name).startOf(interval, start)).toBe(start);
      expect(zone(name).startOf(interval, next)).toBe(next);
    };
    fc.assert(fc.property(fc.constantFrom(...names), intervals, instants, holds), { numRuns: 500 });
  });

  test('is none where nobody knows the name', () => {
    expect(['', 'Europe/Nowhere', '../etc', 'x'.repeat(10_000)].map(timeZoneOf)).toEqual([null, null, null, null]);
  });
});
