import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../domain/source.js';
import type { Database } from '../../persistence/database.js';
import { list, type Sql, sql } from '../../persistence/sql.js';
import type { UnitOfWork } from '../../persistence/unit-of-work.js';
import { payloadsOf, piecesOfCalls } from '../erasure/erase-records.js';
import { markPeriods } from '../recorder/periods.js';
import { type Tables, tablesOf } from '../recorder/recording.js';

/** The number of this job among those that one process at a time does. */
export const RETENTION = 1;

/** How much is removed at a time. */
export interface Steps {
  /** Rows that go in one step. */
  readonly batch: number;
  /** Ends it between two steps. */
  readonly signal?: AbortSignal;
}

/** Rows that a call has at the most in the common case: so many fewer calls than rows go in one step. */
const ROWS_PER_CALL = 50;

interface OldCall {
  readonly id: number;
  readonly listedAt: Instant;
}

/** Removes a client's calls from before an instant with all that belongs to them, a few at a time; how many there were. */
export async function removeCalls(
  database: Database,
  client: number,
  before: Instant,
  { batch, signal }: Steps,
): Promise<number> {
  const tables = tablesOf(database);
  const limit = Math.ceil(batch / ROWS_PER_CALL);
  let removed = 0;
  while (signal?.aborted !== true) {
    const old = await database.read<OldCall>(sql`SELECT id, listed_at AS "listedAt" FROM call
      WHERE ${expiredCalls(client, before)} AND held_at IS NULL ORDER BY listed_at, id LIMIT ${limit}`);
    if (old.length === 0) break;
    const count = await database.unitsOfWork.run((unit) => removeStep(unit, tables, client, old));
    if (count === null) break;
    removed += count;
    // SQLite works in this thread: whoever waits has their turn first.
    await setImmediate();
  }
  return removed;
}

/** Calls, merged ones included, whose time is over. */
export function expiredCalls(client: number, before: Instant): Sql {
  return sql`client_id = ${client} AND listed_at < ${before}`;
}

// Null where another process is at it. What was held meanwhile stays.
async function removeStep(
  unit: UnitOfWork,
  tables: Tables,
  client: number,
  old: readonly OldCall[],
): Promise<number | null> {
  if (!(await unit.tryLock(RETENTION))) return null;
  await unit.lock([client]);
  const keys = old.map(({ id }) => [client, id]);
  const rows = await unit.find(tables.call, ['id', 'listedAt', 'heldAt', 'mergedInto'], ['client', 'id'], keys);
  const free = rows.filter((row) => row.heldAt === null);
  const ids = free.map(({ id }) => id);
  await unit.removeWords(client, await piecesOfCalls(unit, tables, client, ids));
  for (const statement of removals(client, ids)) await unit.execute(statement);
  await markPeriods(
    unit,
    client,
    free.map(({ listedAt }) => listedAt),
  );
  return free.filter((row) => row.mergedInto === null).length;
}

function removals(client: number, calls: readonly number[]): Sql[] {
  const own = sql`client_id = ${client} AND call_ref IN ${list(calls)}`;
  return [
    sql`DELETE FROM source_event WHERE client_id = ${client} AND id IN (${payloadsOf(client, calls)})`,
    sql`DELETE FROM session_analysis WHERE client_id = ${client}
      AND session_ref IN (SELECT id FROM agent_session WHERE ${own})`,
    sql`DELETE FROM message WHERE ${own}`,
    sql`DELETE FROM agent_session WHERE ${own}`,
    sql`DELETE FROM hangup WHERE ${own}`,
    sql`DELETE FROM gateway_notice WHERE ${own}`,
    sql`DELETE FROM variable WHERE ${own}`,
    sql`DELETE FROM "transaction" WHERE ${own}`,
    sql`DELETE FROM call_identity WHERE ${own}`,
    sql`DELETE FROM call WHERE client_id = ${client} AND id IN ${list(calls)}`,
  ];
}

interface OldPayload {
  readonly id: number;
  readonly receivedAt: Instant;
}

/**
 * Removes a client's deliveries from before an instant, from the oldest on, until one is younger: ids follow time. Those
 * of calls that are held stay.
 */
export async function removePayloads(
  database: Database,
  client: number,
  before: Instant,
  { batch, signal }: Steps,
): Promise<number> {
  const held = await heldCalls(database, client);
  let removed = 0;
  let after = 0;
  while (signal?.aborted !== true) {
    const rows = await database.read<OldPayload>(sql`SELECT id, received_at AS "receivedAt" FROM source_event
      WHERE client_id = ${client} AND id > ${after} ORDER BY id LIMIT ${batch}`);
    const old = rows.filter(({ receivedAt }) => receivedAt < before).map(({ id }) => id);
    if (old.length === 0) break;
    after = old.at(-1) as number;
    removed += await database.unitsOfWork.run(async (unit) => {
      if (!(await unit.tryLock(RETENTION))) return 0;
      return unit.execute(sql`DELETE FROM source_event WHERE client_id = ${client} AND id IN ${list(old)}
        AND id NOT IN (${payloadsOf(client, held)})`);
    });
    await setImmediate();
  }
  return removed;
}

/** Calls that a legal hold keeps: few, and looked for once a round. */
export async function heldCalls(database: Pick<UnitOfWork, 'read'>, client: number): Promise<number[]> {
  const rows = await database.read<{ id: number }>(
    sql`SELECT id FROM call WHERE client_id = ${client} AND held_at IS NOT NULL AND merged_into IS NULL`,
  );
  return rows.map(({ id }) => id);
}
