import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/** What came back: the status and the body. */
export interface Response {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * A keep-alive connection that sends finished requests one after the other and never two at once.
 * It reads no more of HTTP than a status and a content-length, so that it costs less than the server that it loads.
 */
export class Connection {
  readonly #socket: Socket;
  #chunks: Buffer[] = [];
  #received = 0;
  #expected = -1;
  #settle: { resolve: (response: Response) => void; reject: (error: Error) => void } | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('The server closed the connection.')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket)));
    });
  }

  send(request: Buffer): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = null;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    if (this.#expected === -1) this.#readHead();
    if (this.#expected === -1 || this.#received < this.#expected) return;
    const whole = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    const settle = this.#settle;
    this.#chunks = [];
    this.#received = 0;
    this.#expected = -1;
    this.#settle = null;
    settle?.resolve({
      status: Number(whole.toString('latin1', 9, 12)),
      body: whole.subarray(whole.indexOf(HEAD_END) + 4),
    });
  }

  #readHead(): void {
    const start = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    const end = start.indexOf(HEAD_END);
    if (end === -1) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(start.toString('latin1', 0, end))?.[1];
    if (length === undefined) this.#fail(new Error('An answer without a content-length.'));
    else this.#expected = end + 4 + Number(length);
  }

  #fail(error: Error): void {
    this.#settle?.reject(error);
    this.#settle = null;
  }
}

/** A request as it goes over the wire. */
export function requestOf(method: 'GET' | 'POST', path: string, secret: string, body = ''): Buffer {
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${secret}\r\n`;
  const type = body === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`${head}${type}\r\n${body}`);
}
