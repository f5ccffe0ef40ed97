import type { Delivery } from './group.js';

/**
 * A text frame of a server, one character for each byte, so that it is written at once and copied once.
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
 * The frames of one delivery after another. Members of a group are sent the same text one by one, many under the same
 * id, so what was made for the one before is what the next one needs.
 */
export class Frames {
  #delivery: Delivery | null = null;
  #payload = '';
  #head = '';
  #frame: Frame = '';

  /** The frame of a message that begins with `head`, given as `bytesOf` it, and ends with the payload. */
  of(delivery: Delivery, head: string): Frame {
    if (this.#delivery !== delivery) {
      this.#delivery = delivery;
      this.#payload = `${bytesOf(delivery.payload)}}`;
    } else if (this.#head === head) {
      return this.#frame;
    }
    this.#head = head;
    this.#frame = frameOf(head + this.#payload);
    return this.#frame;
  }
}
