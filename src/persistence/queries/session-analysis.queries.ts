import type { SessionFilter } from '../../domain/filter.js';
import type { Page, PageRequest } from '../../domain/page.js';
import type { SessionAnalysis } from '../../domain/session-analysis.js';
import type { JsonText } from '../../domain/source.js';
import type { Database } from '../database.js';
import { list, type Sql, sql } from '../sql.js';
import { countOf } from './call.queries.js';
import { select } from './columns.js';
import { all, CURRENT_ANALYSIS, type FilterScope, sessionConditions } from './conditions.js';
import { keysetConditions, keysetOrder, keysetPage } from './keyset.js';

const COLUMNS = select('a', {
  id: 'id',
  sessionRef: 'session_ref',
  revision: 'revision',
  completionRating: 'completion_rating',
  summary: 'summary',
  sentiment: 'sentiment',
  customData: 'custom_data',
  undeclaredKeys: 'undeclared_keys',
  missingKeys: 'missing_keys',
  model: 'model',
  analyzedAt: 'analyzed_at',
});

type AnalysisRow = Omit<SessionAnalysis, 'undeclaredKeys' | 'missingKeys'> & {
  readonly undeclaredKeys: JsonText;
  readonly missingKeys: JsonText;
};

const NEWEST_FIRST = { alias: 'a', column: 'analyzed_at', descending: true };
const CURRENT = sql`agent_session s JOIN ${CURRENT_ANALYSIS}`;

/** Reads what analyses made of sessions. Lists show the current one of each session. */
export class SessionAnalysisQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async page(scope: FilterScope, request: PageRequest, filter: SessionFilter): Promise<Page<SessionAnalysis>> {
    const conditions = [...sessionConditions(scope, filter), ...keysetConditions(NEWEST_FIRST, request)];
    const rows = await this.#database.read<AnalysisRow>(
      sql`SELECT ${COLUMNS} FROM ${CURRENT} WHERE ${all(conditions)} ${keysetOrder(NEWEST_FIRST, request)}`,
    );
    return keysetPage(rows, request, (row) => [row.analyzedAt, row.id], analysisOf);
  }

  count(scope: FilterScope, filter: SessionFilter): Promise<number> {
    const conditions = all(sessionConditions(scope, filter));
    return countOf(this.#database, sql`SELECT count(*) AS count FROM ${CURRENT} WHERE ${conditions}`);
  }

  async byId(client: number, ids: readonly number[]): Promise<Map<number, SessionAnalysis>> {
    const rows = await this.#database.read<AnalysisRow>(
      sql`SELECT ${COLUMNS} FROM session_analysis a WHERE a.client_id = ${client} AND a.id IN ${list(ids)}`,
    );
    return new Map(rows.map((row) => [row.id, analysisOf(row)]));
  }

  async bySession(client: number, sessions: readonly number[]): Promise<Map<number, SessionAnalysis>> {
    const rows = await this.#current(sql`s.client_id = ${client} AND s.id IN ${list(sessions)}`);
    return new Map(rows.map((row) => [row.sessionRef, analysisOf(row)]));
  }

  /** Of a call's sessions the latest one that was analysed. */
  async byCall(client: number, calls: readonly number[]): Promise<Map<number, SessionAnalysis>> {
    const rows = await this.#current(sql`s.client_id = ${client} AND s.call_ref IN ${list(calls)}
      ORDER BY s.listed_at, s.session_id`);
    return new Map(rows.map((row) => [row.callRef, analysisOf(row)]));
  }

  /** Of these analyses the ids of those that the filter holds for; each by what it says itself, current or not. */
  async matching(scope: FilterScope, ids: readonly number[], filter: SessionFilter): Promise<Set<number>> {
    const conditions = all([...sessionConditions(scope, filter), sql`a.id IN ${list(ids)}`]);
    const rows = await this.#database.read<{ id: number }>(sql`SELECT a.id FROM agent_session s
      JOIN session_analysis a ON a.client_id = s.client_id AND a.session_ref = s.id WHERE ${conditions}`);
    return new Set(rows.map((row) => row.id));
  }

  #current(where: Sql): Promise<(AnalysisRow & { callRef: number })[]> {
    return this.#database.read(sql`SELECT ${COLUMNS}, s.call_ref AS "callRef" FROM ${CURRENT} WHERE ${where}`);
  }
}

function analysisOf(row: AnalysisRow): SessionAnalysis {
  const { id, sessionRef, revision, completionRating, summary, sentiment, customData, model, analyzedAt } = row;
  const undeclaredKeys = JSON.parse(row.undeclaredKeys) as string[];
  const missingKeys = JSON.parse(row.missingKeys) as string[];
  const said = { completionRating, summary, sentiment, customData, undeclaredKeys, missingKeys, model, analyzedAt };
  return { id, sessionRef, revision, ...said };
}
