import type Database from 'better-sqlite3';
import type { Endpoint } from '../endpoints.ts';
import { groupBy, pageOf, type Row, type StateView, stateCache, time } from './rows.ts';

/** 50 calls with their ways through the dialogue: four statements. */
export function paths(database: Database.Database): Endpoint {
  const calls = database.prepare(`SELECT id, call_id, started_at, turn_count, fallback_count, listed_at FROM call
    WHERE client_id = ? AND merged_into IS NULL AND (listed_at, id) < (?, ?)
    ORDER BY listed_at DESC, id DESC LIMIT 51`);
  const moves = database.prepare(`SELECT call_ref, from_state, to_state FROM "transaction" WHERE client_id = ?
    AND call_ref IN (SELECT value FROM json_each(?)) AND kind <> 'HANGUP' ORDER BY call_ref, sequence`);
  const variables = database.prepare(`SELECT call_ref, variable_id, name, value FROM variable WHERE client_id = ?
    AND call_ref IN (SELECT value FROM json_each(?)) ORDER BY call_ref, variable_id`);
  const ends =
    database.prepare(`SELECT call_ref, source, occurred_at, initiator, "primary" FROM hangup WHERE client_id = ?
    AND call_ref IN (SELECT value FROM json_each(?)) ORDER BY call_ref, occurred_at, id`);
  const state = stateCache(database);

  const pathOf = (rows: Row[]) => {
    const path: StateView[] = [];
    for (const id of rows.flatMap((row) => [row['from_state'], row['to_state']])) {
      const one = state(id);
      if (one !== null && one.key !== path.at(-1)?.key) path.push(one);
    }
    return path;
  };
  return (client, listedAt, id) => {
    const page = calls.all(client, listedAt, id) as Row[];
    const refs = JSON.stringify(page.slice(0, 50).map((row) => row['id']));
    const movesOf = groupBy(moves.all(client, refs) as Row[], 'call_ref');
    const variablesOf = groupBy(variables.all(client, refs) as Row[], 'call_ref');
    const endsOf = groupBy(ends.all(client, refs) as Row[], 'call_ref');
    return pageOf(page, 50, 'listed_at', (row) => ({
      callId: row['call_id'],
      startedAt: time(row['started_at']),
      turnCount: row['turn_count'],
      fallbackCount: row['fallback_count'],
      path: pathOf(movesOf.get(row['id']) ?? []),
      variables: (variablesOf.get(row['id']) ?? []).map((variable) => ({
        id: variable['variable_id'],
        name: variable['name'],
        value: variable['value'] === null ? null : JSON.parse(variable['value']),
      })),
      hangups: (endsOf.get(row['id']) ?? []).map((end) => ({
        source: end['source'],
        occurredAt: time(end['occurred_at']),
        initiator: end['initiator'],
        primary: end['primary'] === 1,
      })),
    }));
  };
}
