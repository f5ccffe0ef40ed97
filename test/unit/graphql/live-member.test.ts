import { expect, test } from '@jest/globals';
import type { Delivery } from '../../../src/graphql/live/group.js';
import { LiveMember } from '../../../src/graphql/live/member.js';

const LIMITS = { events: 100, bytes: 250 };
const batch = [1, 2, 3, 4, 5, 6].map((seq): Delivery => {
  return { seq, cursor: `cursor-${seq}`, at: 0, payload: 'x'.repeat(100) };
});

/** A member whose network takes everything at once, or nothing. */
function memberOf(takes: boolean) {
  const sent: number[][] = [];
  const outlet = {
    waiting: 0,
    send(deliveries: readonly Delivery[]) {
      sent.push(deliveries.map(({ seq }) => seq));
      if (!takes) outlet.waiting += deliveries.reduce((sum, { payload }) => sum + payload.length, 0);
    },
    flush: async () => undefined,
  };
  const begin = () => new Promise<never>(() => undefined);
  const member = new LiveMember({ outlet, limits: LIMITS, begin, onEnd: () => undefined });
  return { member, sent, over: member.next() };
}

test('a burst that is more than may wait ends nobody whose network takes it', () => {
  const { member, sent } = memberOf(true);
  member.offer(batch);
  expect(sent.flat()).toEqual([1, 2, 3, 4, 5, 6]);
  member.offer(batch.slice(4));
  expect(sent.flat()).toHaveLength(6);
});

test('whoever takes nothing is sent what may wait, and told where to go on', async () => {
  const { member, sent, over } = memberOf(false);
  member.offer(batch);
  await expect(over).rejects.toMatchObject({ code: 'SLOW_CONSUMER', details: { cursor: 'cursor-3' } });
  expect(sent.flat()).toEqual([1, 2, 3]);
});
