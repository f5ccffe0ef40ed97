import { fileURLToPath } from 'node:url';
import { lineOf, type Running, startNode } from './processes.ts';

/** A server that is being measured. */
export interface Server extends Running {
  readonly port: number;
}

/** One key from one address asks for all that there is. */
const UNLIMITED = { RATE_KEY_POINTS: '1000000000', RATE_ADDRESS_REQUESTS: '1000000000' };
const COMMAND = fileURLToPath(new URL('../bin/talkgraph.cjs', import.meta.url));

/** The gateway as users start it, on a free port. */
export async function startGateway(file: string, env: Record<string, string> = {}): Promise<Server> {
  const settings = { PORT: '0', DATABASE_URL: `sqlite:${file}`, LOG_LEVEL: 'warn', ...UNLIMITED, ...env };
  const running = startNode([COMMAND, 'serve'], 'server', settings);
  const port = await lineOf(running, /^Talkgraph is at http:[^ ]*:(\d+),/);
  return { ...running, port: Number(port) };
}

/** A server of this folder that prints the port on which it listens. */
export async function startScript(script: string, args: string[]): Promise<Server> {
  const running = startNode([fileURLToPath(new URL(script, import.meta.url)), ...args], 'server', {});
  const port = await lineOf(running, /^port (\d+)$/);
  return { ...running, port: Number(port) };
}

/** The process that loads servers. */
export function startLoad(): Running {
  return startNode([fileURLToPath(new URL('load/load.ts', import.meta.url))], 'load', {});
}
