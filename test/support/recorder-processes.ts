import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Client } from '../../src/domain/client.js';
import type { SourceItem } from '../../src/domain/record.js';
import { ROOT } from './program.js';
import type { RecordMessage } from './recorder-process.js';

interface Answer {
  readonly number: number;
  readonly failure: string | null;
}

/** A recorder in another process. */
export interface RemoteRecorder {
  record(client: Client, items: readonly SourceItem[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts processes that record on the same database. */
export async function recorderProcesses(url: string, count: number): Promise<RemoteRecorder[]> {
  execFileSync(process.execPath, [path.join(ROOT, 'bin/build.cjs'), '--without-page']);
  return Promise.all(Array.from({ length: count }, () => startRecorder(url)));
}

async function startRecorder(url: string): Promise<RemoteRecorder> {
  const program = path.join(import.meta.dirname, 'recorder-process.ts');
  const child = fork(program, [url], { execArgv: ['--no-warnings'] });
  const closed = once(child, 'exit');
  const waiting = new Map<number, (answer: Answer) => void>();
  let numbers = 0;
  const answered = (number: number) => new Promise<Answer>((resolve) => waiting.set(number, resolve));
  const ready = answered(0);
  listen(child, waiting);
  const ended = closed.then(([code]) => Promise.reject(new Error(`The process that records ended with ${code}.`)));
  // Whoever waits hears of it; an end that nobody waits for is the one that was asked for.
  ended.catch(() => undefined);
  await Promise.race([ready, ended]);
  return {
    async record(client, items) {
      const number = ++numbers;
      const answer = answered(number);
      child.send({ number, client, items } satisfies RecordMessage);
      const { failure } = await Promise.race([answer, ended]);
      if (failure !== null) throw new Error(failure);
    },
    async close() {
      child.disconnect();
      await closed;
    },
  };
}

function listen(child: ChildProcess, waiting: Map<number, (answer: Answer) => void>): void {
  child.on('message', (message) => {
    const answer = message as Answer;
    waiting.get(answer.number)?.(answer);
    waiting.delete(answer.number);
  });
}
