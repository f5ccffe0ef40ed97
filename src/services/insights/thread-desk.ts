import { Worker } from 'node:worker_threads';
import type { Client } from '../../domain/client.js';
import { DomainError, ErrorCode } from '../../domain/errors.js';
import type { CallFilter } from '../../domain/filter.js';
import type { AnswerTo, FigureDesk, Question } from './desk.js';
import type { KeepRollup } from './rollup-store.js';
import { errorOf, type FromThread, type ThreadData, type ToThread } from './thread-messages.js';

/** The bounds of counting. */
export interface ThreadDeskOptions extends ThreadData {
  /** Questions that are answered at the same time. */
  readonly threads: number;
  /** Questions that may wait for a thread. */
  readonly waiting: number;
  /** From a question to its answer. */
  readonly timeoutMs: number;
  readonly keep: KeepRollup;
}

interface Job {
  readonly client: Client;
  readonly filter: CallFilter;
  readonly question: Question;
  readonly deadline: number;
  /** Settled once; what comes later is passed over. */
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Answers questions on threads, which are started when they are needed. */
export class ThreadDesk implements FigureDesk {
  readonly #options: ThreadDeskOptions;
  readonly #threads: FigureThread[];
  readonly #queue: Job[] = [];
  #closed = false;

  constructor(options: ThreadDeskOptions) {
    this.#options = options;
    const next = () => this.#dispatch();
    this.#threads = Array.from({ length: options.threads }, () => new FigureThread(options, next));
  }

  /** Questions that wait for a thread. */
  get waiting(): number {
    return this.#queue.length;
  }

  ask<Q extends Question>(
    client: Client,
    filter: CallFilter,
    question: Q,
    signal: AbortSignal | null,
  ): Promise<AnswerTo<Q>> {
    const { timeoutMs, waiting } = this.#options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#closed || this.#queue.length >= waiting) {
      return Promise.reject(new DomainError(ErrorCode.OVERLOADED, 'Too many figures wait to be counted; try again.'));
    }
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
      };
      const job: Job = {
        ...{ client, filter, question, deadline: performance.now() + timeoutMs },
        resolve: (answer) => {
          settle();
          resolve(answer as AnswerTo<Q>);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      const timer = setTimeout(() => this.#give(job, timedOut()), timeoutMs);
      const leave = () => this.#give(job, signal?.reason);
      signal?.addEventListener('abort', leave, { once: true });
      this.#queue.push(job);
      this.#dispatch();
    });
  }

  // Nobody waits for the answer any more.
  #give(job: Job, error: unknown): void {
    const place = this.#queue.indexOf(job);
    if (place !== -1) this.#queue.splice(place, 1);
    for (const thread of this.#threads) thread.cancel(job);
    job.reject(error);
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const free = this.#threads.find((thread) => thread.isFree);
      if (free === undefined) return;
      free.run(this.#queue.shift() as Job);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(new DomainError(ErrorCode.OVERLOADED, 'The gateway stops.'));
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

function timedOut(): DomainError {
  return new DomainError(ErrorCode.TIMEOUT, 'The figures took too long to count; ask for a shorter time.');
}

/** How long a thread may take to notice that nobody waits any more; then it is ended. */
const GRACE_MS = 500;

/** One thread, made when it is first needed and again when it ended. */
class FigureThread {
  readonly #options: ThreadDeskOptions;
  readonly #onFree: () => void;
  #worker: Worker | null = null;
  #job: Job | null = null;
  #ending: NodeJS.Timeout | undefined;

  constructor(options: ThreadDeskOptions, onFree: () => void) {
    this.#options = options;
    this.#onFree = onFree;
  }

  get isFree(): boolean {
    return this.#job === null;
  }

  run(job: Job): void {
    this.#job = job;
    this.#worker ??= this.#start();
    const { client, filter, question, deadline } = job;
    this.#tell({ type: 'ask', client, filter, question, timeoutMs: deadline - performance.now() });
  }

  /** Ends the work on a question. The thread is free again when it says so, or when it ended. */
  cancel(job: Job): void {
    if (this.#job !== job || this.#ending !== undefined) return;
    this.#tell({ type: 'cancel' });
    this.#ending = setTimeout(() => void this.#worker?.terminate(), GRACE_MS);
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    await worker?.terminate();
  }

  #tell(message: ToThread): void {
    this.#worker?.postMessage(message);
  }

  #start(): Worker {
    const { url, defaultCountry } = this.#options;
    const workerData: ThreadData = { url, defaultCountry };
    const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData });
    worker.unref();
    worker.on('message', (message: FromThread) => this.#hear(message));
    worker.once('error', (error) => this.#job?.reject(error));
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      this.#job?.reject(new DomainError(ErrorCode.OVERLOADED, 'Counting was interrupted; try again.'));
      this.#free();
    });
    return worker;
  }

  #hear(message: FromThread): void {
    if (message.type === 'counted') {
      this.#options.keep(message.rollup);
      return;
    }
    if (message.type === 'answered') this.#job?.resolve(message.answer);
    else this.#job?.reject(errorOf(message.failure));
    this.#free();
  }

  #free(): void {
    clearTimeout(this.#ending);
    this.#ending = undefined;
    this.#job = null;
    this.#onFree();
  }
}
