import { setTimeout as pause } from 'node:timers/promises';
import type { Wake } from '../../domain/ports.js';
import { MemoryWake } from './memory.js';
import { clientsOf, payloadsOf } from './payload.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** An open connection over which processes wake each other. */
export interface Line {
  /** Tells the other processes; rejects where the line is no good any more. */
  tell(payload: string): Promise<void>;
  /** Resolves when the line was closed from here, rejects when it was lost. */
  readonly over: Promise<void>;
  /** Ends the line; what was told before goes out first. */
  close(): Promise<void>;
}

/** Opens a line that hears already; `onHeard` gets the payloads of the others, never this process's own. */
export type OpenLine = (onHeard: (payload: string) => void) => Promise<Line>;

/**
 * Wakes other processes over a line that is opened anew, with growing pauses, whenever it is lost. This process is
 * woken directly; while there is no line, what has grown is kept and told when it is back.
 */
export class RemoteWake implements Wake {
  readonly #openLine: OpenLine;
  readonly #onError: (error: unknown) => void;
  readonly #own: MemoryWake;
  readonly #closing = new AbortController();
  readonly #untold = new Set<number>();
  readonly #running: Promise<void>;
  #line: Line | null = null;
  #telling: Promise<void> | null = null;
  #waiting: (() => void)[] = [];

  /** `onError` hears of lost lines and of listeners that throw. */
  constructor(openLine: OpenLine, onError: (error: unknown) => void) {
    this.#openLine = openLine;
    this.#onError = onError;
    this.#own = new MemoryWake(onError);
    this.#running = this.#run();
  }

  /** Whether signals of other processes are heard now. */
  get connected(): boolean {
    return this.#line !== null;
  }

  /** Resolves when signals of other processes are heard; at once where they are already, or after `close`. */
  listening(): Promise<void> {
    if (this.connected || this.#closing.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  signal(clients: readonly number[]): void {
    if (this.#closing.signal.aborted) return;
    this.#own.signal(clients);
    for (const client of clients) this.#untold.add(client);
    this.#tell();
  }

  listen(onSignal: (client: number) => void): () => void {
    return this.#own.listen(onSignal);
  }

  async close(): Promise<void> {
    await this.#telling;
    this.#closing.abort();
    await this.#line?.close();
    await this.#running;
    await this.#own.close();
  }

  /** Keeps a line until the wake is closed. */
  async #run(): Promise<void> {
    const { signal } = this.#closing;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        const line = await this.#openLine((payload) => this.#own.signal(clientsOf(payload)));
        pauseMs = FIRST_PAUSE_MS;
        await this.#serve(line);
      } catch (error) {
        this.#onError(error);
      }
      await pause(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
    this.#resolveWaiting();
  }

  async #serve(line: Line): Promise<void> {
    if (this.#closing.signal.aborted) return line.close();
    this.#line = line;
    this.#resolveWaiting();
    this.#tell();
    try {
      await line.over;
    } finally {
      this.#line = null;
    }
  }

  #resolveWaiting(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Tells the others, one payload after the other; what comes meanwhile goes with the next. */
  #tell(): void {
    if (this.#line === null || this.#telling !== null || this.#untold.size === 0) return;
    const clients = [...this.#untold];
    this.#untold.clear();
    this.#telling = this.#tellAll(this.#line, clients).finally(() => {
      this.#telling = null;
      this.#tell();
    });
  }

  async #tellAll(line: Line, clients: readonly number[]): Promise<void> {
    try {
      for (const payload of payloadsOf(clients)) await line.tell(payload);
    } catch (error) {
      for (const client of clients) this.#untold.add(client);
      this.#onError(error);
      // Whatever it is, a new line is the remedy.
      if (this.#line === line) this.#line = null;
      await line.close();
    }
  }
}
