import { isJson } from '../../domain/json.js';
import type { Page, PageRequest } from '../../domain/page.js';
import type { Instant, Source } from '../../domain/source.js';
import type { QuarantinedEvent } from '../../domain/source-event.js';
import type { Database } from '../database.js';
import { list, type Sql, sql } from '../sql.js';
import { countOf } from './call.queries.js';
import { all } from './conditions.js';
import { keysetConditions, keysetOrder, keysetPage } from './keyset.js';

const NEWEST_FIRST = { alias: 'e', column: 'received_at', descending: true };

/** A quarantined delivery with the text as it was kept. */
export interface QuarantinedText {
  readonly id: number;
  readonly source: Source;
  readonly receivedAt: Instant;
  readonly body: string;
  /** What its address named, as a JSON object; null for nothing. */
  readonly address: string | null;
}

/** Reads deliveries that nobody understood. */
export class SourceEventQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async page(client: number, request: PageRequest, source: Source | null): Promise<Page<QuarantinedEvent>> {
    const where = all([...quarantined(client, source), ...keysetConditions(NEWEST_FIRST, request)]);
    const rows = await this.#read(sql`${where} ${keysetOrder(NEWEST_FIRST, request)}`);
    return keysetPage(rows, request, (row) => [row.receivedAt, row.id], shown);
  }

  count(client: number, source: Source | null): Promise<number> {
    const where = all(quarantined(client, source));
    return countOf(this.#database, sql`SELECT count(*) AS count FROM source_event e WHERE ${where}`);
  }

  async byId(client: number, ids: readonly number[]): Promise<Map<number, QuarantinedEvent>> {
    const rows = await this.#read(sql`${all(quarantined(client, null))} AND e.id IN ${list(ids)}`);
    return new Map(rows.map((row) => [row.id, shown(row)]));
  }

  /** The texts themselves, to be read again; in the order in which they came. */
  texts(client: number, ids: readonly number[]): Promise<QuarantinedText[]> {
    return this.#database.read<QuarantinedText>(sql`SELECT e.id, e.source, e.received_at AS "receivedAt", e.body, e.address FROM source_event e
      WHERE ${all(quarantined(client, null))} AND e.id IN ${list(ids)} ORDER BY e.id`);
  }

  #read(where: Sql): Promise<QuarantinedEvent[]> {
    return this.#database.read<QuarantinedEvent>(sql`
      SELECT e.id, e.source, e.received_at AS "receivedAt", e.error, e.body FROM source_event e WHERE ${where}`);
  }
}

function quarantined(client: number, source: Source | null): Sql[] {
  const said = source === null ? [] : [sql`e.source = ${source}`];
  return [sql`e.client_id = ${client}`, sql`e.quarantined = ${true}`, ...said];
}

// What is no JSON is shown as a JSON string.
function shown(row: QuarantinedEvent): QuarantinedEvent {
  return isJson(row.body) ? row : { ...row, body: JSON.stringify(row.body) };
}
