/** Takes a block of so many ids off the database and returns its first. */
export type TakeBlock = (size: number) => Promise<number>;

const BLOCK = 4_096;

/** Ids that belong to whoever asked for them. */
export class IdRange {
  #next: number;
  readonly #end: number;

  constructor(start: number, size: number) {
    this.#next = start;
    this.#end = start + size;
  }

  /** The next id of the range. */
  next(): number {
    if (this.#next >= this.#end) throw new Error('More ids were taken than reserved.');
    return this.#next++;
  }
}

/**
 * Internal ids, unique over all tables and processes. A process takes blocks of them, so that numbering rows
 * asks the database once in thousands; what a stopped process had left over is never used.
 */
export class IdAllocator {
  readonly #takeBlock: TakeBlock;
  #next = 0;
  #end = 0;

  constructor(takeBlock: TakeBlock) {
    this.#takeBlock = takeBlock;
  }

  /** Sets so many ids aside for the caller. Not inside a unit of work. */
  async reserve(count: number): Promise<IdRange> {
    if (this.#end - this.#next < count) {
      const size = Math.max(BLOCK, count);
      const start = await this.#takeBlock(size);
      // Somebody else may have taken a block meanwhile; what is left of it is given up, and nothing is given twice.
      this.#next = start;
      this.#end = start + size;
    }
    const range = new IdRange(this.#next, count);
    this.#next += count;
    return range;
  }

  /** One id. */
  async one(): Promise<number> {
    return (await this.reserve(1)).next();
  }
}
