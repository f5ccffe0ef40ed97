import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/** Hears the status of an answer, or 0 where the connection was closed instead. */
export type OnAnswer = (status: number) => void;

/** A connection that forgets bodies as they come, and opens itself again when it was closed. */
export class LeanConnection {
  #socket: Socket;
  #onAnswer: OnAnswer | null = null;
  #status = 0;
  #head: Buffer | null = null;
  #left = 0;
  #closed = false;

  readonly #port: number;
  readonly #onOpen: (connection: LeanConnection) => void;

  constructor(port: number, onOpen: (connection: LeanConnection) => void) {
    this.#port = port;
    this.#onOpen = onOpen;
    this.#socket = this.#open();
  }

  send(request: Buffer, onAnswer: OnAnswer): void {
    this.#onAnswer = onAnswer;
    this.#socket.write(request);
  }

  close(): void {
    this.#closed = true;
    this.#socket.destroy();
  }

  #open(): Socket {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    socket.on('connect', () => this.#onOpen(this));
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#head = null;
      this.#left = 0;
      if (this.#closed) return;
      this.#socket = this.#open();
      this.#end(0);
    });
    return socket;
  }

  #take(chunk: Buffer): void {
    if (this.#left > 0) {
      this.#left -= chunk.length;
    } else {
      const start = this.#head === null ? chunk : Buffer.concat([this.#head, chunk]);
      const end = start.indexOf(HEAD_END);
      this.#head = end === -1 ? start : null;
      if (end === -1) return;
      const head = start.toString('latin1', 0, end);
      this.#status = Number(head.slice(9, 12));
      this.#left = end + HEAD_END.length + Number(LENGTH.exec(head)?.[1] ?? 0) - start.length;
    }
    if (this.#left === 0) this.#end(this.#status);
  }

  #end(status: number): void {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = null;
    onAnswer?.(status);
  }
}
