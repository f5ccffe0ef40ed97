import { plainText } from '../../domain/transaction.js';
import type { AgentSessionEntity } from '../../persistence/entities/agent-session.entity.js';
import type { MessageEntity } from '../../persistence/entities/message.entity.js';
import type { SessionAnalysisEntity } from '../../persistence/entities/session-analysis.entity.js';
import type { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import type { TextPiece } from '../../persistence/text-index.js';
import type { Recording } from './recording.js';
import type { Changes, RowChanges } from './row-changes.js';

/** Keeps the full-text index in step with the rows that a unit of work makes or changes. */
export async function writeWords({ unit, tables, client }: Recording, changes: Changes): Promise<void> {
  const { transactions, messages, sessions, analyses } = changes;
  const again = rowsOf(analyses).filter((row) => row.revision > 1 || analyses.revised.has(row.id));
  const keys = [...new Set(again.map((row) => row.sessionRef))].map((session) => [client.id, session]);
  const earlier = await unit.find(tables.sessionAnalysis, ['id'], ['client', 'sessionRef'], keys);
  const revised = [transactions, messages, sessions].flatMap((rows: RowChanges<{ id: number }>) => [
    ...rows.revised.keys(),
  ]);
  await unit.removeWords(client.id, [...revised, ...earlier.map(({ id }) => id)]);
  await unit.addWords([
    ...rowsOf(transactions).map(piecesOf.transaction),
    ...rowsOf(messages).map(piecesOf.message),
    ...rowsOf(sessions).map(piecesOf.session),
    ...currentOf(rowsOf(analyses)).map(piecesOf.analysis),
  ]);
}

/** What is searched of each kind of record. */
export const piecesOf = {
  transaction: (row: Pick<TransactionEntity, 'client' | 'id' | 'text' | 'prompt'>): TextPiece =>
    piece(row, row.text, plainText(row.prompt)),
  message: (row: Pick<MessageEntity, 'client' | 'id' | 'body' | 'translatedBody'>): TextPiece =>
    piece(row, row.body, row.translatedBody),
  session: (row: Pick<AgentSessionEntity, 'client' | 'id' | 'transcript' | 'translatedTranscript'>): TextPiece =>
    piece(row, row.transcript, row.translatedTranscript),
  analysis: (row: Pick<SessionAnalysisEntity, 'client' | 'id' | 'summary'>): TextPiece => piece(row, row.summary),
};

function piece({ client, id }: { client: number; id: number }, ...texts: (string | null)[]): TextPiece {
  return { client, ref: id, texts };
}

function rowsOf<Row extends { id: number }>({ created, revised }: RowChanges<Row>): Row[] {
  return [...created.values(), ...revised.values()];
}

// Of several revisions made at once the last one alone is found.
function currentOf(rows: readonly SessionAnalysisEntity[]): SessionAnalysisEntity[] {
  const latest = new Map<number, SessionAnalysisEntity>();
  for (const row of rows)
    if (row.revision > (latest.get(row.sessionRef)?.revision ?? 0)) latest.set(row.sessionRef, row);
  return [...latest.values()];
}
