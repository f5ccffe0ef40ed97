import { expect, test } from '@jest/globals';
import { EnvironmentError, parseEnvironment } from '../../src/server/environment.js';

function problemsOf(variables: Record<string, string>): readonly string[] {
  try {
    parseEnvironment(variables);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems.map((problem) => problem.split(':', 1)[0] ?? '');
    throw error;
  }
  return [];
}

// The pair was looked at only where nothing else was wrong, so the second start failed, too.
test('half of the pair of a first client is named beside another problem', () => {
  const problems = problemsOf({ PORT: 'x', BOOTSTRAP_API_KEY: 'short' });
  expect([...problems].sort()).toEqual(['BOOTSTRAP_API_KEY', 'BOOTSTRAP_CLIENT_ID', 'PORT']);
});

// Letters of hexadecimal digits passed, and the server failed on them later without naming the setting.
test.each(['abc', '1.2.3', '10.0.0.0/33', '10.0.0.0/', '::1/129', '1.2.3.4.5'])('%s is no proxy', (proxy) => {
  expect(problemsOf({ TRUSTED_PROXIES: proxy })).toEqual(['TRUSTED_PROXIES']);
});

test('addresses and networks are proxies', () => {
  const { TRUSTED_PROXIES } = parseEnvironment({ TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1, ::1, fd00::/8' });
  expect(TRUSTED_PROXIES).toEqual(['10.0.0.0/8', '127.0.0.1', '::1', 'fd00::/8']);
});
