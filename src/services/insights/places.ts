import type { State } from '../../domain/state-transition.js';
import type { StateRow } from '../../persistence/queries/figure.queries.js';

/**
 * Where calls can be: states that share a key are one place, whose number is the lowest of their ids. A lower one may
 * appear later, so what was counted before is brought to its place again when it is added up.
 */
export class Places {
  readonly #byId = new Map<number, number>();
  readonly #byKey = new Map<string, number>();
  readonly #rows = new Map<number, StateRow>();

  /** By ascending id; the last of a key gives the place its name. */
  constructor(rows: readonly StateRow[]) {
    for (const row of rows) {
      const place = this.#byKey.get(row.key) ?? row.id;
      this.#byKey.set(row.key, place);
      this.#byId.set(row.id, place);
      this.#rows.set(place, row);
      this.#name(row.name, place);
    }
  }

  readonly #named = new Map<string, Set<number>>();

  #name(name: string, place: number): void {
    const places = this.#named.get(name);
    if (places === undefined) this.#named.set(name, new Set([place]));
    else places.add(place);
  }

  /** The place of a state's id. */
  of(id: number): number {
    return this.#byId.get(id) ?? id;
  }

  /** The state with a key, under the name that was seen last. */
  stateOf(key: string): State | null {
    const place = this.#byKey.get(key);
    return place === undefined ? null : this.stateAt(place);
  }

  /** The state at a place, under the name that was seen last. */
  stateAt(place: number): State | null {
    const row = this.#rows.get(place);
    if (row === undefined) return null;
    const { key, stateId, name, dialogName } = row;
    return { key, stateId, name: name === '' ? null : name, dialogName: dialogName === '' ? null : dialogName };
  }

  /** The places that bear or bore a name. */
  named(name: string): ReadonlySet<number> {
    return this.#named.get(name) ?? NONE;
  }
}

const NONE: ReadonlySet<number> = new Set();
