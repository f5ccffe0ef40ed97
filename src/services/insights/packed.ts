/** Sorts lists of whole numbers and packs them into text: each the distance to the one before, in as few bytes as it needs. */
export function packLists(lists: readonly Values[]): string {
  const bytes = new Bytes();
  for (const list of lists) {
    let before = 0;
    for (const value of list.sorted()) {
      bytes.push(before === 0 ? zigzag(value) : value - before);
      before = value;
    }
  }
  return bytes.toString();
}

/** Numbers in no order, some of them in stretches that belong to somebody else and are not copied. */
export class Values {
  readonly #own: number[] = [];
  readonly #stretches: ArrayLike<number>[] = [this.#own];

  get length(): number {
    let length = 0;
    for (const stretch of this.#stretches) length += stretch.length;
    return length;
  }

  /** All of them, stretch by stretch. */
  get stretches(): readonly ArrayLike<number>[] {
    return this.#stretches;
  }

  push(value: number): void {
    this.#own.push(value);
  }

  /** Adds numbers that never change. */
  add(stretch: ArrayLike<number>): void {
    if (stretch.length > 0) this.#stretches.push(stretch);
  }

  addAll(values: Values): void {
    for (const stretch of values.#stretches) this.add(stretch);
  }

  sum(): number {
    let sum = 0;
    for (const stretch of this.#stretches) for (let i = 0; i < stretch.length; i++) sum += stretch[i] as number;
    return sum;
  }

  sorted(): Float64Array {
    const all = new Float64Array(this.length);
    let at = 0;
    for (const stretch of this.#stretches) {
      all.set(stretch, at);
      at += stretch.length;
    }
    return all.sort();
  }
}

const unpacked = new WeakMap<object, Float64Array>();

/** Gives lists back one after the other. They are unpacked once for each owner of the text. */
export class PackedLists {
  readonly #values: Float64Array;
  #at = 0;

  constructor(owner: object, text: string, counts: readonly number[]) {
    let values = unpacked.get(owner);
    if (values === undefined) {
      values = unpack(text, counts);
      unpacked.set(owner, values);
    }
    this.#values = values;
  }

  next(count: number): Float64Array {
    this.#at += count;
    return this.#values.subarray(this.#at - count, this.#at);
  }
}

function unpack(text: string, counts: readonly number[]): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  const values = new Float64Array(counts.reduce((sum, count) => sum + count, 0));
  let at = 0;
  let place = 0;
  for (const count of counts) {
    let before = 0;
    for (let i = 0; i < count; i++) {
      let byte = bytes[at++] as number;
      let distance = byte & 127;
      for (let unit = 128; byte > 127; unit *= 128) {
        byte = bytes[at++] as number;
        distance += (byte & 127) * unit;
      }
      before = before === 0 ? unzigzag(distance) : before + distance;
      values[place++] = before;
    }
  }
  return values;
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
