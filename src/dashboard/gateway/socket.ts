import { type Client, createClient } from 'graphql-ws/client';
import type { Connection } from './connection';

const FORBIDDEN = 4403;
const TOO_MANY = 4429;
const PING_MS = 10_000;
const PONG_MS = 5_000;
const FIRST_RETRY_MS = 150;
const RETRY_DOUBLINGS = 6;

/** The socket that all live queries share: open as long as the page is, and back by itself after a break. */
export function openSocket(key: string, connection: Connection, onRefused: () => void): Client {
  let pong: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${key}` },
    // Its state is shown on every page, also where nothing is followed.
    lazy: false,
    // What ends it is told by `closed`, and whoever follows something opens it again.
    onNonLazyError: () => undefined,
    keepAlive: PING_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (retries) => pause(FIRST_RETRY_MS * 2 ** Math.min(retries, RETRY_DOUBLINGS) * (0.5 + Math.random())),
    shouldRetry: (event) => codeOf(event) !== FORBIDDEN,
    on: {
      connected: () => connection.become('connected'),
      closed: (event) => {
        clearTimeout(pong);
        if (codeOf(event) === FORBIDDEN) onRefused();
        connection.become(codeOf(event) === TOO_MANY ? 'refused' : 'lost');
      },
      // A link that died without a word is found by its silence.
      ping: (received) => {
        if (!received) pong = setTimeout(() => client.terminate(), PONG_MS);
      },
      pong: () => clearTimeout(pong),
    },
  });
  return client;
}

function codeOf(event: unknown): number | undefined {
  return event instanceof CloseEvent ? event.code : undefined;
}

/** Waits, but not longer than until the browser is online again. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
  });
}
