import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PINNED } from './machine.ts';

/** The core that a process is kept on: what is measured, or what measures it. */
export type Core = 'server' | 'load';

const CORES: Record<Core, string> = { server: '0', load: '1' };
const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** More flags for what is measured, such as `--cpu-prof --cpu-prof-dir=bench/results`. */
const SERVER_FLAGS = process.env['BENCH_NODE_FLAGS']?.split(' ') ?? [];
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

const running = new Set<ChildProcess>();
// Also where a measurement failed halfway: nothing stays behind that takes CPU from the next one.
process.once('exit', () => {
  for (const child of running) child.kill();
});

/** A process of the benchmark. */
export interface Running {
  readonly pid: number;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Starts Node with a script of this folder or the program's; what it prints comes line by line. */
export function startNode(script: string[], core: Core | null, env: Record<string, string>): Running {
  const node = [process.execPath, ...(core === 'server' ? SERVER_FLAGS : []), ...script];
  const [command, ...args] = PINNED && core !== null ? ['taskset', '-c', CORES[core], ...node] : node;
  const child = spawn(command as string, args, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return { pid: child.pid as number, child, stop: () => stop(child) };
}

/** Waits for the line that a process prints when it is ready and gives back what it says. */
export function lineOf({ child }: Running, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`No ${pattern} in time.`)), START_TIMEOUT_MS);
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const found = pattern.exec(line)?.[1];
      if (found === undefined) return;
      clearTimeout(patience);
      resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`A process ended with ${code} before it was ready.`)));
  });
}

/** Asks a process of the benchmark one thing and waits for its answer. */
export function ask<Answer>({ child }: Running, question: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`A process ended with ${code} before it answered.`));
    child.once('exit', onExit);
    child.once('message', (answer) => {
      child.off('exit', onExit);
      const { failure } = answer as { failure?: string };
      if (failure === undefined) resolve(answer as Answer);
      else reject(new Error(failure));
    });
    child.send(question);
  });
}

/** Answers the questions of the process that started this one. */
export function answer<Question>(work: (question: Question) => object | Promise<object>): void {
  process.on('message', async (question) => {
    try {
      process.send?.(await work(question as Question));
    } catch (error) {
      process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const patience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.once('exit', () => {
      clearTimeout(patience);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
