import { DomainError } from '../domain/errors.js';
import { NewerDatabaseError } from '../persistence/migrations.js';
import { DemoTargetError } from './demo/target-error.js';
import { EnvironmentError, readEnvironment } from './environment.js';
import { HELP, type Invocation, parseUsage } from './usage.js';
import { UsageError } from './usage-error.js';
import { versionOfProgram } from './version.js';

/** Runs the command that the arguments name. Ends the process with 1 where it fails and 2 where it makes no sense. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    await execute(parseUsage(argv.slice(2)));
  } catch (error) {
    process.exitCode = error instanceof UsageError ? 2 : 1;
    console.error(error instanceof UsageError ? `${error.message}\n\n${POINTER}` : explain(error));
    process.exit();
  }
}

const POINTER = 'talkgraph --help tells all commands and their options.';

// A command's module is loaded when it is asked for, so that help and mistakes are answered at once.
async function execute(invocation: Invocation): Promise<void> {
  switch (invocation.command) {
    case 'help':
      return console.log(HELP);
    case 'version':
      return console.log(`talkgraph ${versionOfProgram()}`);
    case 'serve':
      return (await import('./serve.js')).serve(readEnvironment());
    case 'migrate':
      return (await import('./migrate.js')).bringUpToDate(readEnvironment());
    case 'key':
      return (await import('./key.js')).createKey(readEnvironment(), invocation.options);
    case 'import':
      return (await import('./transfer/import.js')).importFile(readEnvironment(), invocation.options);
    case 'export':
      return (await import('./transfer/export.js')).exportFile(readEnvironment(), invocation.options);
    case 'verify':
      return (await import('./verify.js')).verify(readEnvironment(), invocation.options);
    case 'erase':
      return (await import('./administration/erase.js')).eraseCaller(readEnvironment(), invocation.options);
    case 'retention':
      return (await import('./administration/retention.js')).applyRetention(readEnvironment(), invocation.options);
    case 'reseal':
      return (await import('./administration/reseal.js')).resealSecrets(readEnvironment());
    case 'demo':
      return (await import('./demo/demo.js')).runDemo(readEnvironment(), invocation.options);
  }
}

/** Failures that people can mend are told in a sentence; for the others the stack says where to look. */
function explain(error: unknown): string {
  const told = [EnvironmentError, NewerDatabaseError, DomainError, DemoTargetError].some(
    (kind) => error instanceof kind,
  );
  if (told) return (error as Error).message;
  if (!(error instanceof Error)) return String(error);
  const { code, port, address } = error as { code?: string; port?: number; address?: string };
  if (code === 'EADDRINUSE') return `Port ${port} of ${address} is taken by another program. Set PORT to a free one.`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} may not be opened by this user. Set PORT above 1023.`;
  if (code === 'ECONNREFUSED') return 'The database does not answer at the address of DATABASE_URL.';
  // What has a code came from the system or the database; the rest are bugs, and the stack says where.
  return typeof code === 'string' ? `${error.message} (${code})` : (error.stack ?? error.message);
}
