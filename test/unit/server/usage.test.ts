import { describe, expect, test } from '@jest/globals';
import { parseUsage } from '../../../src/server/usage.js';
import { UsageError } from '../../../src/server/usage-error.js';

describe('the command line', () => {
  test('serves without a command', () => {
    expect(parseUsage([])).toEqual({ command: 'serve' });
    expect(parseUsage(['serve'])).toEqual({ command: 'serve' });
    expect(parseUsage(['migrate'])).toEqual({ command: 'migrate' });
  });

  test('explains itself whatever stands beside it', () => {
    expect(parseUsage(['key', '--help'])).toEqual({ command: 'help' });
    expect(parseUsage(['-v'])).toEqual({ command: 'version' });
  });

  test('makes keys with the scopes that are named', () => {
    expect(parseUsage(['key', '--client', '0123', '--name', 'desk', '--scopes', 'read, WRITE'])).toEqual({
      command: 'key',
      options: { clientId: '0123', name: 'desk', scopes: ['READ', 'WRITE'], expiresAt: null, source: null },
    });
  });

  test('makes keys that read where nothing else is said', () => {
    const invocation = parseUsage(['key', '--client=acme']);
    expect(invocation).toMatchObject({ command: 'key', options: { clientId: 'acme', scopes: ['READ'] } });
  });

  test('makes keys that end at a time, on a day or after a while', () => {
    const endOf = (text: string) => {
      const invocation = parseUsage(['key', '--client', 'acme', '--expires', text]);
      return invocation.command === 'key' ? invocation.options.expiresAt : null;
    };
    expect(endOf('2999-01-31T12:00:00+01:00')).toBe(Date.UTC(2999, 0, 31, 11));
    expect(endOf('2999-01-31')).toBe(Date.UTC(2999, 0, 31));
    const before = Date.now();
    expect(endOf('90d')).toBeGreaterThanOrEqual(before + 90 * 86_400_000);
    expect(endOf('12h')).toBeLessThanOrEqual(Date.now() + 12 * 3_600_000);
  });

  test.each([
    ['parloa', 'PARLOA'],
    ['AudioCodes', 'AUDIOCODES'],
    ['whippy', 'WHIPPY'],
    ['calldata', 'CALL_DATA'],
  ])('makes keys that deliver for %s alone', (name, source) => {
    const invocation = parseUsage(['key', '--client', 'acme', '--source', name]);
    expect(invocation).toMatchObject({ command: 'key', options: { scopes: ['WRITE'], source } });
  });

  test.each([
    [['fly']],
    [['serve', 'now']],
    [['serve', '--client', 'acme']],
    [['serve', '--port', '80']],
    [['key']],
    [['key', '--client']],
    [['key', '--client', ' ']],
    [['key', '--client', 'acme', '--scopes', 'ROOT']],
    [['key', '--client', 'acme', '--scopes', '']],
    [['key', '--client', 'acme', '--expires', 'soon']],
    [['key', '--client', 'acme', '--expires', '0d']],
    [['key', '--client', 'acme', '--expires', '2020-01-01']],
    [['key', '--client', 'acme', '--expires', '2999-02-30T00:00:00Z']],
    [['key', '--client', 'acme', '--source', 'api']],
    [['key', '--client', 'acme', '--source', 'constructor']],
    [['key', '--client', 'acme', '--source', 'parloa', '--scopes', 'READ,WRITE']],
  ])('refuses %j', (args) => {
    expect(() => parseUsage(args)).toThrow(UsageError);
  });
});
