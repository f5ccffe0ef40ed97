import { badInput } from './errors.js';

/** The bounds of a page, in rows. */
export const PAGE_LIMITS = { minimum: 1, maximum: 200, preset: 50 } as const;

/** A row's keyset says where it stands in its order: by one value and then its internal id, whole numbers both. */
export type Keyset = readonly number[];

const KEYSET_LENGTH = 2;

/** Arguments of a Relay connection. @see https://relay.dev/graphql/connections.htm#sec-Arguments */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A page as the database is asked for it. */
export interface PageRequest {
  /** Names the list and its order; a cursor of another one leads nowhere here. */
  readonly list: string;
  readonly limit: number;
  /** True for `last`: read from the end, then turned round. */
  readonly backward: boolean;
  readonly after: Keyset | null;
  readonly before: Keyset | null;
}

/** Rows of a page with what is known about its neighbours. */
export interface Page<T> {
  /** The list that its cursors continue. */
  readonly list: string;
  readonly items: readonly T[];
  /** The keyset of each item, in step with `items`. */
  readonly keysets: readonly Keyset[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Reads connection arguments; throws BAD_USER_INPUT for what is out of range and for cursors of another list. */
export function pageRequest(args: PageArguments, list: string): PageRequest {
  const { first = null, last = null } = args;
  if (first !== null && last !== null) throw badInput('Give first or last, not both.', 'first');
  const limit = first ?? last ?? PAGE_LIMITS.preset;
  if (limit < PAGE_LIMITS.minimum || limit > PAGE_LIMITS.maximum) {
    const bounds = `Must be from ${PAGE_LIMITS.minimum} to ${PAGE_LIMITS.maximum}.`;
    throw badInput(bounds, last === null ? 'first' : 'last');
  }
  return {
    list,
    limit,
    backward: last !== null,
    after: decodeCursor(args.after, 'after', list),
    before: decodeCursor(args.before, 'before', list),
  };
}

/** Turns one row more than the limit into a page; rows come in the order they were read. */
export function pageOf<T>(rows: readonly T[], request: PageRequest, keysetOf: (row: T) => Keyset): Page<T> {
  const more = rows.length > request.limit;
  const items = rows.slice(0, request.limit);
  if (request.backward) items.reverse();
  return {
    list: request.list,
    items,
    keysets: items.map(keysetOf),
    hasNextPage: request.backward ? request.before !== null : more,
    hasPreviousPage: request.backward ? more : request.after !== null,
  };
}

/** A keyset with the list that it is of, as the opaque text that clients hold. */
export function encodeCursor(list: string, keyset: Keyset): string {
  return Buffer.from(JSON.stringify([...keyset, list])).toString('base64url');
}

function decodeCursor(cursor: string | null | undefined, argument: string, list: string): Keyset | null {
  if (cursor === null || cursor === undefined) return null;
  const keyset = parseKeyset(cursor, list);
  if (keyset === null) throw badInput('Not a cursor of this list in this order.', argument);
  return keyset;
}

function parseKeyset(cursor: string, list: string): Keyset | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(value) || value.length !== KEYSET_LENGTH + 1 || value.pop() !== list) return null;
    return value.every(Number.isSafeInteger) ? value : null;
  } catch {
    return null;
  }
}
