import { encodeCursor, type Page } from '../../domain/page.js';
import type { Listing } from '../../domain/ports.js';

/** A page as a connection's fields read it; edges, cursors and the count are made when they are asked for. */
export class PageView<Row, Item = Row> {
  readonly nodes: readonly Item[];

  constructor(
    private readonly page: Page<Row>,
    private readonly count: () => number | Promise<number>,
    item: (row: Row) => Item,
  ) {
    this.nodes = page.items.map(item);
  }

  get edges(): { cursor: string; node: Item }[] {
    return this.nodes.map((node, index) => ({ cursor: this.cursorAt(index) ?? '', node }));
  }

  get pageInfo() {
    const { hasNextPage, hasPreviousPage } = this.page;
    return {
      hasNextPage,
      hasPreviousPage,
      startCursor: this.cursorAt(0),
      endCursor: this.cursorAt(this.nodes.length - 1),
    };
  }

  get totalCount(): number | Promise<number> {
    return this.count();
  }

  private cursorAt(index: number): string | null {
    const keyset = this.page.keysets[index];
    return keyset === undefined ? null : encodeCursor(this.page.list, keyset);
  }
}

/** A listing as a connection of its own rows. */
export function connect<Row>(listing: Listing<Row>): PageView<Row> {
  return new PageView(
    listing.page,
    () => listing.total(),
    (row) => row,
  );
}
