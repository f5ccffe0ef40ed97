import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { EnvironmentError, parseEnvironment, SETTING_NAMES } from '../../../src/server/environment.js';

const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8').split('\n');
const assignments = example.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split('=', 2));

function problemsOf(variables: Record<string, string>): readonly string[] {
  try {
    parseEnvironment(variables);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}

describe('.env.example', () => {
  test('lists every setting once and no other', () => {
    expect(assignments.map(([name]) => name).sort()).toEqual([...SETTING_NAMES].sort());
  });

  test('gives every setting its default', () => {
    expect(parseEnvironment(Object.fromEntries(assignments))).toEqual(parseEnvironment({}));
    const given = assignments.filter(([, value]) => value !== '').map(([name]) => name);
    const optional = [
      'ALLOWED_ORIGINS',
      'TRUSTED_PROXIES',
      'BOOTSTRAP_CLIENT_ID',
      'BOOTSTRAP_API_KEY',
      'SECRETS_KEY',
      'SECRETS_KEY_PREVIOUS',
      'PERSISTED_DOCUMENTS_FILE',
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'OTEL_EXPORTER_OTLP_HEADERS',
    ];
    expect(given.sort()).toEqual(SETTING_NAMES.filter((name) => !optional.includes(name)).sort());
  });

  test('says of every setting in a sentence what it is', () => {
    for (const [index, line] of example.entries()) {
      if (/^[A-Z]/.test(line)) expect(example[index - 1]).toMatch(/^# .+\.$/);
    }
  });
});

describe('settings', () => {
  test('have defaults with which a fresh machine starts', () => {
    const environment = parseEnvironment({});
    expect(environment).toMatchObject({ PORT: 4000, HOST: '127.0.0.1', DEFAULT_COUNTRY: 'DE', ALLOWED_ORIGINS: [] });
    expect(environment.DATABASE_URL).toBe('sqlite:data/talkgraph.sqlite');
    expect(environment.BOOTSTRAP_CLIENT_ID).toBeUndefined();
  });

  test('that are wrong are all named at once, and their values never', () => {
    const problems = problemsOf({ PORT: 'secret-1', TIME_ZONE: 'secret-2', DATABASE_URL: 'mysql://secret-3' });
    expect(problems).toHaveLength(3);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['PORT', 'DATABASE_URL', 'TIME_ZONE']);
    expect(problems.join()).not.toContain('secret');
  });

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['HOST', 'two hosts'],
    ['DATABASE_URL', 'sqlite:'],
    ['DATABASE_URL', 'sqlite:///data/file'],
    ['DATABASE_URL', 'data/file.sqlite'],
    ['WAKE_URL', 'redis://localhost'],
    ['DEFAULT_COUNTRY', 'UK'],
    ['DEFAULT_COUNTRY', 'de'],
    ['TIME_ZONE', '+01:00'],
    ['TIME_ZONE', 'Mars/Olympus'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'staging'],
    ['ALLOWED_ORIGINS', 'https://a.example, https://b.example/path'],
    ['ALLOWED_ORIGINS', 'null'],
    ['TRUSTED_PROXIES', 'everybody'],
    ['BODY_LIMIT_BYTES', '10MB'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4317'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector:4318?token=x'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'secret'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'authorization=%zz'],
    ['OTEL_TRACES_SAMPLER', 'jaeger_remote'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
  ])('%s refuses %j', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: expected `));
  });

  test('take a wake over NATS, and nothing that only looks like it', () => {
    expect(problemsOf({ WAKE_URL: 'nats://user:secret@localhost:4222' })).toEqual([]);
    for (const url of ['nats://', 'nats://localhost/path', 'redis://localhost'])
      expect(problemsOf({ WAKE_URL: url })).toEqual(['WAKE_URL: expected auto or nats://…']);
  });

  test('take the bootstrap client and its key only together', () => {
    const key = 'k'.repeat(20);
    expect(problemsOf({ BOOTSTRAP_CLIENT_ID: 'acme' })).toEqual([
      'BOOTSTRAP_API_KEY: expected both BOOTSTRAP_ variables or neither',
    ]);
    expect(problemsOf({ BOOTSTRAP_API_KEY: key })).toEqual([
      'BOOTSTRAP_CLIENT_ID: expected both BOOTSTRAP_ variables or neither',
    ]);
    expect(problemsOf({ BOOTSTRAP_CLIENT_ID: 'acme', BOOTSTRAP_API_KEY: 'short' })).toHaveLength(1);
    expect(parseEnvironment({ BOOTSTRAP_CLIENT_ID: 'acme', BOOTSTRAP_API_KEY: key }).BOOTSTRAP_API_KEY).toBe(key);
  });

  test('take a previous key only where there is one in its place', () => {
    const key = 'a'.repeat(64);
    expect(problemsOf({ SECRETS_KEY_PREVIOUS: key })).toEqual([
      'SECRETS_KEY: expected the key that takes the place of SECRETS_KEY_PREVIOUS',
    ]);
    expect(problemsOf({ SECRETS_KEY: 'b'.repeat(64), SECRETS_KEY_PREVIOUS: key })).toEqual([]);
    expect(problemsOf({ SECRETS_KEY: key, SECRETS_KEY_PREVIOUS: 'short' })).toHaveLength(1);
  });

  test('that are empty or blank count as not set', () => {
    expect(parseEnvironment({ PORT: '', HOST: '  ' })).toEqual(parseEnvironment({}));
  });

  test('take header fields of the collector, percent-encoded', () => {
    const headers = { OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Basic%20YQ==, x-tenant=a b,' };
    expect(parseEnvironment(headers).OTEL_EXPORTER_OTLP_HEADERS).toEqual({
      authorization: 'Basic YQ==',
      'x-tenant': 'a b',
    });
    expect(parseEnvironment({}).OTEL_EXPORTER_OTLP_HEADERS).toEqual({});
  });

  test('may list origins with commas and spaces', () => {
    const { ALLOWED_ORIGINS } = parseEnvironment({ ALLOWED_ORIGINS: 'https://a.example, http://localhost:5173' });
    expect(ALLOWED_ORIGINS).toEqual(['https://a.example', 'http://localhost:5173']);
  });
});
