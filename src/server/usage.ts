import { parseArgs } from 'node:util';
import {
  type EraseUsage,
  eraseUsage,
  type KeyUsage,
  keyUsage,
  type RetentionUsage,
  retentionUsage,
} from './administration/usage.js';
import { type DemoUsage, demoUsage } from './demo/usage.js';
import { type ExportUsage, exportUsage, type ImportUsage, importUsage } from './transfer/usage.js';
import { UsageError } from './usage-error.js';
import type { VerifyUsage } from './verify.js';

/** What the command line asks for. */
export type Invocation =
  | { readonly command: 'serve' | 'migrate' | 'reseal' | 'help' | 'version' }
  | { readonly command: 'key'; readonly options: KeyUsage }
  | { readonly command: 'import'; readonly options: ImportUsage }
  | { readonly command: 'export'; readonly options: ExportUsage }
  | { readonly command: 'verify'; readonly options: VerifyUsage }
  | { readonly command: 'demo'; readonly options: DemoUsage }
  | { readonly command: 'erase'; readonly options: EraseUsage }
  | { readonly command: 'retention'; readonly options: RetentionUsage };

/** The help text. */
export const HELP = `Usage: talkgraph [command] [options]

Commands:
  serve     serve webhooks, GraphQL and the CallData API (what happens without a command)
  migrate   bring the database up to date and say what was done
  key       create an API key and print it, this once
  import    record what a file (or - for stdin) holds: NDJSON or JSON arrays of any source, or an export
  export    write all that was delivered of calls, and CallData, as NDJSON that import takes back
  verify    recount what is kept for figures and say where it differs (then it ends with 1)
  erase     take a person out of everything that is stored: a number in any form (or - for stdin)
  retention remove what has expired, as the gateway does by itself
  reseal    seal with SECRETS_KEY what SECRETS_KEY_PREVIOUS had sealed
  demo      send plausible traffic of all sources to a gateway, in real time

Options of import <file>:
  --client <id>       whose records they are (needed where there are several clients); created where it does not exist
  --source <name>     parloa, audiocodes, whippy or talkgraph (default: each item is recognised)

Options of export:
  --client <id>       whose records (needed where there are several clients)
  --since, --until    what was received in this time, as RFC 3339 has it: 2026-01-31T00:00:00Z
  --output <file>     where to (default: stdout)

Options of verify:
  --client <id>       whose figures (default: those of all clients)
  --repair            count again what differs

Options of erase <number>:
  --client <id>       whose records (needed where there are several clients)
  --country <code>    +41, 41 or CH, for a local number (default: the client's own country)
  --dry-run           only count what would be erased

Options of retention:
  --dry-run           only count what would be removed, by client and kind

Options of demo:
  --rate <n>          calls a minute (default: 20)
  --seed <n>          the same seed says the same (default: another one each time)
  --language <name>   de, en or both (default: both)
  --url <address>     the gateway (default: http://127.0.0.1 and PORT)
  --key <secret>      an API key that may write (default: BOOTSTRAP_API_KEY)
  --duration <s>      seconds after which it ends (default: it goes on until Ctrl-C)

Options of key:
  --client <id>       whose key it is; a client that does not exist yet is created
  --name <text>       what people call the key (default: the day it was created)
  --scopes <list>     of READ, WRITE and ADMIN, separated by commas; each holds the ones before it (default: READ)
  --expires <time>    from when on it lets nobody in, as RFC 3339 has it, or in 90d or 12h (default: it has no end)
  --source <name>     parloa, audiocodes, whippy or calldata: it may deliver for this one and nothing else (then WRITE)

Options:
  --help, -h          this text
  --version, -v       the version

Settings are environment variables; .env.example lists them all.
`;

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  client: { type: 'string' },
  country: { type: 'string' },
  'dry-run': { type: 'boolean' },
  name: { type: 'string' },
  scopes: { type: 'string' },
  expires: { type: 'string' },
  source: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  output: { type: 'string' },
  rate: { type: 'string' },
  seed: { type: 'string' },
  language: { type: 'string' },
  url: { type: 'string' },
  key: { type: 'string' },
  duration: { type: 'string' },
  repair: { type: 'boolean' },
} as const;

/** The options of each command. */
const TAKES: Readonly<Record<Exclude<Invocation['command'], 'help' | 'version'>, readonly string[]>> = {
  serve: [],
  migrate: [],
  key: ['client', 'name', 'scopes', 'expires', 'source'],
  import: ['client', 'source'],
  export: ['client', 'since', 'until', 'output'],
  verify: ['client', 'repair'],
  erase: ['client', 'country', 'dry-run'],
  retention: ['dry-run'],
  reseal: [],
  demo: ['rate', 'seed', 'language', 'url', 'key', 'duration'],
};

/** Reads the arguments after the program's name; throws UsageError. */
export function parseUsage(args: readonly string[]): Invocation {
  const { values, positionals } = parse([...args]);
  const [command = 'serve', ...more] = positionals;
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  if (!isCommand(command)) {
    const known = Object.keys(TAKES).join(', ');
    throw new UsageError(`There is no command ${JSON.stringify(command)}; there are ${known}.`);
  }
  if (more.length > (command === 'import' || command === 'erase' ? 1 : 0))
    throw new UsageError(`${command} takes no further arguments.`);
  for (const option of Object.keys(values)) {
    if (!TAKES[command].includes(option)) throw new UsageError(`--${option} is no option of ${command}.`);
  }
  switch (command) {
    case 'key':
      return { command, options: keyUsage(values, Date.now()) };
    case 'import':
      return { command, options: importUsage(values, more[0]) };
    case 'export':
      return { command, options: exportUsage(values) };
    case 'verify':
      return { command, options: { clientId: values.client ?? null, repair: values.repair ?? false } };
    case 'erase':
      return { command, options: eraseUsage(values, more[0]) };
    case 'retention':
      return { command, options: retentionUsage(values) };
    case 'demo':
      return { command, options: demoUsage(values) };
    default:
      return { command };
  }
}

function isCommand(name: string): name is keyof typeof TAKES {
  return Object.hasOwn(TAKES, name);
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
