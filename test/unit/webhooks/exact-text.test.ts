import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deliveryOf } from '../../../src/webhooks/items.js';
import { parloaItem } from '../../../src/webhooks/vendors/parloa/adapter.js';

const BASE = '"transactionId":"t","requestTimestamp":"2024-02-27T12:16:23Z","conversationId":"c"';
// Neighbours, so that many of them fall on one double.
const wide = fc.bigInt({ min: 2n ** 62n, max: 2n ** 62n + 2_000n });
// Some are infinite as a double, and some are written with an exponent.
const huge = fc.bigInt({ min: 10n ** 307n, max: 10n ** 310n });
const any = fc.oneof(wide, huge, fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), fc.bigInt({ min: -9n, max: 9n }));

function transactionIn(text: string) {
  const delivery = deliveryOf(Buffer.from(`[${text}]`), 1);
  const item = delivery.json ? delivery.items[0] : undefined;
  const record = item === undefined ? undefined : parloaItem(item).records[0];
  if (record?.type !== 'transaction') throw new Error('The text is a transaction.');
  return record;
}

describe('numbers that are wider than a double', () => {
  it('keep every digit as ids of intents, and in slots and variables', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), fc.array(any, { maxLength: 3 }), (ids, values) => {
        const ranking = ids.map((id, index) => `{"id":${id},"name":"n${index}"}`).join(',');
        const slots = `[${values.join(',')}]`;
        const variables = values.map((value, index) => `{"id":"v${index}","value":${value}}`).join(',');
        const request = `{"intentRanking":[${ranking}],"slots":${slots}}`;
        const record = transactionIn(`{${BASE},"request":${request},"variables":[${variables}]}`);
        expect(record.intentRanking.map(({ sourceId }) => sourceId)).toEqual(ids.map(String));
        expect(record.slots).toBe(slots);
        expect(record.variables.map(({ value }) => value)).toEqual(values.map(String));
      }),
      { numRuns: 500, examples: [[[], [-1070797775067475935233n]]] },
    );
  });

  it('are found again among very many', () => {
    const ids = Array.from({ length: 50_000 }, (_, index) => 10n ** 18n + BigInt(index) * 1_000n);
    const ranking = ids.map((id) => `{"id":${id},"name":"n"}`).join(',');
    const record = transactionIn(`{${BASE},"request":{"intentRanking":[${ranking}]}}`);
    expect(record.intentRanking.map(({ sourceId }) => sourceId)).toEqual(ids.map(String));
  });

  it('are as short as any other name where they are ids', () => {
    const state = `{"id":${'7'.repeat(501)}}`;
    expect(() => transactionIn(`{${BASE},"intent":{"nextState":${state}}}`)).toThrow('intent.nextState.id must have');
  });
});
