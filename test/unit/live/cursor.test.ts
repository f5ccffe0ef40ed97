import { describe, expect, test } from '@jest/globals';
import { decodeCursor, encodeCursor } from '../../../src/live/cursor.js';

const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('a cursor of the log', () => {
  test.each([0, 1, 10, 2 ** 31, Number.MAX_SAFE_INTEGER])('leads back to entry %d', (seq) => {
    expect(encodeCursor(seq)).toMatch(/^[\w-]+$/);
    expect(decodeCursor(encodeCursor(seq))).toBe(seq);
  });

  test.each([
    ['no base64url', '!'],
    ['empty', ''],
    ['no cursor', base64url('hello')],
    ['of another version', base64url('v2:1')],
    ['negative', base64url('v1:-1')],
    ['no whole number', base64url('v1:1.5')],
    ['written in another way', base64url('v1:01')],
    ['padded', `${base64url('v1:10')}=`],
    ['followed by something', `${base64url('v1:10')} `],
    ['wider than a number', base64url('v1:9999999999999999')],
    ['very long', 'A'.repeat(100_000)],
  ])('is refused where it is %s', (_name, cursor) => {
    const refusal = expect.objectContaining({ code: 'BAD_USER_INPUT', path: ['after'] });
    expect(() => decodeCursor(cursor)).toThrow(refusal);
  });
});
