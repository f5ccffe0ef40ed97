import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type App, startApp } from './app.js';
import type { Environment } from './environment.js';
import { createLogger } from './logger.js';

/** How long after the start the memory is looked through. */
const SETTLED_MS = 500;
/** What the closing may take beyond the patience for requests; then the process ends whatever hangs. */
const CLOSING_MS = 900;

/** `talkgraph serve`: serves until SIGTERM or SIGINT. */
export async function serve(environment: Environment): Promise<void> {
  const logger = await createLogger(environment.LOG_LEVEL);
  // Nothing is left in an unknown state: the process ends, and whoever runs it starts it again.
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => {
      logger.fatal({ err: error }, event);
      process.exit(1);
    });
  }
  const app = await startApp(environment, logger);
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    // Whoever asks twice does not want to wait.
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('what was accepted did not end in time');
      process.exit(1);
    }, environment.SHUTDOWN_TIMEOUT_MS + CLOSING_MS).unref();
    app.close().then(
      () => {
        logger.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        logger.fatal({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  console.log(greeting(app));
  setTimeout(releaseMemory, SETTLED_MS).unref();
}

/**
 * Gives back what the start alone needed: the compiler's and the schema's scraps are a quarter of the memory.
 * It takes a tenth of a second, once, and happens before the traffic of a fresh process has grown.
 */
function releaseMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** What people read on the first screen. The key of a first start is printed here and nowhere else, ever. */
function greeting({ url, firstKey }: App): string {
  const lines = [`Talkgraph is at ${url}, the page for people; GraphQL at ${url}/graphql (in a browser: an explorer).`];
  if (firstKey !== null) {
    lines.push(
      '',
      `  API key of the client ${firstKey.clientId}: ${firstKey.secret}`,
      '  Keep it: it may do everything (ADMIN) and is shown only this once.',
      `  The page, opened with it: ${url}/#key=${firstKey.secret}`,
      '',
    );
  }
  return lines.join('\n');
}
