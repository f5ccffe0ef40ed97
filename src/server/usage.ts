import { parseArgs } from 'node:util';
import { Scope } from '../domain/api-key.js';

/** The command line makes no sense: a sentence for people. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the command line asks for. */
export type Invocation =
  | { readonly command: 'serve' | 'migrate' | 'help' | 'version' }
  | { readonly command: 'key'; readonly options: KeyOptions };

/** Of whom a key is made, under which name, and what it may do. */
export interface KeyOptions {
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** The help text. */
export const HELP = `Usage: talkgraph [command] [options]

Commands:
  serve     serve webhooks, GraphQL and the CallData API (what happens without a command)
  migrate   bring the database up to date and say what was done
  key       create an API key and print it, this once

Options of key:
  --client <id>       whose key it is; a client that does not exist yet is created
  --name <text>       what people call the key (default: the day it was created)
  --scopes <list>     of READ, WRITE and ADMIN, separated by commas; each holds the ones before it (default: READ)

Options:
  --help, -h          this text
  --version, -v       the version

Settings are environment variables; .env.example lists them all.
`;

const COMMON = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } } as const;
const OPTIONS = {
  ...COMMON,
  client: { type: 'string' },
  name: { type: 'string' },
  scopes: { type: 'string' },
} as const;

/** Reads the arguments after the program's name; throws UsageError. */
export function parseUsage(args: readonly string[]): Invocation {
  const { values, positionals } = parse([...args]);
  const [command = 'serve', ...more] = positionals;
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  if (more.length > 0) throw new UsageError(`${command} takes no further arguments.`);
  if (command === 'key') return { command, options: keyOptions(values) };
  if (command !== 'serve' && command !== 'migrate') {
    throw new UsageError(`There is no command ${JSON.stringify(command)}; there are serve, migrate and key.`);
  }
  const foreign = (['client', 'name', 'scopes'] as const).find((option) => values[option] !== undefined);
  if (foreign !== undefined) throw new UsageError(`--${foreign} is an option of key.`);
  return { command };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function keyOptions(values: { client?: string; name?: string; scopes?: string }): KeyOptions {
  const { client, name = `created ${new Date().toISOString().slice(0, 10)}`, scopes = Scope.READ } = values;
  if (client === undefined || client.trim() === '') throw new UsageError('key needs --client <id>.');
  const named = scopes.split(',').map((scope) => scope.trim().toUpperCase());
  const known = named.filter((scope): scope is Scope => Object.hasOwn(Scope, scope));
  if (known.length < named.length) throw new UsageError('--scopes takes READ, WRITE and ADMIN, separated by commas.');
  return { clientId: client, name, scopes: known };
}
