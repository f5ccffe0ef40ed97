import type { AuditEntry } from '../../domain/audit-entry.js';
import type { Page, PageRequest } from '../../domain/page.js';
import type { Database } from '../database.js';
import { list, type Sql, sql } from '../sql.js';
import { countOf } from './call.queries.js';
import { all } from './conditions.js';
import { keysetConditions, keysetOrder, keysetPage } from './keyset.js';

const NEWEST_FIRST = { alias: 'a', column: 'at', descending: true };

/** Reads a client's audit log, the newest first. */
export class AuditEntryQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async page(client: number, request: PageRequest): Promise<Page<AuditEntry>> {
    const where = all([sql`a.client_id = ${client}`, ...keysetConditions(NEWEST_FIRST, request)]);
    const rows = await this.#read(sql`${where} ${keysetOrder(NEWEST_FIRST, request)}`);
    return keysetPage(
      rows,
      request,
      (row) => [row.at, row.id],
      (row) => row,
    );
  }

  count(client: number): Promise<number> {
    return countOf(this.#database, sql`SELECT count(*) AS count FROM audit_entry a WHERE a.client_id = ${client}`);
  }

  async byId(client: number, ids: readonly number[]): Promise<Map<number, AuditEntry>> {
    const rows = await this.#read(sql`a.client_id = ${client} AND a.id IN ${list(ids)}`);
    return new Map(rows.map((row) => [row.id, row]));
  }

  #read(where: Sql): Promise<AuditEntry[]> {
    return this.#database.read<AuditEntry>(
      sql`SELECT a.id, a."at", a.actor, a.action, a.details FROM audit_entry a WHERE ${where}`,
    );
  }
}
