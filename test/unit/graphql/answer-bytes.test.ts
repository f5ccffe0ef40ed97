import { describe, expect, test } from '@jest/globals';
import { parseExact } from '../../../src/domain/json.js';
import { AnswerBytes } from '../../../src/graphql/answer-bytes.js';

const textOf = (written: string | Buffer) => written.toString();
const nodes = (count: number, text = 'Grüße, 你好 🎧') =>
  Array.from({ length: count }, (_, id) => ({ id, text, no: null }));

describe('an answer in bytes', () => {
  const answers: Record<string, object> = {
    'with an empty list': { data: { calls: { nodes: [] } } },
    'with a short list': { data: { calls: { nodes: nodes(4) } } },
    'with a long list': { data: { calls: { nodes: nodes(5), pageInfo: { hasNextPage: true } } } },
    'with lists in a long list': { data: { calls: { nodes: nodes(9).map((node) => ({ ...node, inner: nodes(9) })) } } },
    'with a long list of scalars': { data: { states: ['a', 'b', null, 1.5, true, '"', '\ud800'] } },
    'with nothing where something could be': { errors: undefined, data: { a: null, calls: { nodes: nodes(6) } } },
    'with many errors': { errors: nodes(7), data: null },
    'with a list far down': { data: { a: { b: { c: { d: { e: { f: nodes(8) } } } } } } },
    'with names to escape': { data: { 'a"\n': nodes(6) } },
    'with exact numbers': {
      data: {
        slots: parseExact('{"wide":12345678901234567890,"all":[1,2,3,4,5.10,123456789012345678901],"__proto__":1}'),
      },
    },
    'larger than its first bytes': { data: { calls: { nodes: nodes(20, 'ü'.repeat(9_000)) } } },
  };

  test.each(Object.entries(answers))('%s is what JSON.stringify makes of it', (_, answer) => {
    expect(textOf(new AnswerBytes().write(answer))).toBe(`${JSON.stringify(answer)}\n`);
  });

  test('uses bytes again only when they were given back', () => {
    const bytes = new AnswerBytes();
    const answer = (letter: string) => ({ data: { nodes: nodes(5, letter) } });
    const first = bytes.write(answer('a')) as Buffer;
    const second = bytes.write(answer('b')) as Buffer;
    expect(second.buffer).not.toBe(first.buffer);
    expect(textOf(first)).toBe(`${JSON.stringify(answer('a'))}\n`);
    bytes.release(first);
    const third = bytes.write(answer('c')) as Buffer;
    expect(third.buffer).toBe(first.buffer);
    expect(textOf(second)).toBe(`${JSON.stringify(answer('b'))}\n`);
  });

  test('keeps a few of them, and none that is very large', () => {
    const bytes = new AnswerBytes();
    const write = (text: string) => bytes.write({ data: { nodes: nodes(5, text) } }) as Buffer;
    bytes.release(write('x'.repeat(300_000)));
    expect(write('a').length).toBeLessThan(1_000);
    const many = Array.from({ length: 20 }, () => write('b'));
    for (const one of many) bytes.release(one);
    const again = Array.from({ length: 20 }, () => write('c'));
    const used = new Set(many.map(({ buffer }) => buffer));
    expect(again.filter(({ buffer }) => used.has(buffer))).toHaveLength(8);
  });
});
