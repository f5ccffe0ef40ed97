import { hash } from 'node:crypto';

/** Chance that is the same for the same seed. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
export class Chance {
  #state: bigint;

  constructor(private readonly seed: string) {
    this.#state = BigInt(`0x${hash('sha256', seed, 'hex').slice(0, 16)}`);
  }

  /** From 0 to 1, which it never is. */
  next(): number {
    this.#state = (this.#state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number(this.#state >> 11n) / 2 ** 53;
  }

  /** Whether something happens that happens in this share of all cases. */
  happens(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number, both ends in it. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of these, each as often as its weight says. */
  pick<Item>(items: readonly Item[], weightOf: (item: Item) => number = () => 1): Item {
    let left = this.next() * items.reduce((sum, item) => sum + weightOf(item), 0);
    for (const item of items) {
      left -= weightOf(item);
      if (left < 0) return item;
    }
    return items.at(-1) as Item;
  }

  /** An id in the form of a UUID, always the same for the same name. */
  id(name: string): string {
    const hex = hash('sha256', `${this.seed}/${name}`, 'hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  }
}
