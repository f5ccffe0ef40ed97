import { type Intent, LOW_CONFIDENCE, ratioOf } from '../../domain/insight.js';
import type { Database } from '../database.js';
import { type Sql, sql } from '../sql.js';

interface IntentRow {
  readonly name: string;
  readonly count: number;
  readonly calls: number;
  readonly unhandled: number;
  readonly confident: number;
  readonly low: number;
  readonly average: number | null;
}

/** Counts intents. */
export class InsightIntentQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Every intent of the wanted calls, in no order. */
  async intents(client: number, wanted: Sql): Promise<Intent[]> {
    const rows = await this.#database.read<IntentRow>(sql`WITH ${wanted}
      SELECT t.intent_name AS name, count(*) AS count, count(DISTINCT t.call_ref) AS calls,
        count(*) FILTER (WHERE NOT t.explicitly_handled) AS unhandled,
        count(t.intent_confidence) AS confident,
        count(*) FILTER (WHERE t.intent_confidence < ${LOW_CONFIDENCE}) AS low,
        avg(t.intent_confidence) AS average
      FROM wanted w JOIN "transaction" t ON t.client_id = ${client} AND t.call_ref = w.id
      WHERE t.kind = 'TURN' AND t.intent_name IS NOT NULL GROUP BY t.intent_name`);
    return rows.map(({ name, count, calls, unhandled, confident, low, average }) => ({
      name,
      count,
      calls,
      unhandled: ratioOf(unhandled, count),
      averageConfidence: average,
      lowConfidence: ratioOf(low, confident),
    }));
  }
}
