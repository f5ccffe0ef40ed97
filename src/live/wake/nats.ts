import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type Line, RemoteWake } from './remote.js';

/** The subject that all processes share. */
const SUBJECT = 'talkgraph.log';
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
 * Wakes over NATS, the others by the server and this process directly.
 * @see https://docs.nats.io/nats-concepts/core-nats/pubsub
 */
export class NatsWake extends RemoteWake {
  constructor({ url, onError }: NatsWakeOptions) {
    super((onHeard) => openLine(url, onHeard, onError), onError);
  }
}

async function openLine(
  url: string,
  onHeard: (payload: string) => void,
  onError: (error: unknown) => void,
): Promise<Line> {
  const connection = await connect(connectionOptions(url));
  try {
    connection.subscribe(SUBJECT, {
      callback: (error, message) => (error === null ? onHeard(message.string()) : onError(error)),
    });
    // Until the server has answered, it may not have taken the subscription yet.
    await connection.flush();
  } catch (error) {
    await connection.close();
    throw error;
  }
  return lineOf(connection);
}

function lineOf(connection: NatsConnection): Line {
  let closed = false;
  const over = connection.closed().then((failure) => {
    if (!closed) throw failure ?? new Error('The connection that hears signals was closed.');
  });
  // Heard by whoever awaits it; before that it is nobody's failure.
  over.catch(() => undefined);
  return {
    over,
    async tell(payload) {
      connection.publish(SUBJECT, payload);
    },
    async close() {
      closed = true;
      // What cannot be drained any more is lost already.
      if (!connection.isClosed()) await connection.drain().catch(() => connection.close());
    },
  };
}

function connectionOptions(url: string) {
  const { host, username, password } = new URL(url);
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
  return {
    servers: host,
    // Lost connections are made anew by the wake; what could not be told is kept there and not buffered here.
    reconnect: false,
    noEcho: true,
    timeout: CONNECT_TIMEOUT_MS,
    pingInterval: PING_INTERVAL_MS,
    ...(pass !== '' ? { user, pass } : user !== '' && { token: user }),
  };
}
