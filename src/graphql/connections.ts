import { isInForce } from '../domain/api-key.js';
import type { Clients, Identity } from '../domain/ports.js';

/** A connection that stays open, and how it is ended from here. */
interface Connection {
  readonly identity: Identity;
  readonly revoke: () => void;
}

/** What counts the connections of keys. */
export interface ConnectionsOptions {
  readonly clients: Pick<Clients, 'apiKeysById' | 'clientById'>;
  readonly perKey: number;
  readonly onError: (error: unknown) => void;
}

// With the time that a look takes, a revoked key loses its connections within a second, in every process.
const WATCH_MS = 500;

/** The connections that stay open, by the keys they came with: so many a key, and none of a key that was
 * revoked or has ended. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #byKey = new Map<number, Set<Connection>>();
  #timer: NodeJS.Timeout | null = null;
  #looking = false;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** Counts one in; returns what counts it out. Null where the key has as many as it may. */
  admit(identity: Identity, revoke: () => void): (() => void) | null {
    const { id } = identity.key;
    const open = this.#byKey.get(id) ?? new Set<Connection>();
    if (open.size >= this.#options.perKey) return null;
    const connection = { identity, revoke };
    open.add(connection);
    this.#byKey.set(id, open);
    this.#timer ??= setInterval(() => void this.#look(), WATCH_MS).unref();
    return () => this.#release(connection);
  }

  #release(connection: Connection): void {
    const { id } = connection.identity.key;
    const open = this.#byKey.get(id);
    if (!open?.delete(connection) || open.size > 0) return;
    this.#byKey.delete(id);
    if (this.#byKey.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      for (const [client, ids] of this.#keysByClient()) {
        const keys = await this.#options.clients.apiKeysById(client, ids);
        for (const id of ids) {
          const key = keys.get(id);
          if (key === undefined || !isInForce(key, Date.now())) this.#end(id);
        }
        // Brings the client up to date that they hold.
        await this.#options.clients.clientById(client);
      }
    } catch (error) {
      this.#options.onError(error);
    } finally {
      this.#looking = false;
    }
  }

  #keysByClient(): Map<number, number[]> {
    const keys = new Map<number, number[]>();
    for (const [id, connections] of this.#byKey) {
      const [first] = connections;
      if (first === undefined) continue;
      const { id: client } = first.identity.client;
      keys.set(client, [...(keys.get(client) ?? []), id]);
    }
    return keys;
  }

  #end(key: number): void {
    for (const { revoke } of [...(this.#byKey.get(key) ?? [])]) revoke();
  }
}
