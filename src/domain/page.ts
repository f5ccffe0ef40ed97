import { badInput } from './errors.js';

/** The bounds of a page, in rows. */
export const PAGE_LIMITS = { minimum: 1, maximum: 200, preset: 50 } as const;

/** A row's keyset says where it stands in its order; all its values are whole numbers. */
export type Keyset = readonly number[];

/** Arguments of a Relay connection. @see https://relay.dev/graphql/connections.htm#sec-Arguments */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A page as the database is asked for it. */
export interface PageRequest {
  readonly limit: number;
  /** True for `last`: read from the end, then turned round. */
  readonly backward: boolean;
  readonly after: Keyset | null;
  readonly before: Keyset | null;
}

/** Rows of a page with what is known about its neighbours. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The keyset of each item, in step with `items`. */
  readonly keysets: readonly Keyset[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Reads connection arguments; throws BAD_USER_INPUT for what is out of range. */
export function pageRequest(args: PageArguments, keysetLength: number): PageRequest {
  const { first = null, last = null } = args;
  if (first !== null && last !== null) throw badInput('Give first or last, not both.', 'first');
  const limit = first ?? last ?? PAGE_LIMITS.preset;
  if (limit < PAGE_LIMITS.minimum || limit > PAGE_LIMITS.maximum) {
    const bounds = `Must be from ${PAGE_LIMITS.minimum} to ${PAGE_LIMITS.maximum}.`;
    throw badInput(bounds, last === null ? 'first' : 'last');
  }
  return {
    limit,
    backward: last !== null,
    after: decodeCursor(args.after, 'after', keysetLength),
    before: decodeCursor(args.before, 'before', keysetLength),
  };
}

/** Turns one row more than the limit into a page; rows come in the order they were read. */
export function pageOf<T>(rows: readonly T[], request: PageRequest, keysetOf: (row: T) => Keyset): Page<T> {
  const more = rows.length > request.limit;
  const items = rows.slice(0, request.limit);
  if (request.backward) items.reverse();
  return {
    items,
    keysets: items.map(keysetOf),
    hasNextPage: request.backward ? request.before !== null : more,
    hasPreviousPage: request.backward ? more : request.after !== null,
  };
}

/** A keyset as the opaque text that clients hold. */
export function encodeCursor(keyset: Keyset): string {
  return Buffer.from(JSON.stringify(keyset)).toString('base64url');
}

function decodeCursor(cursor: string | null | undefined, argument: string, length: number): Keyset | null {
  if (cursor === null || cursor === undefined) return null;
  const keyset = parseKeyset(cursor);
  if (keyset === null || keyset.length !== length) throw badInput('Not a cursor of this list.', argument);
  return keyset;
}

function parseKeyset(cursor: string): Keyset | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) && value.every(Number.isSafeInteger) ? value : null;
  } catch {
    return null;
  }
}
