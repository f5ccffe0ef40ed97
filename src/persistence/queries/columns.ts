import { raw, type Sql } from '../sql.js';

/** A select list from `property: column`, each column under its property's name. */
export function select(alias: string, columns: Readonly<Record<string, string>>): Sql {
  return raw(
    Object.entries(columns)
      .map(([property, column]) => `${alias}."${column}" AS "${property}"`)
      .join(', '),
  );
}

/** SQLite keeps a boolean as 0 or 1. */
export function flag(value: unknown): boolean | null {
  return value === null || value === undefined ? null : value === true || value === 1;
}
