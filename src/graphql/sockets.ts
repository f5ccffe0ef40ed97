import type { Clients, Identity } from '../domain/ports.js';
import { identify } from './context.js';

/** What graphql-ws is told of a socket, as far as it matters here. */
export interface SocketExtra {
  readonly socket: { close(code?: number, reason?: string): void };
}

// @see https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md
const UNAUTHORIZED = 4401;
const TOO_MANY = 4429;

/** Who is behind which socket, and how many a key has open. */
export class Sockets {
  private readonly identities = new WeakMap<object, Identity>();
  private readonly counts = new Map<number, number>();
  private readonly gone = new WeakSet<object>();

  constructor(
    private readonly clients: Clients,
    private readonly perKey: number,
  ) {}

  /** Lets a socket in; false where its key is wrong, which closes it with 4403. */
  async open(extra: SocketExtra, authorization: unknown): Promise<boolean> {
    if (authorization === undefined) {
      extra.socket.close(UNAUTHORIZED, 'Unauthorized');
      return false;
    }
    const identity = await identify(this.clients, authorization);
    // Who left while the key was looked up is not counted: nobody would count it out again.
    if (identity === null || this.gone.has(extra)) return false;
    const open = this.counts.get(identity.key.id) ?? 0;
    if (open >= this.perKey) {
      extra.socket.close(TOO_MANY, 'Too many sockets of this key');
      return false;
    }
    this.counts.set(identity.key.id, open + 1);
    this.identities.set(extra, identity);
    return true;
  }

  close(extra: SocketExtra): void {
    this.gone.add(extra);
    const identity = this.identities.get(extra);
    if (identity === undefined) return;
    this.identities.delete(extra);
    const open = (this.counts.get(identity.key.id) ?? 1) - 1;
    if (open === 0) this.counts.delete(identity.key.id);
    else this.counts.set(identity.key.id, open);
  }

  identityOf(extra: SocketExtra): Identity | null {
    return this.identities.get(extra) ?? null;
  }
}
