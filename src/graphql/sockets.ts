import { DomainError } from '../domain/errors.js';
import type { Identity } from '../domain/ports.js';
import { type Gate, RateLimitError } from '../domain/rate-limit.js';
import type { Connections } from './connections.js';
import { identify } from './context.js';
import type { Frame } from './live/frame.js';

/** What graphql-ws is told of a socket, as far as it matters here. */
export interface SocketExtra {
  /** Where it comes from. */
  readonly address: string;
  readonly socket: {
    /** Bytes that wait for the network. */
    readonly bufferedAmount: number;
    send(text: string, onSent?: (error?: Error) => void): void;
    close(code?: number, reason?: string): void;
  };
  /** Writes whole frames among those that the socket writes itself; false where it may not, and nothing is written. */
  readonly writeFrames?: (frames: Frame) => boolean;
}

interface Admitted {
  readonly identity: Identity;
  readonly release: () => void;
}

// @see https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md
const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;
const TOO_MANY = 4429;

/** Who is behind which socket. */
export class Sockets {
  private readonly admitted = new WeakMap<object, Admitted>();
  private readonly gone = new WeakSet<object>();

  constructor(
    private readonly gate: Gate,
    private readonly connections: Connections,
  ) {}

  /** Lets a socket in; false where its key is wrong, which closes it with 4403. */
  async open(extra: SocketExtra, authorization: unknown): Promise<boolean> {
    if (authorization === undefined) {
      extra.socket.close(UNAUTHORIZED, 'Unauthorized');
      return false;
    }
    const identity = await this.#identify(extra, authorization);
    // Who left while the key was looked up is not counted: nobody would count it out again.
    if (identity === null || this.gone.has(extra)) return false;
    const release = this.connections.admit(identity, () => extra.socket.close(FORBIDDEN, 'Forbidden'));
    if (release === null) {
      extra.socket.close(TOO_MANY, 'Too many sockets of this key');
      return false;
    }
    this.admitted.set(extra, { identity, release });
    return true;
  }

  async #identify(extra: SocketExtra, authorization: unknown): Promise<Identity | null> {
    try {
      return await identify(this.gate, authorization, extra.address);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error instanceof RateLimitError) extra.socket.close(TOO_MANY, error.message);
      return null;
    }
  }

  close(extra: SocketExtra): void {
    this.gone.add(extra);
    this.admitted.get(extra)?.release();
    this.admitted.delete(extra);
  }

  identityOf(extra: SocketExtra): Identity | null {
    return this.admitted.get(extra)?.identity ?? null;
  }
}
