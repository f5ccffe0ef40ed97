import { type SearchTerm, searchTerms } from '../../domain/search.js';
import { byDialect, raw, type Sql, sql } from '../sql.js';
import { wordOf } from '../text-index.js';

const PIECE = byDialect({ sqlite: raw('text_index.rowid'), postgresql: raw('text_index.ref') });

/** What holds for a call `c` in whose texts all that is asked for is found, each term in any of them. */
export function textConditions(client: number, few: boolean, text: string | null | undefined): Sql[] {
  if (text === null || text === undefined) return [];
  return searchTerms(text).map((term) => {
    const found = holds(client, term);
    return few
      ? sql`EXISTS (SELECT 1 FROM text_index WHERE ${PIECE} IN (${PIECES_OF_CALL}) AND ${found})`
      : sql`c.id IN (SELECT ${callOfPiece(client)} FROM text_index WHERE ${found})`;
  });
}

// Of a few calls each one's pieces are looked at; else the word is looked up, and leads to its calls.
const PIECES_OF_CALL = raw(`SELECT p.id FROM "transaction" p WHERE p.client_id = c.client_id AND p.call_ref = c.id
  UNION ALL SELECT p.id FROM message p WHERE p.client_id = c.client_id AND p.call_ref = c.id
  UNION ALL SELECT p.id FROM agent_session p WHERE p.client_id = c.client_id AND p.call_ref = c.id
  UNION ALL SELECT q.id FROM agent_session p JOIN session_analysis q ON q.client_id = p.client_id
    AND q.session_ref = p.id WHERE p.client_id = c.client_id AND p.call_ref = c.id`);

// Most pieces are turns, so these are looked for first.
function callOfPiece(client: number): Sql {
  return sql`COALESCE(
    (SELECT p.call_ref FROM "transaction" p WHERE p.client_id = ${client} AND p.id = ${PIECE}),
    (SELECT p.call_ref FROM message p WHERE p.client_id = ${client} AND p.id = ${PIECE}),
    (SELECT p.call_ref FROM agent_session p WHERE p.client_id = ${client} AND p.id = ${PIECE}),
    (SELECT p.call_ref FROM session_analysis q JOIN agent_session p ON p.client_id = q.client_id
      AND p.id = q.session_ref WHERE q.client_id = ${client} AND q.id = ${PIECE}))`;
}

function holds(client: number, { words, prefix }: SearchTerm): Sql {
  const own = words.map((word) => wordOf(client, word));
  return byDialect({
    sqlite: sql`text_index MATCH ${`"${own.join(' ')}"${prefix ? ' *' : ''}`}`,
    postgresql: sql`text_index.client_id = ${client}
      AND text_index.words @@ (${own.map((word) => `'${word}'`).join(' <-> ') + (prefix ? ':*' : '')})::tsquery`,
  });
}
