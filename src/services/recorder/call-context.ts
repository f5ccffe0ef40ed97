import type { CallIdentity } from '../../domain/call.js';
import type { TurnFacts } from '../../domain/course.js';
import type { Instant } from '../../domain/source.js';
import type { AgentSessionEntity } from '../../persistence/entities/agent-session.entity.js';
import type { CallEntity } from '../../persistence/entities/call.entity.js';
import type { GatewayNoticeEntity } from '../../persistence/entities/gateway-notice.entity.js';
import type { HangupEntity } from '../../persistence/entities/hangup.entity.js';
import type { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import type { Table } from '../../persistence/table.js';
import type { Identification } from './identify.js';
import type { Recording } from './recording.js';

/** A transaction as far as a call's course needs it. */
export type StoredTurn = TurnFacts & { callRef: number; sequence: number };

/** A call with everything known of it, while it is being written. */
export interface CallContext {
  readonly id: number;
  /** Null for a call that is new. */
  readonly row: CallEntity | null;
  readonly identities: CallIdentity[];
  readonly turns: Map<number, StoredTurn>;
  readonly hangups: Map<number, HangupEntity>;
  readonly sessions: Map<number, AgentSessionEntity>;
  readonly notices: Map<number, GatewayNoticeEntity>;
  /** Calls that turned out to be this one. */
  readonly absorbed: CallEntity[];
  /** When the first item of this unit of work that speaks of it was received; infinite before one was applied. */
  heardAt: Instant;
  /** Whether anything of it was private, ever. */
  isPrivate: boolean;
}

const TURN_PROPERTIES = [
  'id',
  'callRef',
  'sequence',
  'transactionId',
  'kind',
  'requestTimestamp',
  'responseTimeMs',
  'fromState',
  'handledByState',
  'toState',
  'terminal',
  'explicitlyHandled',
  'errorCount',
  'intentName',
  'intentConfidence',
  'intentSourceId',
  'channel',
  'platform',
  'language',
  'releaseId',
  'callerRaw',
  'production',
  'privacyEnabled',
] as const satisfies readonly (keyof TransactionEntity)[];

/** Loads the calls that the records lead to, each with those that it absorbs. */
export async function loadCalls(
  recording: Recording,
  { callOf, created, merged, newIdentities }: Identification,
): Promise<Map<number, CallContext>> {
  const { unit, tables, client } = recording;
  const survivors = [...new Set([...callOf.values(), ...merged.values()])];
  const stored = [...survivors.filter((id) => !created.has(id)), ...merged.keys()].map((id) => [client.id, id]);
  const rows = new Map(
    (await unit.find(tables.call, every(tables.call), ['client', 'id'], stored)).map((row) => [row.id, row]),
  );
  const contexts = new Map(survivors.map((id) => [id, emptyContext(id, rows.get(id) ?? null)]));
  const contextOf = (call: number) => contexts.get(merged.get(call) ?? call) as CallContext;

  for (const absorbed of merged.keys()) contextOf(absorbed).absorbed.push(rows.get(absorbed) as CallEntity);
  for (const identity of newIdentities) contextOf(identity.callRef).identities.push(identity);
  for (const row of await unit.find(
    tables.callIdentity,
    ['source', 'kind', 'value', 'callRef'],
    ['client', 'callRef'],
    stored,
  )) {
    contextOf(row.callRef).identities.push(row);
  }
  for (const row of await unit.find(tables.transaction, TURN_PROPERTIES, ['client', 'callRef'], stored)) {
    contextOf(row.callRef).turns.set(row.id, row);
  }
  for (const row of await unit.find(tables.hangup, every(tables.hangup), ['client', 'callRef'], stored)) {
    contextOf(row.callRef).hangups.set(row.id, row);
  }
  for (const row of await unit.find(tables.agentSession, every(tables.agentSession), ['client', 'callRef'], stored)) {
    contextOf(row.callRef).sessions.set(row.id, row);
  }
  for (const row of await unit.find(tables.gatewayNotice, every(tables.gatewayNotice), ['client', 'callRef'], stored)) {
    contextOf(row.callRef).notices.set(row.id, row);
  }
  return contexts;
}

function emptyContext(id: number, row: CallEntity | null): CallContext {
  return {
    id,
    row,
    identities: [],
    turns: new Map(),
    hangups: new Map(),
    sessions: new Map(),
    notices: new Map(),
    absorbed: [],
    heardAt: Number.POSITIVE_INFINITY,
    isPrivate: false,
  };
}

/** Whether a call is private and was not before, or was not known. */
export function isNewlyPrivate({ isPrivate, row, absorbed }: CallContext): boolean {
  return isPrivate && (row === null || [row, ...absorbed].some((call) => !call.privacyEnabled));
}

/** Every property of a table's row. */
export function every<Row extends object>(table: Table<Row>): (keyof Row & string)[] {
  return table.columns.map((column) => column.property as keyof Row & string);
}

/** Every property but the primary key's: what an update writes. */
export function everyButKey<Row extends object>(table: Table<Row>): (keyof Row & string)[] {
  return every(table).filter((property) => !table.key.includes(property));
}
