import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { countryOf } from '../domain/caller.js';
import { keyBytesOf } from '../services/gateway-key.js';

/** Every problem of the settings, a line each: the variable's name and what is expected, never its value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(readonly problems: readonly string[]) {
    super(`The settings do not allow a start:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

const integer = (fallback: number, minimum: number, maximum: number) => {
  const error = `a whole number from ${minimum} to ${maximum}`;
  return z
    .string({ error })
    .regex(/^\d{1,15}$/, { error })
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, { error })
    .prefault(String(fallback));
};

const oneOf = <const T extends readonly [string, ...string[]]>(values: T, fallback: T[number]) =>
  z.enum(values, { error: `one of ${values.join(', ')}` }).prefault(fallback);

const list = (isItem: (item: string) => boolean, error: string) =>
  z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''))
    .refine((items) => items.every(isItem), { error })
    .prefault('');

const secretsKey = z
  .string()
  .refine((value) => keyBytesOf(value) !== null, { error: '32 bytes as base64 or as 64 hexadecimal digits' })
  .optional();
const HEADERS_EXPECTED = 'header fields as name=value, separated by commas and percent-encoded';
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Every setting with its default. `.env.example` says the same, and a test holds that it does. */
const SETTINGS = {
  PORT: integer(4000, 0, 65_535),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, { error: 'a host name or an address' })
    .prefault('127.0.0.1'),
  NODE_ENV: oneOf(['development', 'production', 'test'], 'development'),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, { error: 'sqlite:<path>, sqlite::memory: or postgresql://…' })
    .prefault('sqlite:data/talkgraph.sqlite'),
  DATABASE_POOL_SIZE: integer(10, 2, 200),
  WAKE_URL: z
    .string()
    .refine((value) => value === 'auto' || isNatsUrl(value), { error: 'auto or nats://…' })
    .prefault('auto'),
  BOOTSTRAP_CLIENT_ID: z.string().max(200, { error: 'at most 200 characters' }).optional(),
  BOOTSTRAP_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{20,200}$/, { error: '20 to 200 printable ASCII characters without spaces' })
    .optional(),
  SECRETS_KEY: secretsKey,
  SECRETS_KEY_PREVIOUS: secretsKey,
  DEFAULT_COUNTRY: z
    .string()
    .refine((value) => isCountry(value), { error: 'an ISO 3166-1 alpha-2 code such as DE' })
    .prefault('DE'),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, { error: 'an IANA time zone such as Europe/Berlin' })
    .prefault('Europe/Berlin'),
  ALLOWED_ORIGINS: list(isOrigin, 'origins such as https://desk.example.com, separated by commas'),
  PERSISTED_DOCUMENTS: oneOf(['off', 'report', 'enforce'], 'off'),
  PERSISTED_DOCUMENTS_FILE: z.string().max(4_096, { error: 'the path of a file' }).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(isHttpUrl, { error: 'http://… or https://… of a collector' })
    .optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .max(8_192, { error: HEADERS_EXPECTED })
    .transform(headersOf)
    .refine((headers) => headers !== null, { error: HEADERS_EXPECTED })
    .prefault(''),
  OTEL_SERVICE_NAME: z.string().max(200, { error: 'at most 200 characters' }).prefault('talkgraph'),
  OTEL_TRACES_SAMPLER: oneOf(SAMPLERS, 'parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(?:0?\.\d{1,9}|0|1(?:\.0{1,9})?)$/, { error: 'a share from 0 to 1' })
    .transform(Number)
    .prefault('1'),
  TRUSTED_PROXIES: list(isAddress, 'addresses or networks such as 10.0.0.0/8, separated by commas'),

  BODY_LIMIT_BYTES: integer(10_485_760, 1_024, 104_857_600),
  BATCH_LIMIT_ITEMS: integer(1_000, 1, 10_000),
  BODY_MAXIMUM_DEPTH: integer(64, 4, 1_000),
  COMMIT_LIMIT_ITEMS: integer(1_000, 1, 100_000),
  INGEST_QUEUE_ITEMS: integer(20_000, 100, 1_000_000),
  INGEST_QUEUE_BYTES: integer(67_108_864, 1_048_576, 10_737_418_240),
  GRAPHQL_MAXIMUM_DEPTH: integer(12, 1, 50),
  GRAPHQL_MAXIMUM_COST: integer(50_000, 100, 10_000_000),
  GRAPHQL_MAXIMUM_ALIASES: integer(30, 0, 1_000),
  GRAPHQL_MAXIMUM_TOKENS: integer(1_000, 100, 100_000),
  RATE_WINDOW_SECONDS: integer(60, 1, 3_600),
  RATE_KEY_POINTS: integer(1_200_000, 1, 1_000_000_000),
  RATE_ADDRESS_REQUESTS: integer(1_200_000, 1, 1_000_000_000),
  RATE_WRONG_KEYS: integer(60, 1, 1_000_000),
  OVERLOAD_WAITING_REQUESTS: integer(64, 1, 100_000),
  OVERLOAD_PATIENCE_MS: integer(20, 0, 60_000),
  OVERLOAD_ROUND_MS: integer(2, 1, 10_000),
  CONNECTIONS_LIMIT: integer(20_000, 10, 1_000_000),
  SOCKETS_LIMIT: integer(10_000, 1, 1_000_000),
  SOCKETS_PER_KEY: integer(100, 1, 100_000),
  SOCKET_MESSAGE_BYTES: integer(262_144, 1_024, 10_485_760),
  SUBSCRIPTIONS_PER_SOCKET: integer(50, 1, 1_000),
  SUBSCRIBER_QUEUE_EVENTS: integer(1_000, 10, 100_000),
  SUBSCRIBER_QUEUE_BYTES: integer(1_048_576, 16_384, 104_857_600),
  EVENT_RETENTION_HOURS: integer(168, 1, 8_760),
  RETENTION_INTERVAL_SECONDS: integer(600, 1, 86_400),
  RETENTION_BATCH_ROWS: integer(1_000, 10, 10_000),
  EVENT_POLL_INTERVAL_MS: integer(250, 10, 60_000),
  FIGURES_THREADS: integer(1, 0, 16),
  FIGURES_WAITING: integer(50, 1, 10_000),
  FIGURES_TIMEOUT_MS: integer(20_000, 100, 600_000),
  REQUEST_TIMEOUT_MS: integer(30_000, 100, 600_000),
  HEADERS_TIMEOUT_MS: integer(10_000, 100, 60_000),
  ANSWER_TIMEOUT_MS: integer(60_000, 100, 600_000),
  KEEP_ALIVE_TIMEOUT_MS: integer(72_000, 1_000, 600_000),
  CONNECTION_INIT_TIMEOUT_MS: integer(5_000, 100, 60_000),
  SHUTDOWN_TIMEOUT_MS: integer(8_000, 100, 9_000),
} as const;

const Settings = z.object(SETTINGS);

/** The settings, checked: numbers are numbers and lists are lists. */
export type Environment = Readonly<z.output<typeof Settings>>;

/** The names of all settings, in the order in which people read them. */
export const SETTING_NAMES = Object.keys(SETTINGS) as (keyof Environment)[];

/** Checks settings; an empty one counts as not set. Throws EnvironmentError with all problems. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const named = SETTING_NAMES.map((name) => [name, variables[name]?.trim() || undefined]);
  const given = Object.fromEntries(named);
  const result = Settings.safeParse(given);
  const problems = (result.error?.issues ?? []).map(({ path, message }) => `${String(path[0])}: expected ${message}`);
  problems.push(...bootstrapProblems(given), ...manifestProblems(given), ...secretsProblems(given));
  if (result.success && problems.length === 0) return result.data;
  throw new EnvironmentError([...new Set(problems)]);
}

// Not a rule of the schema's: zod asks those of several fields only where each field by itself is right.
function bootstrapProblems({ BOOTSTRAP_CLIENT_ID: id, BOOTSTRAP_API_KEY: key }: Record<string, unknown>): string[] {
  if ((id === undefined) === (key === undefined)) return [];
  const missing = id === undefined ? 'BOOTSTRAP_CLIENT_ID' : 'BOOTSTRAP_API_KEY';
  return [`${missing}: expected both BOOTSTRAP_ variables or neither`];
}

function secretsProblems({ SECRETS_KEY: key, SECRETS_KEY_PREVIOUS: previous }: Record<string, unknown>): string[] {
  if (previous === undefined || key !== undefined) return [];
  return ['SECRETS_KEY: expected the key that takes the place of SECRETS_KEY_PREVIOUS'];
}

function manifestProblems({
  PERSISTED_DOCUMENTS: mode,
  PERSISTED_DOCUMENTS_FILE: file,
}: Record<string, unknown>): string[] {
  if (mode === undefined || mode === 'off' || file !== undefined) return [];
  return ['PERSISTED_DOCUMENTS_FILE: expected the path of the manifest, since PERSISTED_DOCUMENTS is set'];
}

/** The settings of this process; `.env` in the working directory fills in what is not set. */
export function readEnvironment(): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseEnvironment(process.env);
}

function isDatabaseUrl(value: string): boolean {
  if (/^sqlite:./.test(value)) return !value.startsWith('sqlite://');
  return /^postgres(ql)?:\/\/./.test(value) && URL.canParse(value);
}

function isNatsUrl(value: string): boolean {
  return /^nats:\/\/[^/?#]+\/?$/.test(value) && URL.canParse(value);
}

function isHttpUrl(value: string): boolean {
  return /^https?:\/\/[^?#]+$/.test(value) && URL.canParse(value);
}

/** Header fields as OpenTelemetry has them in a variable; null where they are not so. */
function headersOf(text: string): Record<string, string> | null {
  const headers: Record<string, string> = {};
  for (const pair of text.split(',').filter((one) => one.trim() !== '')) {
    const [, name, value] = /^\s*([\w-]+)\s*=\s*([\x20-\x7e]*?)\s*$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) return null;
    try {
      headers[name.toLowerCase()] = decodeURIComponent(value);
    } catch {
      return null;
    }
  }
  return headers;
}

// The default is known to be one: asking would load the numbering plans of all countries at every start.
function isCountry(value: string): boolean {
  return value === 'DE' || countryOf(value) === value;
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return /^[A-Za-z]/.test(value);
  } catch {
    return false;
  }
}

function isOrigin(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

function isAddress(value: string): boolean {
  const [, address = '', prefix = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(value) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}
