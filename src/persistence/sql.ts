import type { Dialect } from './orm.js';

/** A piece of SQL with its values; pieces nest, values never become text. */
export class Sql {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly unknown[],
  ) {}
}

/** ``sql`SELECT * FROM call WHERE client_id = ${client} ${more}` ``: a value is bound, a piece is put in place. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return new Sql(strings, values);
}

/** SQL that stands in the program's own text. Never given anything from outside. */
export function raw(text: string): Sql {
  return new Sql([text], []);
}

/**
 * A whole number in the statement's own text, for LIMIT and what is compared with a place in a list: where such a
 * number is bound, SQLite looks at it to plan, and so plans anew with each run, which takes as long as to read a page.
 */
export function whole(value: number): Sql {
  if (!Number.isSafeInteger(value)) throw new Error('A whole number is written as one.');
  return raw(String(value));
}

/** Pieces joined by another, e.g. conditions by ` AND `. */
export function join(pieces: readonly Sql[], separator: string): Sql {
  if (pieces.length === 0) return raw('');
  return new Sql(['', ...pieces.slice(1).map(() => separator), ''], pieces);
}

/** A list of ids or words for `${column} IN ${list(values)}`, bound as one value whatever its length. */
export class List {
  constructor(readonly items: readonly (number | string)[]) {}
}
export const list = (items: readonly (number | string)[]): List => new List(items);

/** A piece of SQL that the dialects write in different ways. */
export class ByDialect {
  constructor(readonly pieces: Readonly<Record<Dialect, Sql>>) {}
}
export const byDialect = (pieces: Readonly<Record<Dialect, Sql>>): Sql => new Sql(['', ''], [new ByDialect(pieces)]);

/** SQL as one dialect takes it. */
export interface CompiledSql {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** Writes the pieces out for a dialect: `?` for SQLite, `$1` for PostgreSQL. */
export function compile(query: Sql, dialect: Dialect): CompiledSql {
  const parameters: unknown[] = [];
  return { text: write(query, dialect, parameters), parameters };
}

function write(query: Sql, dialect: Dialect, parameters: unknown[]): string {
  let text = query.strings[0] ?? '';
  for (let i = 0; i < query.values.length; i++) {
    const value = query.values[i];
    if (dialect === 'postgresql' && value instanceof List && IN.test(text) && value.items.length > 0) {
      // Of an array it knows how much will be found; of a subquery it would have to guess.
      text = `${text.replace(IN, '= ANY ')}(${arrayOf(value, parameters)})`;
    } else text += writeValue(value, dialect, parameters);
    text += query.strings[i + 1] ?? '';
  }
  return text;
}

const IN = /(?<!\bNOT )\bIN $/;

function writeValue(value: unknown, dialect: Dialect, parameters: unknown[]): string {
  if (value instanceof Sql) return write(value, dialect, parameters);
  if (value instanceof ByDialect) return write(value.pieces[dialect], dialect, parameters);
  if (value instanceof List) return writeList(value, dialect, parameters);
  parameters.push(dialect === 'sqlite' && typeof value === 'boolean' ? Number(value) : value);
  return dialect === 'sqlite' ? '?' : `$${parameters.length}`;
}

function writeList(value: List, dialect: Dialect, parameters: unknown[]): string {
  // Nothing equals NULL; an empty array would need a type, which nobody knows without an item.
  if (value.items.length === 0) return '(NULL)';
  if (dialect === 'postgresql') return `(SELECT unnest(${arrayOf(value, parameters)}))`;
  parameters.push(JSON.stringify(value.items));
  return '(SELECT value FROM json_each(?))';
}

function arrayOf({ items }: List, parameters: unknown[]): string {
  parameters.push(items);
  return `$${parameters.length}::${items.every((item) => typeof item === 'number') ? 'bigint' : 'text'}[]`;
}
