/** Takes a block of so many ids off the database and returns its first. */
export type TakeBlock = (size: number) => Promise<number>;

const BLOCK = 4_096;

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

  /** Makes sure that the next `count` calls of `next` succeed. Not inside a unit of work. */
  async reserve(count: number): Promise<void> {
    if (this.#end - this.#next >= count) return;
    const size = Math.max(BLOCK, count);
    this.#next = await this.#takeBlock(size);
    this.#end = this.#next + size;
  }

  /** The next id of those reserved. */
  next(): number {
    if (this.#next >= this.#end) throw new Error('More ids were taken than reserved.');
    return this.#next++;
  }
}
