import { Client } from 'pg';
import { type Line, RemoteWake } from './remote.js';

/** The channel that all processes of one database share. */
const CHANNEL = 'talkgraph_log';
const CONNECT_TIMEOUT_MS = 10_000;

/** How the wake reaches the database, and who hears of its failures. */
export interface PostgreSqlWakeOptions {
  /** `postgresql://…` */
  readonly url: string;
  /** Hears of lost connections, which are tried again with growing pauses, and of listeners that throw. */
  readonly onError: (error: unknown) => void;
}

/**
 * Wakes over LISTEN/NOTIFY, on a connection of its own: the others by the database and this process directly.
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export class PostgreSqlWake extends RemoteWake {
  constructor({ url, onError }: PostgreSqlWakeOptions) {
    super((onHeard) => openLine(url, onHeard), onError);
  }
}

async function openLine(url: string, onHeard: (payload: string) => void): Promise<Line> {
  const connection = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  // Heard by whoever awaits it; before that it is nobody's failure.
  over.catch(() => undefined);
  connection.on('error', reject);
  connection.on('end', () => reject(new Error('The connection that hears signals was closed.')));
  connection.on('notification', ({ processId, payload = '' }) => {
    // This process was woken when it signalled.
    if (processId !== (connection as Client & { processID?: number }).processID) onHeard(payload);
  });
  const close = async () => {
    resolve();
    await connection.end().catch(() => undefined);
  };
  try {
    await connection.connect();
    await connection.query(`LISTEN ${CHANNEL}`);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    over,
    close,
    tell: async (payload) => void (await connection.query('SELECT pg_notify($1, $2)', [CHANNEL, payload])),
  };
}
