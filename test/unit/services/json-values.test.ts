import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CutValue, JsonValueCutter } from '../../../src/services/transfer/json-values.js';

const ROOMY = 1_000_000;

function cut(chunks: readonly Buffer[], mostBytes = ROOMY): CutValue[] {
  const cutter = new JsonValueCutter(mostBytes);
  return [...chunks.flatMap((chunk) => cutter.push(chunk)), ...cutter.end()];
}

function textsOf(text: string): (string | null)[] {
  return cut([Buffer.from(text)]).map(({ bytes }) => bytes?.toString() ?? null);
}

function pieces(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((one, other) => one - other);
  return [0, ...ends].map((start, index) => bytes.subarray(start, ends[index] ?? bytes.length));
}

// An array at the top is a list of values, so one that is meant as a value stands in an object.
const written = fc
  .tuple(fc.jsonValue(), fc.constantFrom(0, 2))
  .map(([value, space]) => JSON.stringify(Array.isArray(value) ? { list: value } : value, null, space));

describe('the values of a stream', () => {
  test('come out verbatim, however they follow each other and wherever the stream is cut', () => {
    const separators = fc.constantFrom('\n', '\r\n', ' \n\t', '\n\n');
    fc.assert(
      fc.property(fc.array(written), separators, fc.array(fc.nat()), (values, separator, places) => {
        const bytes = Buffer.from(values.join(separator));
        const found = cut(pieces(bytes, places));
        expect(found.map((value) => value.bytes?.toString())).toEqual(values);
        expect(found.every((value) => value.whole)).toBe(true);
      }),
    );
  });

  test('are the elements of an array, arrays among them included', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1), fc.array(fc.nat()), (values, space, places) => {
        const bytes = Buffer.from(`\ufeff${JSON.stringify(values, null, space)}\n`);
        const found = cut(pieces(bytes, places)).map((value) => JSON.parse(String(value.bytes)));
        expect(found).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });

  test('keep the digits of wide numbers and know their lines', () => {
    const text = '[{"id": 12345678901234567890},\n\n{"id":\n-1e400}]\n{"last":1}';
    expect(cut([Buffer.from(text)]).map(({ bytes, line }) => [bytes?.toString(), line])).toEqual([
      ['{"id": 12345678901234567890}', 1],
      ['{"id":\n-1e400}', 3],
      ['{"last":1}', 5],
    ]);
  });

  test.each([
    ['a string that its line cuts off', '{"a":"b\n{"c":1}', ['{"a":"b', '{"c":1}']],
    ['an object that its line cuts off', '{"a":1,\n{"c":1}\n{"d":1}', ['{"a":1,\n', '{"c":1}', '{"d":1}']],
    ['a bracket that closes a brace', '{"a":1]\n{"c":1}', ['{"a":1]', '{"c":1}']],
    ['a word', 'nonsense\n{"c":1}', ['nonsense', '{"c":1}']],
  ])('go on after %s', (_what, text, expected) => {
    expect(textsOf(text)).toEqual(expected);
  });

  test('are not kept where they are larger than allowed, and the next one is', () => {
    const found = cut([Buffer.from(`{"a":"${'x'.repeat(50)}`), Buffer.from(`${'x'.repeat(50)}"}\n{"b":1}`)], 60);
    expect(found.map(({ bytes }) => bytes?.toString() ?? null)).toEqual([null, '{"b":1}']);
  });

  test('end with the stream, whole or not', () => {
    expect(cut([Buffer.from('{"a":1} 12')]).map(({ whole }) => whole)).toEqual([true, true]);
    expect(cut([Buffer.from('{"a":1} {"b":')]).map(({ whole }) => whole)).toEqual([true, false]);
  });
});
