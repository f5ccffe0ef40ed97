import { describe, expect, test } from '@jest/globals';
import { withoutPersonal } from '../../../src/domain/personal-text.js';
import { isDenied, isPseudonym, personalId, pseudonymOf } from '../../../src/domain/privacy.js';

describe('a text without what is personal in it', () => {
  test.each([
    ['write to anna.muster+x@mail.example.org please', 'write to [redacted] please'],
    ['IBAN DE89 3704 0044 0532 0130 00, thanks', 'IBAN [redacted], thanks'],
    ['CH9300762011623852957', '[redacted]'],
    ['card 4111-1111-1111-1111 until 12/29', 'card [redacted] until 12/29'],
    ['call 0151 99 88 77 66 or +41 44 668 18 00', 'call [redacted] or [redacted]'],
  ])('%s', (text, without) => {
    expect(withoutPersonal(text, 'DE')).toBe(without);
  });

  test.each([
    '',
    'two coffees at 10:30',
    'order 12345',
    'DE00 3704 0044 0532 0130 00 is no account',
    '2026-03-02T17:11:45Z',
  ])('keeps what is nobody’s: %j', (text) => {
    expect(withoutPersonal(text, 'DE')).toBe(text);
  });

  test('is quick with hostile texts, and masks endless ones whole', () => {
    const startedAt = performance.now();
    for (const part of ['a@', '1 ', 'DE11 ', '4-', 'a.b@c.', '+49'])
      withoutPersonal(part.repeat(999 / part.length), 'DE');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(withoutPersonal('a'.repeat(1_001), 'DE')).toBe('[redacted]');
  });
});

describe('names that are denied', () => {
  test.each(['name', 'customerName', 'E-Mail', 'phone_number', 'PIN', 'date of birth', 'Straße'])('%s', (name) => {
    expect(isDenied(name, [])).toBe(true);
  });

  test.each(['queue', 'intent', 'shipping', 'status', '', '---'])('%j is none', (name) => {
    expect(isDenied(name, ['---'])).toBe(false);
  });

  test('a client has its own', () => {
    expect(isDenied('Policy-Holder', ['policyholder'])).toBe(true);
  });
});

test('what stands for somebody stands for itself', () => {
  const hash = (text: string) => Buffer.from(text.padEnd(32)).toString('base64url').slice(0, 43);
  const one = pseudonymOf('+4915112345678', hash);
  expect(isPseudonym(one)).toBe(true);
  expect(pseudonymOf(one, hash)).toBe(one);
  expect(personalId(personalId('x', hash), hash)).toBe(personalId('x', hash));
});
