/** How the live link stands. `refused`: the gateway takes no more of this key's sockets; it is asked again later. */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'refused';

/** The live link's state, for whoever shows it. */
export class Connection {
  readonly #listeners = new Set<() => void>();
  #state: ConnectionState = 'connecting';

  get state(): ConnectionState {
    return this.#state;
  }

  become(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Returns what stops the listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
