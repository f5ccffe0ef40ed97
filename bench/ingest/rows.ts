import { deepStrictEqual } from 'node:assert/strict';
import Database from 'better-sqlite3';

// Ids and the source differ between two ways of saying the same; everything else that is said does not.
const STORED = `SELECT t.transaction_id, t.sequence, t.kind, t.request_timestamp, t.response_time_ms, t.platform, t.language,
  t.release_id, t.user_context_id, t.caller_raw, t.text, t.prompt, t.reprompt, t.end_talk, t.terminal, t.intent_name,
  t.intent_confidence, t.intent_source_id, t.intent_ranking, t.slots, t.variables, t.handled, t.explicitly_handled,
  f."key" AS from_state, h."key" AS handled_by, n."key" AS to_state, c.call_id, c.status, c.turn_count, c.started_at
  FROM "transaction" t JOIN call c ON c.client_id = t.client_id AND c.id = t.call_ref
  LEFT JOIN state f ON f.id = t.from_state LEFT JOIN state h ON h.id = t.handled_by_state
  LEFT JOIN state n ON n.id = t.to_state ORDER BY t.transaction_id`;

/** Throws where two databases do not hold the same transactions. */
export function holdEqualRows(file: string, other: string): void {
  const [one, two] = [file, other].map((name) => {
    const database = new Database(name, { readonly: true });
    const rows = database.prepare(STORED).all();
    database.close();
    return rows;
  });
  if (one?.length === 0) throw new Error('Nothing was recorded.');
  deepStrictEqual(one, two);
}
