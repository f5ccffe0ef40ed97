import { setImmediate as nextRound } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Admission } from '../../../src/server/admission.js';

const OPTIONS = { waitingRequests: 10, patienceMs: 100, roundMs: 5 };
let now: number;
let changes: [boolean, number][];
let admission: Admission;

beforeEach(() => {
  now = 1_000;
  changes = [];
  admission = new Admission({
    ...OPTIONS,
    now: () => now,
    onChange: (overloaded, refused) => changes.push([overloaded, refused]),
  });
});

/** Requests that are readable at the same time, each answered at once after so many milliseconds. */
function readable(count: number, msEach: number): number {
  let admitted = 0;
  for (let index = 0; index < count; index++) {
    if (!admission.enter()) continue;
    admitted++;
    now += msEach;
    admission.leave();
  }
  return admitted;
}

async function round(count: number, msEach: number): Promise<number> {
  const admitted = readable(count, msEach);
  await nextRound();
  return admitted;
}

describe('what is let in', () => {
  test('are few requests, however long they take', async () => {
    for (let index = 0; index < 20; index++) expect(await round(10, 500)).toBe(10);
    expect(admission.overloaded).toBe(false);
  });

  test('is a burst of many that is over soon, again and again', async () => {
    for (let index = 0; index < 20; index++) {
      expect(await round(90, 1)).toBe(90);
      await nextRound();
      now += 20;
    }
    expect([admission.overloaded, admission.refused]).toEqual([false, 0]);
  });

  test('is, of more than may wait, what comes within the patience of one long round', async () => {
    expect(await round(1_000, 1)).toBe(101);
    expect([admission.overloaded, admission.refused]).toEqual([true, 899]);
  });

  test('is what comes within some milliseconds of each round once more than may wait keep coming', async () => {
    for (let index = 0; index < 4; index++) expect(await round(25, 1)).toBe(25);
    expect(admission.overloaded).toBe(true);
    for (let index = 0; index < 20; index++) expect(await round(25, 1)).toBe(6);
    expect(admission.refused).toBe(20 * 19);
    expect(changes).toEqual([[true, 0]]);
  });

  test('are no more at a time than may wait, once more than that have been waiting', async () => {
    for (let index = 0; index < 15; index++) expect(admission.enter()).toBe(true);
    now += 101;
    await nextRound();
    expect([admission.enter(), admission.inFlight]).toEqual([false, 15]);
    for (let index = 0; index < 6; index++) admission.leave();
    expect([admission.enter(), admission.enter(), admission.inFlight]).toEqual([true, false, 10]);
  });
});
