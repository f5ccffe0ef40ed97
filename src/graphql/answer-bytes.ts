/** Longer lists are written so many items at a time. */
const ITEMS_AT_ONCE = 4;
/** How deep a longer list is looked for: below `data` and its field, in a page or in an object of its own. */
const DEEPEST_LIST = 4;
const FIRST_BYTES = 64 * 1_024;
const LARGEST_KEPT_BYTES = 1_024 * 1_024;
const MOST_KEPT = 8;
/** What a character of a string takes in UTF-8 at the most. */
const CHARACTER_BYTES = 3;

/**
 * Writes answers as JSON. A long one is written piece by piece into bytes that are used again, since a string beyond
 * 128 KiB gets fresh pages from the system: once when it is made, once with its headers, once to be sent. That takes
 * longer than to make the JSON. A short one stays a string, which goes out in one piece with its headers.
 */
export class AnswerBytes {
  readonly #kept: Buffer[] = [];

  /** The answer's JSON, with a line's end as Apollo Server has it; bytes want to be given to `release` once sent. */
  write(answer: object): string | Buffer {
    if (!hasLongList(answer, DEEPEST_LIST)) return `${JSON.stringify(answer)}\n`;
    const writing = new Writing(this.#kept.pop() ?? Buffer.allocUnsafeSlow(FIRST_BYTES));
    writing.value(answer, DEEPEST_LIST);
    writing.text('\n');
    return writing.bytes();
  }

  /** Takes back bytes that nobody reads any more. */
  release({ buffer }: Buffer): void {
    if (buffer.byteLength <= LARGEST_KEPT_BYTES && this.#kept.length < MOST_KEPT) this.#kept.push(Buffer.from(buffer));
  }
}

function hasLongList(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || levels < 0) return false;
  if (Array.isArray(value)) return value.length > ITEMS_AT_ONCE;
  return Object.values(value).some((inner) => hasLongList(inner, levels - 1));
}

class Writing {
  #buffer: Buffer;
  #length = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  value(value: unknown, levels: number): void {
    if (!hasLongList(value, levels)) this.text(JSON.stringify(value));
    else if (Array.isArray(value)) this.#list(value);
    else this.#object(value as object, levels);
  }

  text(text: string): void {
    if (this.#length + text.length * CHARACTER_BYTES > this.#buffer.length) this.#grow(Buffer.byteLength(text));
    this.#length += this.#buffer.write(text, this.#length);
  }

  #object(object: object, levels: number): void {
    let before = '{';
    for (const [key, value] of Object.entries(object)) {
      if (value === undefined) continue;
      this.text(`${before}${JSON.stringify(key)}:`);
      this.value(value, levels - 1);
      before = ',';
    }
    this.text('}');
  }

  #list(items: readonly unknown[]): void {
    for (let index = 0; index < items.length; index += ITEMS_AT_ONCE) {
      this.text(index === 0 ? '[' : ',');
      this.text(JSON.stringify(items.slice(index, index + ITEMS_AT_ONCE)).slice(1, -1));
    }
    this.text(']');
  }

  #grow(bytes: number): void {
    const wanted = this.#length + bytes;
    if (wanted <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(wanted, 2 * this.#buffer.length));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
