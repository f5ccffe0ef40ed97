import { type Keyset, type Page, type PageRequest, pageOf } from '../../domain/page.js';
import { raw, type Sql, sql, whole } from '../sql.js';

/** An order of a list: a column that is never null, then the internal id. */
export interface Order {
  /** The table's alias in the statement. */
  readonly alias: string;
  readonly column: string;
  readonly descending: boolean;
}

/** Conditions that keep a page after and before its cursors; to be joined by AND. */
export function keysetConditions(order: Order, request: PageRequest): Sql[] {
  const { alias, column, descending } = order;
  const place = raw(`(${alias}."${column}", ${alias}."id")`);
  const beyond = (keyset: Keyset, forward: boolean) =>
    // A cursor may hold a number that the column's own type could not.
    sql`${place} ${raw(forward === descending ? '<' : '>')} (CAST(${keyset[0]} AS BIGINT), CAST(${keyset[1]} AS BIGINT))`;
  return [
    ...(request.after === null ? [] : [beyond(request.after, true)]),
    ...(request.before === null ? [] : [beyond(request.before, false)]),
  ];
}

/** `ORDER BY … LIMIT …` of a page, one row more than asked to see whether there is another page. */
export function keysetOrder({ alias, column, descending }: Order, request: PageRequest): Sql {
  const direction = descending === request.backward ? 'ASC' : 'DESC';
  return sql`ORDER BY ${raw(`${alias}."${column}" ${direction}, ${alias}."id" ${direction}`)} LIMIT ${whole(request.limit + 1)}`;
}

/** The page that such a statement's rows make. */
export function keysetPage<Row, Item>(
  rows: readonly Row[],
  request: PageRequest,
  keysetOf: (row: Row) => Keyset,
  itemOf: (row: Row) => Item,
): Page<Item> {
  const page = pageOf(rows, request, keysetOf);
  return { ...page, items: page.items.map(itemOf) };
}
