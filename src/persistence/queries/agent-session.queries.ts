import type { AgentSession, AgentVersion } from '../../domain/agent-session.js';
import type { SessionFilter } from '../../domain/filter.js';
import type { Page, PageRequest } from '../../domain/page.js';
import type { JsonText } from '../../domain/source.js';
import type { Database } from '../database.js';
import { list, raw, type Sql, sql } from '../sql.js';
import { countOf, grouped } from './call.queries.js';
import { select } from './columns.js';
import { all, CURRENT_ANALYSIS, type FilterScope, sessionConditions } from './conditions.js';
import { keysetConditions, keysetOrder, keysetPage } from './keyset.js';

const COLUMNS = select('s', {
  id: 'id',
  callRef: 'call_ref',
  sessionId: 'session_id',
  conversationId: 'conversation_id',
  lifecycle: 'lifecycle',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  endedReason: 'ended_reason',
  agentVersion: 'agent_version',
  transcript: 'transcript',
  translatedTranscript: 'translated_transcript',
  language: 'language',
  translationLanguage: 'translation_language',
  listedAt: 'listed_at',
});

type SessionRow = Omit<AgentSession, 'agentVersion'> & {
  readonly agentVersion: JsonText | null;
  readonly listedAt: number;
};

const NEWEST_FIRST = { alias: 's', column: 'listed_at', descending: true };

/** Reads agents' sessions. */
export class AgentSessionQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async page(scope: FilterScope, request: PageRequest, filter: SessionFilter): Promise<Page<AgentSession>> {
    const conditions = [...sessionConditions(scope, filter), ...keysetConditions(NEWEST_FIRST, request)];
    const rows = await this.#database.read<SessionRow>(
      sql`SELECT ${COLUMNS} FROM ${fromOf(filter)} WHERE ${all(conditions)} ${keysetOrder(NEWEST_FIRST, request)}`,
    );
    return keysetPage(rows, request, (row) => [row.listedAt, row.id], sessionOf);
  }

  count(scope: FilterScope, filter: SessionFilter): Promise<number> {
    const conditions = all(sessionConditions(scope, filter));
    return countOf(this.#database, sql`SELECT count(*) AS count FROM ${fromOf(filter)} WHERE ${conditions}`);
  }

  async bySessionId(client: number, sessionId: string): Promise<AgentSession | null> {
    return (await this.#read(sql`s.client_id = ${client} AND s.session_id = ${sessionId}`))[0] ?? null;
  }

  async byId(client: number, ids: readonly number[]): Promise<Map<number, AgentSession>> {
    const rows = await this.#read(sql`s.client_id = ${client} AND s.id IN ${list(ids)}`);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** In the order in which they began. */
  async byCall(client: number, calls: readonly number[]): Promise<Map<number, AgentSession[]>> {
    const rows = await this.#read(sql`s.client_id = ${client} AND s.call_ref IN ${list(calls)}
      ORDER BY s.call_ref, s.listed_at, s.session_id`);
    return grouped(
      rows,
      (row) => row.callRef,
      (row) => row,
    );
  }

  async #read(where: Sql): Promise<AgentSession[]> {
    const rows = await this.#database.read<SessionRow>(sql`SELECT ${COLUMNS} FROM agent_session s WHERE ${where}`);
    return rows.map(sessionOf);
  }
}

// The analysis is joined only where the filter speaks of it.
function fromOf({ sentiment, completionRating }: SessionFilter): Sql {
  return sentiment || completionRating ? sql`agent_session s JOIN ${CURRENT_ANALYSIS}` : raw('agent_session s');
}

function sessionOf({ listedAt, agentVersion, ...row }: SessionRow): AgentSession {
  return { ...row, agentVersion: agentVersion === null ? null : (JSON.parse(agentVersion) as AgentVersion) };
}
