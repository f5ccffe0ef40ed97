import type Database from 'better-sqlite3';

/** A row as better-sqlite3 gives it. */
// biome-ignore lint/suspicious/noExplicitAny: columns are as loose here as they are in hand-written endpoints.
export type Row = Record<string, any>;

/** A state as the endpoints answer it. */
export interface StateView {
  readonly key: string;
  readonly name: string | null;
}

/** States never change, so each is read once. */
export function stateCache(database: Database.Database): (id: number | null) => StateView | null {
  const statement = database.prepare('SELECT "key", name FROM state WHERE id = ?');
  const known = new Map<number, StateView>();
  return (id) => {
    if (id === null) return null;
    let state = known.get(id);
    if (state === undefined) {
      const { key, name } = statement.get(id) as { key: string; name: string };
      state = { key, name: name === '' ? null : name };
      known.set(id, state);
    }
    return state;
  };
}

/** A point in time as JSON has it. */
export const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** A page of one row more than asked, with where the next one begins. */
export function pageOf(rows: Row[], size: number, column: string, view: (row: Row) => object): object {
  const more = rows.length > size;
  if (more) rows.pop();
  const last = rows.at(-1) as Row;
  const endCursor = Buffer.from(JSON.stringify([last[column], last['id']])).toString('base64url');
  return { nodes: rows.map(view), pageInfo: { hasNextPage: more, endCursor } };
}

/** Rows under the value of a column, in their order. */
export function groupBy(rows: Row[], column: string): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group === undefined) groups.set(row[column], [row]);
    else group.push(row);
  }
  return groups;
}
