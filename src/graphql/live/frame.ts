import type { Delivery } from './group.js';

/**
 * A text frame of a server, or several in a row, one character for each byte, so that all is written at once.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
export type Frame = string;

const FINAL_TEXT = 0x81;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
const LARGEST_7 = 125;
const LARGEST_16 = 0xffff;

/** A text in UTF-8, one character for each byte. */
export function bytesOf(text: string): string {
  // What is ASCII alone is that already.
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1');
}

/** The frame of a text that is given as `bytesOf` it. */
export function frameOf(bytes: string): Frame {
  return headerOf(bytes.length) + bytes;
}

function headerOf(length: number): string {
  if (length <= LARGEST_7) return String.fromCharCode(FINAL_TEXT, length);
  if (length <= LARGEST_16) return String.fromCharCode(FINAL_TEXT, LENGTH_16, length >> 8, length & 0xff);
  const header = Buffer.alloc(10);
  header[0] = FINAL_TEXT;
  header[1] = LENGTH_64;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header.toString('latin1');
}

/**
 * The frames of what a group sends. Its members are sent the same texts one by one, many under the same id, so what was
 * made for the one before is what the next one needs.
 */
export class Frames {
  #deliveries: readonly Delivery[] | null = null;
  #payloads: readonly string[] = [];
  #head = '';
  #frames: Frame = '';

  /** One after another the frames of messages that begin with `head`, given as `bytesOf` it, and end with a payload. */
  of(deliveries: readonly Delivery[], head: string): Frame {
    if (this.#deliveries !== deliveries) {
      this.#deliveries = deliveries;
      this.#payloads = deliveries.map(({ payload }) => `${bytesOf(payload)}}`);
    } else if (this.#head === head) {
      return this.#frames;
    }
    this.#head = head;
    this.#frames = '';
    for (const payload of this.#payloads) this.#frames += frameOf(head + payload);
    return this.#frames;
  }
}
