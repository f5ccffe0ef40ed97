import type { Wake } from '../../domain/ports.js';

/** Who hears the signals of this process, all in one turn of the event loop later. */
export class MemoryWake implements Wake {
  readonly #listeners = new Set<(client: number) => void>();
  readonly #pending = new Set<number>();
  readonly #onError: (error: unknown) => void;
  #scheduled: NodeJS.Immediate | null = null;
  #closed = false;

  /** `onError` hears of listeners that throw. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  signal(clients: readonly number[]): void {
    if (this.#closed) return;
    for (const client of clients) this.#pending.add(client);
    // Never within the writer's turn: whoever signals is answering requests.
    this.#scheduled ??= setImmediate(() => this.#deliver());
  }

  listen(onSignal: (client: number) => void): () => void {
    // A function of its own, so that one listener can listen twice and stop once.
    const listener = (client: number) => onSignal(client);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#scheduled !== null) clearImmediate(this.#scheduled);
    this.#listeners.clear();
    this.#pending.clear();
  }

  #deliver(): void {
    this.#scheduled = null;
    const clients = [...this.#pending];
    this.#pending.clear();
    for (const client of clients) for (const listener of this.#listeners) this.#tell(listener, client);
  }

  #tell(listener: (client: number) => void, client: number): void {
    try {
      listener(client);
    } catch (error) {
      this.#onError(error);
    }
  }
}
