import { setImmediate } from 'node:timers/promises';
import type { Database } from '../persistence/database.js';
import { list, sql } from '../persistence/sql.js';
import type { TextPiece } from '../persistence/text-index.js';
import type { UnitOfWork } from '../persistence/unit-of-work.js';
import { type Tables, tablesOf } from './recorder/recording.js';
import { piecesOf } from './recorder/words.js';

interface Unindexed {
  readonly client: number;
  readonly id: number;
}

/**
 * Indexes records that stood before there was a full-text index, in steps, the latest first. Returns how many there
 * were. Each step is done again by whoever comes next if it was cut off; two processes that do the same do no harm.
 */
export async function indexEarlierTexts(
  database: Database,
  { batch, signal }: { readonly batch: number; readonly signal?: AbortSignal },
): Promise<number> {
  const tables = tablesOf(database);
  let indexed = 0;
  while (signal?.aborted !== true) {
    const rows = await database.read<Unindexed>(
      sql`SELECT client_id AS client, id FROM text_unindexed ORDER BY client_id, id DESC LIMIT ${batch}`,
    );
    const client = rows[0]?.client;
    if (client === undefined) break;
    const ids = rows.filter((row) => row.client === client).map((row) => row.id);
    await database.unitsOfWork.run((unit) => indexStep(unit, tables, client, ids));
    indexed += ids.length;
    // SQLite works in this thread: whoever waits has their turn first.
    await setImmediate();
  }
  return indexed;
}

async function indexStep(unit: UnitOfWork, tables: Tables, client: number, ids: readonly number[]): Promise<void> {
  await unit.lock([client]);
  await unit.removeWords(client, ids);
  await unit.addWords(await standingPieces(unit, tables, client, ids));
  await unit.execute(sql`DELETE FROM text_unindexed WHERE client_id = ${client} AND id IN ${list(ids)}`);
}

// An id is one record's alone, whatever its kind.
async function standingPieces(
  unit: UnitOfWork,
  { transaction, message, agentSession, sessionAnalysis }: Tables,
  client: number,
  ids: readonly number[],
): Promise<TextPiece[]> {
  const keys = ids.map((id) => [client, id]);
  const by = ['client', 'id'] as const;
  const turns = await unit.find(transaction, ['client', 'id', 'text', 'prompt'], by, keys);
  const messages = await unit.find(message, ['client', 'id', 'body', 'translatedBody'], by, keys);
  const sessions = await unit.find(agentSession, ['client', 'id', 'transcript', 'translatedTranscript'], by, keys);
  const analyses = await unit.find(sessionAnalysis, ['client', 'id', 'sessionRef', 'revision', 'summary'], by, keys);
  const all = await unit.find(
    sessionAnalysis,
    ['sessionRef', 'revision'],
    ['client', 'sessionRef'],
    analyses.map((row) => [client, row.sessionRef]),
  );
  const current = analyses.filter((row) =>
    all.every((other) => other.sessionRef !== row.sessionRef || other.revision <= row.revision),
  );
  return [
    ...turns.map(piecesOf.transaction),
    ...messages.map(piecesOf.message),
    ...sessions.map(piecesOf.session),
    ...current.map(piecesOf.analysis),
  ];
}
