import { setImmediate } from 'node:timers/promises';
import type { Client } from '../../domain/client.js';
import { ERASED_BODY } from '../../domain/erasure.js';
import type { ReadDelivery } from '../../domain/ports.js';
import { Source } from '../../domain/source.js';
import type { Database } from '../../persistence/database.js';
import { sql } from '../../persistence/sql.js';
import { namesIn } from '../recorder/quarantine-names.js';
import type { Person } from './person.js';

interface Delivery {
  readonly id: number;
  readonly source: Source;
  readonly eventType: string;
  readonly quarantined: boolean | number;
  readonly body: string;
  readonly address: string | null;
}

const READ_AT_ONCE = 200;

/**
 * The deliveries of a client that are about these calls, by any of their identifiers, and those in quarantine that name
 * the person: all are looked through, in steps, since records refer to the last delivery alone.
 */
export async function deliveriesAbout(
  database: Database,
  client: Client,
  person: Person,
  { identifiers, held }: { readonly identifiers: ReadonlySet<string>; readonly held: ReadonlySet<string> },
  read: ReadDelivery,
): Promise<Set<number>> {
  const found = new Set<number>();
  const isNamed = mentions([...identifiers]);
  let after = 0;
  for (;;) {
    const rows =
      await database.read<Delivery>(sql`SELECT id, source, event_type AS "eventType", quarantined, body, address FROM source_event
      WHERE client_id = ${client.id} AND id > ${after} AND body <> ${ERASED_BODY} ORDER BY id LIMIT ${READ_AT_ONCE}`);
    for (const row of rows) {
      const text = `${row.body}\n${row.address ?? ''}`;
      const namesPerson = isUntied(row) && person.isNamedIn(text);
      if (!namesPerson && !isNamed(text)) continue;
      const names = identifiersOf(row, read);
      if (names.some((name) => held.has(name))) continue;
      if (namesPerson || names.some((name) => identifiers.has(name))) found.add(row.id);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < READ_AT_ONCE) return found;
    after = last.id;
    // SQLite works in this thread: whoever waits has their turn first.
    await setImmediate();
  }
}

// What no call leads to: who is named in it says whose it is.
function isUntied({ quarantined, eventType }: Delivery): boolean {
  return Boolean(quarantined) || eventType === 'callData';
}

// Most deliveries are about others, and need not be read.
function mentions(identifiers: readonly string[]): (text: string) => boolean {
  if (identifiers.length === 0) return () => false;
  const escaped = identifiers.map((one) => one.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const pattern = new RegExp(escaped.join('|'));
  return (text) => pattern.test(text) || text.includes('\\u');
}

/** All by which a delivery names calls and records of calls. */
function identifiersOf({ source, body, address, quarantined }: Delivery, read: ReadDelivery): readonly string[] {
  // What mutations record is kept as it was given.
  if (quarantined || source === Source.API) return namesIn({ body, address });
  return read(source, body, address, true).flatMap(({ key, content }) => {
    const records = content.understood ? content.records : [];
    const names = records.flatMap((record) => {
      if (record.type === 'callData') return [record.callId];
      const own = record.type === 'transaction' ? [record.transactionId] : [];
      return [...own, ...record.identifiers.map(({ value }) => value)];
    });
    return key === null ? names : [key, ...names];
  });
}
