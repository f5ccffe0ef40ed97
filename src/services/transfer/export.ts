import type { Client } from '../../domain/client.js';
import type { Keyset } from '../../domain/page.js';
import type { JsonText } from '../../domain/source.js';
import type { Database } from '../../persistence/database.js';
import { ExportQueries, type Period } from '../../persistence/queries/export.queries.js';
import { callDataLine, callLine, deliveryLine } from './lines.js';

/** What is exported and how. */
export interface ExportOptions extends Period {
  readonly client: Client;
  /** ISO 3166-1 alpha-2, for a client that sets none. */
  readonly defaultCountry: string;
}

const CALLS_PER_PAGE = 100;
const DELIVERIES_PER_READ = 100;
const CALL_DATA_PER_PAGE = 500;

/**
 * The lines of an export: each call with the deliveries that speak of it in the order in which they came, then the
 * CallData that has not expired. A page is held at a time, whatever the database holds.
 */
export async function* exportLines(database: Database, options: ExportOptions): AsyncGenerator<JsonText> {
  const queries = new ExportQueries(database, options.client.id);
  yield* callLines(queries, options);
  const country = options.client.defaultCountry ?? options.defaultCountry;
  const now = Date.now();
  let after: Keyset | null = null;
  for (;;) {
    const records = await queries.callData(options, after, CALL_DATA_PER_PAGE, now);
    for (const record of records) yield callDataLine(record, country);
    const last = records.at(-1);
    if (last === undefined) return;
    after = [last.storedAt, last.id];
  }
}

async function* callLines(queries: ExportQueries, period: Period): AsyncGenerator<JsonText> {
  let after: Keyset | null = null;
  for (;;) {
    const calls = await queries.calls(period, after, CALLS_PER_PAGE);
    for (const call of calls) {
      yield callLine(call);
      for (let from = 0; from < call.deliveries.length; from += DELIVERIES_PER_READ) {
        const ids = call.deliveries.slice(from, from + DELIVERIES_PER_READ);
        for (const delivery of await queries.deliveries(ids)) yield deliveryLine(delivery, call);
      }
    }
    const last = calls.at(-1);
    if (last === undefined) return;
    after = [last.listedAt, last.id];
  }
}
