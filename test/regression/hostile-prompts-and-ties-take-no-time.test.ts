import { expect, test } from '@jest/globals';
import type { TurnFacts } from '../../src/domain/course.js';
import { plainText } from '../../src/domain/transaction.js';
import { orderTurns } from '../../src/domain/turn-order.js';

const BOUND_MS = 2_000;

function timed<T>(work: () => T): { result: T; ms: number } {
  const startedAt = performance.now();
  return { result: work(), ms: performance.now() - startedAt };
}

// The end of each comment was looked for anew: 800 kB of openings kept the process busy for 40 seconds.
test('a prompt of comments that never end is read in one go', () => {
  const prompt = '<!--'.repeat(1_000_000);
  const { result, ms } = timed(() => plainText(prompt));
  expect(result).toBe(prompt);
  expect(ms).toBeLessThan(BOUND_MS);
});

test('comments are left out of the plain text, up to one that never ends', () => {
  expect(plainText('<speak>a<!-- b -->c<!---->d<!-- <b>e</b>')).toBe('a c d<!-- e');
});

// Every turn was compared with every other for every place: a call with 2,000 of them took seconds a delivery.
test('turns of one millisecond are chained in one go', () => {
  const turns = Array.from({ length: 5_000 }, (_, index) => turn(index, 5_000 - index, 5_001 - index));
  const { result, ms } = timed(() => orderTurns(turns));
  expect(result.map(({ id }) => id)).toEqual(turns.map(({ id }) => id).reverse());
  expect(ms).toBeLessThan(BOUND_MS);
});

test('turns of one millisecond that go round in circles each have a place', () => {
  const turns = Array.from({ length: 500 }, (_, index) => turn(index, index % 7, (index + 1) % 7));
  expect(new Set(orderTurns(turns)).size).toBe(500);
});

function turn(id: number, fromState: number, toState: number): TurnFacts {
  const transactionId = String(id).padStart(6, '0');
  return { id, transactionId, kind: 'TURN', requestTimestamp: 0, fromState, toState } as TurnFacts;
}
