import { canonicalJson, isJson } from '../../domain/json.js';
import type { AnalysisRecord } from '../../domain/record.js';
import { Sentiment } from '../../domain/session-analysis.js';
import type { SessionAnalysisEntity } from '../../persistence/entities/session-analysis.entity.js';
import type { Application, Arrival } from './application.js';
import { every } from './call-context.js';

const SAID = [
  'completionRating',
  'summary',
  'sentiment',
  'customData',
  'undeclaredKeys',
  'missingKeys',
  'model',
] as const;

/** Adds a revision of a session's analysis, unless the current one says the same; returns the one that stands. */
export async function applyAnalysis(
  { recording, changes }: Application,
  record: AnalysisRecord,
  { received, sourceEventRef }: Arrival,
  sessionRef: number,
): Promise<number> {
  const { unit, tables, client, ids } = recording;
  const columns = every(tables.sessionAnalysis);
  const stored = await unit.find(tables.sessionAnalysis, columns, ['client', 'sessionRef'], [[client.id, sessionRef]]);
  const known = stored.map((row) => changes.analyses.get(row.id) ?? row);
  const own = [...changes.analyses.created.values()].filter((row) => row.sessionRef === sessionRef);
  const current = [...known, ...own].sort((one, other) => one.revision - other.revision).at(-1);
  const said = withKnown(record, current);
  if (current !== undefined && SAID.every((field) => isSame(current[field], said[field]))) return current.id;
  const row: SessionAnalysisEntity = {
    client: client.id,
    id: ids.next(),
    sessionRef,
    revision: (current?.revision ?? 0) + 1,
    ...said,
    analyzedAt: record.analyzedAt ?? received.receivedAt,
    sourceEventRef,
  };
  changes.analyses.create(row);
  return row.id;
}

// What an analysis does not say stays as it was: null never replaces a value.
function withKnown(record: AnalysisRecord, current: SessionAnalysisEntity | undefined) {
  const customData = record.customData ?? current?.customData ?? null;
  const issues = record.declaredKeys === null && current !== undefined ? current : keyIssues({ ...record, customData });
  return {
    completionRating: record.completionRating ?? current?.completionRating ?? null,
    summary: record.summary ?? current?.summary ?? null,
    sentiment: record.sentiment === Sentiment.UNKNOWN ? (current?.sentiment ?? record.sentiment) : record.sentiment,
    customData,
    undeclaredKeys: issues.undeclaredKeys,
    missingKeys: issues.missingKeys,
    model: record.model ?? current?.model ?? null,
  };
}

// Data is compared without regard to the order of its keys.
function isSame(one: string | null, other: string | null): boolean {
  if (one === other || one === null || other === null) return one === other;
  return isJson(one) && isJson(other) && canonicalJson(one) === canonicalJson(other);
}

// Soft: data that does not fit the agent's own schema is kept, and said so.
function keyIssues({ customData, declaredKeys }: AnalysisRecord) {
  const given = customData === null ? null : (JSON.parse(customData) as unknown);
  if (declaredKeys === null || typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { undeclaredKeys: '[]', missingKeys: '[]' };
  }
  const keys = Object.keys(given);
  return {
    undeclaredKeys: JSON.stringify(keys.filter((key) => !declaredKeys.includes(key)).sort()),
    missingKeys: JSON.stringify(declaredKeys.filter((key) => !keys.includes(key)).sort()),
  };
}
