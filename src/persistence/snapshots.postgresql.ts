import { Client } from 'pg';
import { DomainError, ErrorCode } from '../domain/errors.js';
import { reaching } from './connection-loss.js';
import type { Reads } from './database.js';
import type { SnapshotLimits, Snapshots } from './snapshots.js';
import { compile, type Sql } from './sql.js';
import { bound, parsers } from './values.postgresql.js';

/** Snapshots of a PostgreSQL database, on one connection that is made when it is needed and again when it was lost. */
export class PostgreSqlSnapshots implements Snapshots {
  readonly dialect = 'postgresql';
  readonly #url: string;
  #client: Promise<Client> | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(url: string) {
    this.#url = url;
  }

  run<T>(work: (reads: Reads) => Promise<T>, limits: SnapshotLimits): Promise<T> {
    const turn = this.#tail.then(() => reaching(() => this.#within(work, limits)));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #within<T>(work: (reads: Reads) => Promise<T>, limits: SnapshotLimits): Promise<T> {
    const { timeoutMs, signal } = limits;
    this.#client ??= this.#connect();
    const client = await this.#client;
    const cancel = () => void this.#cancel(client).catch(() => undefined);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    try {
      await client.query(`SET LOCAL statement_timeout = ${Math.ceil(timeoutMs)}`);
      signal?.addEventListener('abort', cancel, { once: true });
      return await work({ read: (query) => read(client, query) });
    } catch (error) {
      throw isCancelled(error) ? new DomainError(ErrorCode.TIMEOUT, 'The database took too long to answer.') : error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      await client.query('ROLLBACK').catch(() => undefined);
    }
  }

  // A statement that runs is ended over another connection.
  async #cancel(client: Client): Promise<void> {
    const other = new Client({ connectionString: this.#url });
    await other.connect();
    try {
      await other.query('SELECT pg_cancel_backend($1)', [(client as unknown as { processID: number }).processID]);
    } finally {
      await other.end();
    }
  }

  async #connect(): Promise<Client> {
    const client = new Client({ connectionString: this.#url, application_name: 'talkgraph figures' });
    const forget = () => {
      this.#client = null;
    };
    client.once('error', forget);
    client.once('end', forget);
    try {
      await client.connect();
    } catch (error) {
      forget();
      throw error;
    }
    return client;
  }

  async close(): Promise<void> {
    await this.#tail;
    const client = await this.#client?.catch(() => null);
    await client?.end();
  }
}

const QUERY_CANCELED = '57014';

function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error as { code?: string }).code === QUERY_CANCELED;
}

async function read<Row extends object>(client: Client, query: Sql): Promise<Row[]> {
  const { text, parameters } = compile(query, 'postgresql');
  const values = bound(parameters);
  const result = await client.query({ text, values, types: parsers });
  return result.rows as Row[];
}
