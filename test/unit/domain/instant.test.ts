import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, parseInstant } from '../../../src/domain/instant.js';

const FURTHEST_MS = 8.64e15;

test('an instant is written as a Date writes it', () => {
  const instants = fc.integer({ min: -FURTHEST_MS, max: FURTHEST_MS });
  fc.assert(fc.property(instants, (instant) => formatInstant(instant) === new Date(instant).toISOString()));
  const nearby = fc.integer({ min: Date.UTC(1969, 11, 1), max: Date.UTC(2040, 0) });
  fc.assert(fc.property(nearby, (instant) => formatInstant(instant) === new Date(instant).toISOString()));
});

test('what no Date can hold is refused', () => {
  expect(() => formatInstant(Number.NaN)).toThrow(RangeError);
  expect(() => formatInstant(FURTHEST_MS + 86_400_000)).toThrow(RangeError);
});

test('an instant that was written is read again', () => {
  const inFourDigits = fc.integer({ min: Date.UTC(1000, 0), max: Date.UTC(9999, 11, 31) });
  fc.assert(fc.property(inFourDigits, (instant) => parseInstant(formatInstant(instant)) === instant));
});
