import { type DestinationStream, type LogFn, type Logger, pino } from 'pino';
import type { Environment } from './environment.js';

import { currentRequest } from './request-context.js';

export type { Logger } from 'pino';

const FLUSH_INTERVAL_MS = 250;
const BUFFER_BYTES = 4_096;
const BACKLOG_BYTES = 16_777_216;

/** What is never written, wherever somebody should hand it to the logger. */
const SECRETS = [
  'authorization',
  'cookie',
  '["x-functions-key"]',
  'secret',
  'code',
  'headers',
  'body',
  '*.authorization',
  '*.cookie',
  '*.headers',
  '*.secret',
  '*.body',
];

/**
 * JSON lines on stdout, pretty on a terminal. Lines are written in blocks and at the latest a quarter of a
 * second later, so that a slow reader of stdout never holds up a request.
 */
export async function createLogger(level: Environment['LOG_LEVEL'], destination?: DestinationStream): Promise<Logger> {
  const output = destination ?? (process.stdout.isTTY ? await prettyOutput() : bufferedOutput());
  return pino(
    {
      level,
      base: undefined,
      mixin: () => currentRequest() ?? {},
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRETS, censor: '[redacted]' },
      serializers: { err: describeError, error: describeError },
      hooks: { logMethod: withoutErrorMessage },
    },
    output,
  );
}

async function prettyOutput(): Promise<DestinationStream> {
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory({ translateTime: 'SYS:HH:MM:ss.l', ignore: 'pid,hostname', colorize: true });
  return { write: (line) => process.stdout.write(pretty(JSON.parse(line)) ?? line) };
}

function bufferedOutput(): DestinationStream {
  const output = pino.destination({ fd: 1, sync: false, minLength: BUFFER_BYTES, maxLength: BACKLOG_BYTES });
  setInterval(() => output.flush(), FLUSH_INTERVAL_MS).unref();
  return output;
}

/** An error alone would lend its message to the line. */
function withoutErrorMessage(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, ...rest] = args as unknown[];
  if (first instanceof Error && rest.length === 0) method.call(this, { err: first }, 'failed');
  else method.apply(this, args);
}

/**
 * An error for the log: its kind, code and where it arose. The message of a database error is left out,
 * since it repeats the statement with its values, and so is that of a text that is no JSON, which it repeats.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const fromDatabase = constraint !== undefined || /Exception$|^Sqlite|^DatabaseError$/.test(error.constructor.name);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.constructor.name,
    ...(fromDatabase || error instanceof SyntaxError ? {} : { message: error.message }),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    stack: frames.map((line) => line.trim()).join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
