import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SEARCH_LIMITS, searchTerms, wordsOf } from '../../../src/domain/search.js';

describe('The words of a text', () => {
  test.each([
    ['Größe: STRASSE, Straße!', ['grosse', 'strasse', 'strasse']],
    ['Zürich Zu\u0308rich ZÜRICH', ['zurich', 'zurich', 'zurich']],
    ['ﬁn ①', ['fin', '1']],
    ['İstanbul ΟΔΟΣ οδος', ['istanbul', 'οδοσ', 'οδοσ']],
    ["don't info@example.com 0171-12 34", ['don', 't', 'info', 'example', 'com', '0171', '12', '34']],
    ['हिन्दी 日本語', ['हिन्दी', '日本語']],
    ['a\0b \ud800c', ['a', 'b', 'c']],
    ['…—„“ _*"', []],
  ])('are runs of letters and digits: %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('are the same when they are read again, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = wordsOf(text);
        expect(wordsOf(words.join(' '))).toEqual(words);
      }),
    );
  });

  test('are cut where they are endless', () => {
    expect(wordsOf('x'.repeat(5_000))).toEqual(['x'.repeat(SEARCH_LIMITS.wordCharacters)]);
  });
});

describe('A full-text question', () => {
  const word = (...words: string[]) => ({ words, prefix: false });

  test.each([
    ['refund Order', [word('refund'), word('order')]],
    ['refund*', [{ words: ['refund'], prefix: true }]],
    ['"not  working" now', [word('not', 'working'), word('now')]],
    ['"not work"*', [{ words: ['not', 'work'], prefix: true }]],
    ['info@example.com', [word('info', 'example', 'com')]],
    ['a OR (b AND NOT c)', [word('a'), word('or'), word('b'), word('and'), word('not'), word('c')]],
    ['"never closed', [word('never'), word('closed')]],
    ['text:a* ^b + -c ~ "" * !', [{ words: ['text', 'a'], prefix: true }, word('b'), word('c')]],
  ])('is words, beginnings and phrases: %s', (text, terms) => {
    expect(searchTerms(text, 'filter', 'text')).toEqual(terms);
  });

  test.each([
    ['', 'at least one word'],
    ['*** "" !', 'at least one word'],
    ['a'.repeat(501), '500 characters'],
    ['a '.repeat(17), '16 words'],
    [`"${'a '.repeat(17)}"`, '16 words'],
  ])('is refused without a word or with too many', (text, limit) => {
    expect(() => searchTerms(text, 'filter', 'text')).toThrow(limit);
  });
});
