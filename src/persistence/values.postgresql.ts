import { TypeOverrides, types } from 'pg';

/** Reads 64-bit integers as numbers: ids and milliseconds are far below 2^53. */
export const parsers = new TypeOverrides();
parsers.setTypeParser(types.builtins.INT8, Number);

/** A value as PostgreSQL can hold it: text may not contain NUL there, so it is written as an escape. */
export function storable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\\u0000') : value;
}

/** The values of a statement as PostgreSQL can hold them, those of lists included. */
export function bound(values: readonly unknown[]): unknown[] {
  return values.map((value) => (Array.isArray(value) ? value.map(storable) : storable(value)));
}
