import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Admission } from '../../src/server/admission.js';

const ROUND_MS = 5;

test('what short rounds refuse of a load that could be served does not keep the process overloaded', async () => {
  const admission = new Admission({ waitingRequests: 2, patienceMs: 0, roundMs: ROUND_MS });
  for (let index = 0; index < 3; index++) admission.enter();
  await wait(1);
  expect(admission.overloaded).toBe(true);
  while (admission.inFlight > 0) admission.leave();

  // In each round one is refused, and most of the time nothing is to be done.
  while (admission.overloaded) {
    expect(admission.enter()).toBe(true);
    const end = performance.now() + ROUND_MS + 1;
    while (performance.now() < end);
    if (admission.overloaded) expect(admission.enter()).toBe(false);
    admission.leave();
    await wait(6 * ROUND_MS);
  }
  expect(admission.refused).toBeGreaterThan(10);
});
