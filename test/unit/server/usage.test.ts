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
      options: { clientId: '0123', name: 'desk', scopes: ['READ', 'WRITE'] },
    });
  });

  test('makes keys that read where nothing else is said', () => {
    const invocation = parseUsage(['key', '--client=acme']);
    expect(invocation).toMatchObject({ command: 'key', options: { clientId: 'acme', scopes: ['READ'] } });
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
  ])('refuses %j', (args) => {
    expect(() => parseUsage(args)).toThrow(UsageError);
  });
});
