import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The repository. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** The command as people run it. */
export const BIN = path.join(ROOT, 'bin/talkgraph.cjs');

/** `talkgraph serve` as a process of its own. */
export interface Program {
  readonly url: string;
  readonly child: ChildProcess;
  /** Lines of stdout and stderr so far. */
  readonly lines: readonly string[];
  /** The exit status, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Kills it where it still runs. */
  dispose(): Promise<void>;
}

/** Starts the program with these settings on a free port and resolves when it serves. */
export async function startProgram(
  variables: Readonly<Record<string, string>>,
  [command, ...args]: readonly [string, ...string[]] = [process.execPath, BIN, 'serve'],
): Promise<Program> {
  const env = { PATH: process.env.PATH ?? '', PORT: '0', LOG_LEVEL: 'warn', ...variables };
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const address = /^Talkgraph is at (http:[^,]+),/.exec(line)?.[1];
        if (address !== undefined) resolve(address);
      });
    }
    void ended.then((code) => reject(new Error(`The program ended with ${code}:\n${lines.join('\n')}`)));
  });
  const dispose = async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  };
  return { url, child, lines, ended, dispose };
}
