import { encodeCursor, type Page } from '../../domain/page.js';
import type { Listing } from '../../domain/ports.js';
import type { PageInfoType } from './page.type.js';

/**
 * A page as a connection's fields read it. Edges, cursors and the count are made when they are asked for, and what is made is
 * kept: executors look at a field more than once.
 */
export class PageView<Row, Item = Row> {
  readonly nodes: readonly Item[];
  #edges: readonly { cursor: string; node: Item }[] | undefined;
  #pageInfo: PageInfoType | undefined;

  constructor(
    private readonly page: Page<Row>,
    private readonly count: () => number | Promise<number>,
    item: (row: Row) => Item,
  ) {
    this.nodes = page.items.map(item);
  }

  get edges() {
    this.#edges ??= this.nodes.map((node, index) => ({ cursor: this.cursorAt(index) ?? '', node }));
    return this.#edges;
  }

  get pageInfo() {
    this.#pageInfo ??= this.makePageInfo();
    return this.#pageInfo;
  }

  get totalCount(): number | Promise<number> {
    return this.count();
  }

  private makePageInfo(): PageInfoType {
    const { hasNextPage, hasPreviousPage } = this.page;
    const [startCursor, endCursor] = [this.cursorAt(0), this.cursorAt(this.nodes.length - 1)];
    return { hasNextPage, hasPreviousPage, startCursor, endCursor };
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
