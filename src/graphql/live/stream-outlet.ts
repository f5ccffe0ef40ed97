import type { Delivery } from './group.js';
import type { Outlet } from './member.js';

/** What is used of an HTTP response that stays open. */
export interface StreamResponse {
  /** Bytes that wait for the network. */
  readonly writableLength: number;
  readonly writable: boolean;
  write(text: string, onWritten?: () => void): boolean;
}

/**
 * One subscription's events on an HTTP response, each with its cursor as id.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class StreamOutlet implements Outlet {
  readonly #response: StreamResponse;

  constructor(response: StreamResponse) {
    this.#response = response;
  }

  get waiting(): number {
    return this.#response.writableLength;
  }

  send(deliveries: readonly Delivery[]): void {
    if (this.#response.writable) this.#response.write(deliveries.map(textOf).join(''));
  }

  flush(delivery: Delivery): Promise<void> {
    if (!this.#response.writable) return Promise.resolve();
    return new Promise((resolve) => this.#response.write(textOf(delivery), resolve));
  }
}

// JSON text has no line breaks, so an event is one line of data.
function textOf({ cursor, payload }: Delivery): string {
  return `id: ${cursor}\nevent: next\ndata: ${payload}\n\n`;
}
