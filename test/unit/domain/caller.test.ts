import { describe, expect, it } from '@jest/globals';
import { callerOf, countryOf, matchKey, matchKeys } from '../../../src/domain/caller.js';

describe('a phone number', () => {
  it.each([
    ['+4917670919361', null, '+4917670919361'],
    ['017670919361', 'DE', '+4917670919361'],
    ['0176 / 7091-9361', 'DE', '+4917670919361'],
    ['+49 (0)176 70919361', null, '+4917670919361'],
    ['004917670919361', null, '+4917670919361'],
    ['004917670919361', 'US', '+4917670919361'],
    [' 4917670919361', null, '+4917670919361'],
    [' 41 12345678', 'DE', '+4112345678'],
    ['+111111111', null, '+111111111'],
    ['+4112345678', 'DE', '+4112345678'],
    ['012345678', 'CH', '+4112345678'],
    ['4112345678', 'CH', '+4112345678'],
    ['004112345678', 'DE', '+4112345678'],
    ['+999123456', null, '+999123456'],
    ['(212) 555-1234', 'US', '+12125551234'],
    ['sip:+4917670919361@sbc.example.com;user=phone', null, '+4917670919361'],
    ['"Ada" <sip:%2B4917670919361@sbc.example.com>', null, '+4917670919361'],
    ['tel:+49-176-70919361', null, '+4917670919361'],
    ['sips:017670919361@sbc.example.com', 'DE', '+4917670919361'],
  ])('%j under %s is %s', (raw, country, e164) => {
    expect(callerOf(raw, country)).toEqual({ raw, e164, kind: 'PHONE', redacted: false });
  });

  it('that lost its + is not read as a local number that doubles the calling code', () => {
    expect(callerOf('4917670919361', 'DE').e164).toBe('+4917670919361');
  });

  it('of digits alone stays what it was where no country is known', () => {
    expect(callerOf('017670919361', null)).toMatchObject({ e164: null, kind: 'USER_ID' });
    expect(callerOf('4917670919361', null)).toMatchObject({ e164: null, kind: 'USER_ID' });
  });
});

describe('what is no number', () => {
  it.each([
    'anonymous',
    'Anonymous',
    'restricted',
    'UNAVAILABLE',
    'unknown',
    'private',
    '',
    '  ',
    'sip:anonymous@anonymous.invalid',
  ])('%j is withheld', (raw) => {
    expect(callerOf(raw, 'DE')).toEqual({ raw, e164: null, kind: 'WITHHELD', redacted: false });
  });

  it.each(['+491xxx', '60a6cda164ea2442f87f0848', 'user-17', '+', '7', 'ada@example.com', '123456789012345678901234'])(
    '%j is a user id',
    (raw) => {
      expect(callerOf(raw, 'DE')).toEqual({ raw, e164: null, kind: 'USER_ID', redacted: false });
    },
  );

  it('never throws, whatever the text and the country', () => {
    const texts = ['\u0000', '\ud800', '+'.repeat(300), '0'.repeat(10_000), 'sip:', '<tel:', '%', '00', '+00', '٠١٢٣'];
    for (const text of texts) {
      for (const country of [null, 'DE', 'XX', '', 'de', '__proto__']) {
        expect(callerOf(text, country).raw).toBe(text);
      }
    }
  });
});

describe('the key by which callers are compared', () => {
  it('is the same for every form of one number', () => {
    const forms = ['+4917670919361', '4917670919361', '017670919361', '0049 176 70919361', ' 4917670919361'];
    expect(new Set(forms.map((form) => matchKey(form, 'DE')))).toEqual(new Set(['+4917670919361']));
  });

  it('is the text itself where there is no number', () => {
    expect(matchKey('user-17', 'DE')).toBe('user-17');
    expect(matchKey('+491xxx', 'DE')).toBe('+491xxx');
  });

  it('has a second form for digits that may have lost their +', () => {
    expect(matchKeys('111111111', 'DE')).toContain('+111111111');
    expect(matchKeys('4917670919361', null)).toEqual(['4917670919361', '+4917670919361']);
    expect(matchKeys('017670919361', 'DE')).toEqual(['+4917670919361']);
    expect(matchKeys('user-17', 'DE')).toEqual(['user-17']);
  });
});

describe('a country code', () => {
  it.each([
    ['+41', 'CH'],
    ['41', 'CH'],
    [' 41', 'CH'],
    ['0041', 'CH'],
    ['CH', 'CH'],
    ['ch', 'CH'],
    ['+41 (Switzerland)', 'CH'],
    ['+1', 'US'],
    ['44', 'GB'],
    ['+49', 'DE'],
  ])('%j is %s', (code, country) => {
    expect(countryOf(code)).toBe(country);
  });

  it.each(['', 'XX', '+0', '999', '+4149', 'Germany', '__proto__', 'constructor'])('%j is none', (code) => {
    expect(countryOf(code)).toBeNull();
  });
});
