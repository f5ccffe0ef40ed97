import { reasonCodeOrNull, wordOrNull } from '../../domain/erasure.js';
import { ownId } from '../../domain/privacy.js';
import { Source } from '../../domain/source.js';
import type { CallEntity } from '../../persistence/entities/call.entity.js';
import type { SourceEventEntity } from '../../persistence/entities/source-event.entity.js';
import { list, sql } from '../../persistence/sql.js';
import type { Table } from '../../persistence/table.js';
import type { UnitOfWork } from '../../persistence/unit-of-work.js';
import { periodOf } from '../insights/period.js';
import { deliveryKeyOf, hangupKeyOf, noticeKeyOf, partsOf } from '../privacy/stored-keys.js';
import { markPeriods } from '../recorder/periods.js';
import type { Tables } from '../recorder/recording.js';

/** Whose rows are erased. */
export interface Owner {
  /** The client's internal id. */
  readonly id: number;
  /** The client's keyed hash. */
  readonly keyed: (text: string) => string;
}

/**
 * Takes free texts out of what is counted or compared where it is a word: kinds and states of messages, platforms,
 * languages, reasons, ratings, keys and ids of the source's own. Each can be any text.
 */
export async function eraseWords(
  unit: UnitOfWork,
  tables: Tables,
  { id: client, keyed }: Owner,
  calls: readonly number[],
): Promise<void> {
  const keys = calls.map((call) => [client, call]);
  const ofCalls = <Row extends { callRef: number | null }, P extends keyof Row & string>(
    table: Table<Row>,
    properties: readonly P[],
    make: (row: Pick<Row, P>) => Partial<Row>,
  ) => rewrite(unit, table, properties, make, ['client', 'callRef'] as never, keys);

  await ofCalls(tables.transaction, FACTS, factsOf);
  await ofCalls(tables.hangup, [...FACTS, 'source', 'eventKey'], ({ source, eventKey, ...facts }) => ({
    ...{ ...factsOf(facts), eventKey: hangupKeyOf(source, eventKey, keyed) },
  }));
  await ofCalls(tables.gatewayNotice, [...FACTS, 'source', 'eventKey', 'reasonCodeRaw'], (row) => ({
    ...{ ...factsOf(row), eventKey: noticeKeyOf(row.source, row.eventKey, keyed) },
    reasonCodeRaw: reasonCodeOrNull(row.reasonCodeRaw),
  }));
  await ofCalls(tables.agentSession, [...FACTS, 'endedReason', 'translationLanguage'], (row) => ({
    ...{ ...factsOf(row), endedReason: wordOrNull(row.endedReason) },
    translationLanguage: wordOrNull(row.translationLanguage),
  }));
  await ofCalls(tables.message, ['messageId', 'mode', 'type', 'deliveryStatus', 'language'], (row) => ({
    ...{ messageId: ownId(row.messageId, keyed), mode: wordOrNull(row.mode), type: wordOrNull(row.type) },
    ...{ deliveryStatus: wordOrNull(row.deliveryStatus), language: wordOrNull(row.language) },
  }));
  const sessions = await unit.find(tables.agentSession, ['id'], ['client', 'callRef'], keys);
  await rewrite(
    unit,
    tables.sessionAnalysis,
    ['completionRating', 'model'],
    (row) => ({ completionRating: wordOrNull(row.completionRating), model: wordOrNull(row.model) }),
    ['client', 'sessionRef'],
    sessions.map(({ id }) => [client, id]),
  );
  await eraseWordsOfCalls(unit, tables.call, client, keys);
}

const FACTS = ['platform', 'language'] as const;

function factsOf({ platform, language }: Pick<CallEntity, 'platform' | 'language'>) {
  return { platform: wordOrNull(platform), language: wordOrNull(language) };
}

// What was counted by a platform names it.
async function eraseWordsOfCalls(
  unit: UnitOfWork,
  call: Table<CallEntity>,
  client: number,
  keys: readonly (readonly number[])[],
): Promise<void> {
  const properties = [...FACTS, 'listedAt'] as const;
  const rows = await rewrite(unit, call, properties, factsOf, ['client', 'id'], keys);
  const changed = rows.map((row) => row.listedAt);
  if (changed.length === 0) return;
  await markPeriods(unit, client, changed);
  const periods = [...new Set(changed.map(periodOf))];
  await unit.execute(sql`DELETE FROM figure_rollup WHERE client_id = ${client} AND period IN ${list(periods)}`);
}

/** Takes free texts out of the keys of deliveries; `by` these ids of theirs, or of their calls. */
export async function eraseDeliveryKeys(
  unit: UnitOfWork,
  { sourceEvent, callIdentity }: Tables,
  { id: client, keyed }: Owner,
  by: 'id' | 'callRef',
  ids: readonly number[],
): Promise<void> {
  const properties = ['client', 'id', 'source', 'eventType', 'eventKey'] as const;
  const keys = ids.map((id) => [client, id]);
  const rows = await unit.find(sourceEvent, properties, ['client', by], keys);
  const ofGateway = rows.filter(({ source }) => source === Source.AUDIOCODES);
  const parts = new Set(ofGateway.flatMap(({ eventKey }) => partsOf(eventKey)));
  const named = await unit.find(
    callIdentity,
    ['value'],
    ['client', 'value'],
    [...parts].map((part) => [client, part]),
  );
  const identifiers = new Set(named.map(({ value }) => value));
  const isIdentifier = (part: string) => identifiers.has(part);
  const make = (row: Pick<SourceEventEntity, 'source' | 'eventType' | 'eventKey'>) => ({
    eventKey: deliveryKeyOf(row, isIdentifier, keyed),
  });
  await rewriteRows(unit, sourceEvent, ['eventKey'], make, rows as SourceEventEntity[]);
}

async function rewrite<Row extends object, P extends keyof Row & string>(
  unit: UnitOfWork,
  table: Table<Row>,
  properties: readonly P[],
  make: (row: Pick<Row, P>) => Partial<Row>,
  by: readonly (keyof Row & string)[],
  keys: readonly (readonly unknown[])[],
): Promise<Row[]> {
  const own = table.key as readonly (keyof Row & string)[];
  const rows = (await unit.find(table, [...own, ...properties], by, keys)) as unknown as Row[];
  return rewriteRows(unit, table, properties, make, rows);
}

// Answers with the rows that changed.
async function rewriteRows<Row extends object, P extends keyof Row & string>(
  unit: UnitOfWork,
  table: Table<Row>,
  properties: readonly P[],
  make: (row: Row) => Partial<Row>,
  rows: readonly Row[],
): Promise<Row[]> {
  const changed = rows
    .map((row) => ({ row, made: { ...row, ...make(row) } }))
    .filter(({ row, made }) => properties.some((property) => row[property] !== made[property]))
    .map(({ made }) => made);
  await unit.patch(table, properties, changed);
  return changed;
}
