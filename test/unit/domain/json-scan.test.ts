import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scanElements, scanMembers, scanValue } from '../../../src/domain/json-scan.js';

const blank = fc.constantFrom('', ' ', '\n\t', '\r\n  ');

describe('scanning JSON text', () => {
  it('gives every element of an array as it stands', () => {
    const texts = ['{ "a" : [1, 2] }', '"x,]\\"\\\\"', '-1.5e+3', 'true', 'false', 'null', '[]', '{}', '""'];
    const elements = scanElements(` [ ${texts.join(' ,\n')} ] `);
    expect(elements.map((element) => element.text)).toEqual(texts);
    expect(scanElements(' [ ] ')).toEqual([]);
  });

  it('gives every member of an object in its order, numbers, repeats and __proto__ among the keys', () => {
    const text = ' { "10" : 1 , "2":"}", "__proto__": {"a":[ ]}, "a\\"b":null,"10":2 } ';
    expect(scanMembers(text)).toEqual([
      { key: '"10"', value: '1' },
      { key: '"2"', value: '"}"' },
      { key: '"__proto__"', value: '{"a":[ ]}' },
      { key: '"a\\"b"', value: 'null' },
      { key: '"10"', value: '2' },
    ]);
    expect(scanMembers('{ }')).toEqual([]);
  });

  it('counts the depth of a value', () => {
    const depths = ['1', '[]', '{"a":{}}', '[[[]],[]]', '"[[["'].map((text) => scanValue(text).depth);
    expect(depths).toEqual([0, 1, 2, 3, 0]);
  });

  it('lists the integers that a double may not hold, and nothing else', () => {
    const text =
      '[-4300620255518597600, 9007199254740993, 123456789012345, 0.12345678901234567, 1e20, "12345678901234567890"]';
    expect(scanValue(text).wideIntegers).toEqual(['-4300620255518597600', '9007199254740993']);
  });

  it('puts any array together again from its elements', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 8 }), blank, (values, space) => {
        const text = `${space}[${values.map((value) => `${space}${JSON.stringify(value)}${space}`).join(',')}${space}]`;
        expect(scanElements(text).map((element) => element.text)).toEqual(values.map((value) => JSON.stringify(value)));
      }),
    );
  });

  it('puts any object together again from its members', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.jsonValue())), blank, (members, space) => {
        const expected = members.map(([key, value]) => ({ key: JSON.stringify(key), value: JSON.stringify(value) }));
        const text = `{${expected.map(({ key, value }) => `${space}${key}${space}:${space}${value}${space}`).join(',')}}`;
        expect(scanMembers(text)).toEqual(expected);
      }),
    );
  });
});
