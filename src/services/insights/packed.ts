/** Sorts lists of whole numbers and packs them into text: each the distance to the one before, in as few bytes as it needs. */
export function packLists(lists: readonly (readonly number[])[]): string {
  const bytes = new Bytes();
  for (const list of lists) {
    let before = 0;
    for (const value of Float64Array.from(list).sort()) {
      bytes.push(before === 0 ? zigzag(value) : value - before);
      before = value;
    }
  }
  return bytes.toString();
}

/** Reads packed lists one after the other. */
export class PackedLists {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(text: string) {
    this.#bytes = Buffer.from(text, 'base64');
  }

  /** Adds the next list's numbers, of which there are `count`, to `values`. */
  read(count: number, values: number[]): void {
    const bytes = this.#bytes;
    let at = this.#at;
    let before = 0;
    for (let i = 0; i < count; i++) {
      let byte = bytes[at++] as number;
      let distance = byte & 127;
      for (let unit = 128; byte > 127; unit *= 128) {
        byte = bytes[at++] as number;
        distance += (byte & 127) * unit;
      }
      before = before === 0 ? unzigzag(distance) : before + distance;
      values.push(before);
    }
    this.#at = at;
  }
}

// Until a number other than 0 was met, the next one may be below 0, so its sign is packed, too.
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

class Bytes {
  #bytes = new Uint8Array(1_024);
  #length = 0;

  push(value: number): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow();
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest % 128) | 128;
    this.#bytes[this.#length++] = rest;
  }

  toString(): string {
    return Buffer.from(this.#bytes.buffer, 0, this.#length).toString('base64');
  }

  #grow(): void {
    const grown = new Uint8Array(this.#bytes.length * 2);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
