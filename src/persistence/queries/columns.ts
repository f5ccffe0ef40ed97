import type { Fields } from '../../domain/ports.js';
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

/** Columns by property; a column's name, or an expression under `sql`. */
export type Columns = Readonly<Record<string, string | { readonly sql: string }>>;

/**
 * Which columns a read brings: those that it always needs, and those of the fields that will be looked at, since
 * each column costs as much as it takes to make its value.
 */
export class Projection {
  readonly #alias: string;
  readonly #always: Columns;
  readonly #byField: Readonly<Record<string, Columns>>;
  readonly #every: Sql;
  readonly #chosen = new WeakMap<object, Sql>();

  constructor(alias: string, always: Columns, byField: Readonly<Record<string, Columns>>) {
    this.#alias = alias;
    this.#always = always;
    this.#byField = byField;
    this.#every = this.#select(Object.keys(byField));
  }

  /** The select list for these fields; for null, every column. */
  columns(fields: Fields): Sql {
    if (fields === null) return this.#every;
    let columns = this.#chosen.get(fields);
    if (columns === undefined) {
      columns = this.#select(Object.keys(this.#byField).filter((field) => fields.has(field)));
      this.#chosen.set(fields, columns);
    }
    return columns;
  }

  #select(fields: readonly string[]): Sql {
    const columns: Columns = Object.assign({}, this.#always, ...fields.map((field) => this.#byField[field]));
    const pieces = Object.entries(columns).map(([property, column]) => {
      return `${typeof column === 'string' ? `${this.#alias}."${column}"` : column.sql} AS "${property}"`;
    });
    return raw(pieces.join(', '));
  }
}

/** Columns that are each needed by the field of the same name alone. */
export function each(columns: Readonly<Record<string, string>>): Record<string, Columns> {
  return Object.fromEntries(Object.entries(columns).map(([property, column]) => [property, { [property]: column }]));
}
