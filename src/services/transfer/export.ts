import type { Client } from '../../domain/client.js';
import type { JsonText } from '../../domain/source.js';
import type { Database } from '../../persistence/database.js';
import { ExportQueries, type Period } from '../../persistence/queries/export.queries.js';
import { callDataLine, deliveryLine } from './lines.js';

/** What is exported and how: what was received in a period. */
export interface ExportOptions extends Period {
  readonly client: Client;
  /** ISO 3166-1 alpha-2, for a client that sets none. */
  readonly defaultCountry: string;
}

const PAGE = 200;

/**
 * The lines of an export: the deliveries in the order in which they came, from which every call follows with all its
 * records, then the CallData that has not expired. A page is held at a time, whatever the database holds.
 */
export async function* exportLines(database: Database, options: ExportOptions): AsyncGenerator<JsonText> {
  const queries = new ExportQueries(database, options.client.id);
  for await (const delivery of paged((after) => queries.deliveries(options, after, PAGE))) yield deliveryLine(delivery);
  const country = options.client.defaultCountry ?? options.defaultCountry;
  const now = Date.now();
  for await (const record of paged((after) => queries.callData(options, after, PAGE, now))) {
    yield callDataLine(record, country);
  }
}

async function* paged<Row extends { readonly id: number }>(
  read: (after: number) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let page = await read(0); page.length > 0; page = await read((page.at(-1) as Row).id)) yield* page;
}
