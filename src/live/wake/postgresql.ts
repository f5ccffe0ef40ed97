import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Notification } from 'pg';
import type { Wake } from '../../domain/ports.js';
import { MemoryWake } from './memory.js';
import { clientsOf, payloadsOf } from './payload.js';

/** The channel that all processes of one database share. */
const CHANNEL = 'talkgraph_log';
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** How the wake reaches the database, and who hears of its failures. */
export interface PostgreSqlWakeOptions {
  /** `postgresql://…` */
  readonly url: string;
  /** Hears of lost connections, which are tried again with growing pauses, and of listeners that throw. */
  readonly onError: (error: unknown) => void;
}

/**
 * Wakes over LISTEN/NOTIFY, on a connection of its own. This process is woken directly, the others by the
 * database; while the connection is lost, what has grown is kept and told when it is back.
 */
export class PostgreSqlWake implements Wake {
  readonly #options: PostgreSqlWakeOptions;
  readonly #own: MemoryWake;
  readonly #closing = new AbortController();
  readonly #untold = new Set<number>();
  readonly #running: Promise<void>;
  #connection: Client | null = null;
  #telling: Promise<void> | null = null;
  #waiting: (() => void)[] = [];

  constructor(options: PostgreSqlWakeOptions) {
    this.#options = options;
    this.#own = new MemoryWake(options.onError);
    this.#running = this.#run();
  }

  /** Whether signals of other processes are heard now. */
  get connected(): boolean {
    return this.#connection !== null;
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
    await this.#running;
    await this.#own.close();
  }

  /** Keeps a connection until the wake is closed. */
  async #run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#closing.signal.aborted) {
      try {
        await this.#serve(() => {
          pauseMs = FIRST_PAUSE_MS;
        });
      } catch (error) {
        this.#options.onError(error);
      }
      await pause(pauseMs, undefined, { signal: this.#closing.signal, ref: false }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
    this.#resolveWaiting();
  }

  /** One connection's life: resolves when the wake is closed, rejects when the connection is lost. */
  async #serve(onListening: () => void): Promise<void> {
    const connection = new Client({
      connectionString: this.#options.url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    connection.on('notification', (notification) => this.#hear(connection, notification));
    const closing = this.#closing.signal;
    const { promise: over, resolve, reject } = Promise.withResolvers<void>();
    const onClose = () => resolve();
    connection.on('error', reject);
    connection.on('end', () => reject(new Error('The connection that hears signals was closed.')));
    closing.addEventListener('abort', onClose, { once: true });
    try {
      await Promise.race([over, this.#listenOn(connection)]);
      if (closing.aborted) return;
      this.#connection = connection;
      onListening();
      this.#resolveWaiting();
      this.#tell();
      await over;
    } finally {
      this.#connection = null;
      closing.removeEventListener('abort', onClose);
      await connection.end().catch(this.#options.onError);
    }
  }

  async #listenOn(connection: Client): Promise<void> {
    await connection.connect();
    await connection.query(`LISTEN ${CHANNEL}`);
  }

  #resolveWaiting(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #hear(connection: Client, { processId, payload = '' }: Notification): void {
    // This process was woken when it signalled.
    if (processId === (connection as Client & { processID?: number }).processID) return;
    this.#own.signal(clientsOf(payload));
  }

  /** Tells the others, a statement at a time; what comes meanwhile goes with the next. */
  #tell(): void {
    if (this.#connection === null || this.#telling !== null || this.#untold.size === 0) return;
    const clients = [...this.#untold];
    this.#untold.clear();
    this.#telling = this.#notify(this.#connection, clients).finally(() => {
      this.#telling = null;
      this.#tell();
    });
  }

  async #notify(connection: Client, clients: readonly number[]): Promise<void> {
    try {
      for (const payload of payloadsOf(clients)) {
        await connection.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
      }
    } catch (error) {
      for (const client of clients) this.#untold.add(client);
      this.#options.onError(error);
      // Whatever it is, a new connection is the remedy; the end of this one is heard above.
      if (this.#connection === connection) this.#connection = null;
      await connection.end().catch(this.#options.onError);
    }
  }
}
