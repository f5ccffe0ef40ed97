import { setTimeout as pause } from 'node:timers/promises';
import { connect, type Msg, type NatsConnection } from '@nats-io/transport-node';
import type { Wake } from '../../domain/ports.js';
import { MemoryWake } from './memory.js';
import { clientsOf, payloadsOf } from './payload.js';

/** The subject that all processes share. */
const SUBJECT = 'talkgraph.log';
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
const PING_INTERVAL_MS = 10_000;

/** How the wake reaches NATS, and who hears of its failures. */
export interface NatsWakeOptions {
  /** `nats://host:port`, with `user:password@` or `token@` where the server wants it. */
  readonly url: string;
  /** Hears of lost connections, which are tried again with growing pauses, and of listeners that throw. */
  readonly onError: (error: unknown) => void;
}

/**
 * Wakes over NATS. This process is woken directly, the others by the server; while the connection is lost, what has
 * grown is kept and told when it is back.
 * @see https://docs.nats.io/nats-concepts/core-nats/pubsub
 */
export class NatsWake implements Wake {
  readonly #options: NatsWakeOptions;
  readonly #own: MemoryWake;
  readonly #closing = new AbortController();
  readonly #untold = new Set<number>();
  readonly #running: Promise<void>;
  #connection: NatsConnection | null = null;
  #waiting: (() => void)[] = [];

  constructor(options: NatsWakeOptions) {
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
    this.#closing.abort();
    await this.#running;
    await this.#own.close();
  }

  /** Keeps a connection until the wake is closed. */
  async #run(): Promise<void> {
    const { signal } = this.#closing;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        const connection = await connect(this.#connectionOptions());
        pauseMs = FIRST_PAUSE_MS;
        await this.#serve(connection);
      } catch (error) {
        this.#options.onError(error);
      }
      await pause(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
    this.#resolveWaiting();
  }

  /** One connection's life: resolves when the wake is closed, rejects when the connection is lost. */
  async #serve(connection: NatsConnection): Promise<void> {
    const closing = this.#closing.signal;
    const leave = () => void connection.drain().catch(this.#options.onError);
    try {
      connection.subscribe(SUBJECT, { callback: (error, message) => this.#hear(error, message) });
      // Until the server has answered, it may not have taken the subscription yet.
      await connection.flush();
      this.#connection = connection;
      closing.addEventListener('abort', leave, { once: true });
      if (closing.aborted) leave();
      this.#resolveWaiting();
      this.#tell();
      const failure = await connection.closed();
      if (!closing.aborted) throw failure ?? new Error('The connection that hears signals was closed.');
    } finally {
      this.#connection = null;
      closing.removeEventListener('abort', leave);
      if (!connection.isClosed()) await connection.close();
    }
  }

  #connectionOptions() {
    const { host, username, password } = new URL(this.#options.url);
    const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
    return {
      servers: host,
      // Lost connections are made anew here, as with PostgreSQL; what could not be told is kept and not buffered.
      reconnect: false,
      noEcho: true,
      timeout: CONNECT_TIMEOUT_MS,
      pingInterval: PING_INTERVAL_MS,
      ...(pass !== '' ? { user, pass } : user !== '' && { token: user }),
    };
  }

  #resolveWaiting(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #hear(error: Error | null, message: Msg): void {
    if (error !== null) this.#options.onError(error);
    else this.#own.signal(clientsOf(message.string()));
  }

  #tell(): void {
    if (this.#connection === null || this.#connection.isClosed()) return;
    const clients = [...this.#untold];
    this.#untold.clear();
    try {
      for (const payload of payloadsOf(clients)) this.#connection.publish(SUBJECT, payload);
    } catch (error) {
      for (const client of clients) this.#untold.add(client);
      this.#options.onError(error);
    }
  }
}
