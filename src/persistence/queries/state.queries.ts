import { LRUCache } from 'lru-cache';
import type { State } from '../../domain/state-transition.js';
import type { Reads } from '../database.js';
import { list, sql } from '../sql.js';

const STATES_KEPT = 50_000;

/** States by internal id, so that rows hold a number and readers still see the whole state. */
export type States = ReadonlyMap<number, State>;

interface StateRow {
  readonly id: number;
  readonly key: string;
  readonly stateId: string;
  readonly name: string;
  readonly dialogName: string;
}

/** Reads states. A state's row never changes, so those that were read once are remembered. */
export class StateQueries {
  readonly #database: Reads;
  readonly #known = new LRUCache<string, State>({ max: STATES_KEPT });

  constructor(database: Reads) {
    this.#database = database;
  }

  /** The states with these ids; null ids are passed over. */
  async byId(client: number, ids: Iterable<number | null>): Promise<States> {
    const states = new Map<number, State>();
    const missing = new Set<number>();
    for (const id of ids) {
      if (id === null || states.has(id)) continue;
      const state = this.#known.get(`${client} ${id}`);
      if (state === undefined) missing.add(id);
      else states.set(id, state);
    }
    for (const row of missing.size === 0 ? [] : await this.#read(client, [...missing])) {
      const state = stateOf(row);
      this.#known.set(`${client} ${row.id}`, state);
      states.set(row.id, state);
    }
    return states;
  }

  /** Internal ids of the states with one of these ids or names. */
  async named(client: number, names: readonly string[]): Promise<number[]> {
    const wanted = list(names);
    const rows = await this.#database.read<{ id: number }>(
      sql`SELECT id FROM state WHERE client_id = ${client} AND (state_id IN ${wanted} OR name IN ${wanted})`,
    );
    return rows.map((row) => row.id);
  }

  #read(client: number, ids: readonly number[]): Promise<StateRow[]> {
    return this.#database.read<StateRow>(sql`
      SELECT id, "key", state_id AS "stateId", name, dialog_name AS "dialogName"
      FROM state WHERE client_id = ${client} AND id IN ${list(ids)}`);
  }
}

function stateOf({ key, stateId, name, dialogName }: StateRow): State {
  return { key, stateId, name: name === '' ? null : name, dialogName: dialogName === '' ? null : dialogName };
}
