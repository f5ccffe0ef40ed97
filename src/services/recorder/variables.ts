import { canonicalJson } from '../../domain/json.js';
import type { JsonText } from '../../domain/source.js';
import type { Variable } from '../../domain/variable.js';
import type { TransactionEntity } from '../../persistence/entities/transaction.entity.js';
import type { VariableEntity } from '../../persistence/entities/variable.entity.js';
import type { CallContext } from './call-context.js';
import type { Recording } from './recording.js';
import type { Changes } from './row-changes.js';

type Speaker = Pick<TransactionEntity, 'callRef' | 'requestTimestamp' | 'transactionId' | 'variables'>;

/** Keeps the last known value of each variable of a call: the latest turn that says it, whenever it arrives. */
export async function writeVariables(
  recording: Recording,
  changes: Changes,
  contexts: ReadonlyMap<number, CallContext>,
): Promise<void> {
  const rebuilt = new Set<number>();
  for (const row of changes.transactions.revised.values()) rebuilt.add(row.callRef);
  for (const context of contexts.values()) if (context.absorbed.length > 0) rebuilt.add(context.id);
  await append(
    recording,
    [...changes.transactions.created.values()].filter((row) => !rebuilt.has(row.callRef)),
    contexts,
  );
  for (const call of rebuilt) await rebuild(recording, contexts.get(call) as CallContext);
}

async function append(
  recording: Recording,
  speakers: readonly Speaker[],
  contexts: ReadonlyMap<number, CallContext>,
): Promise<void> {
  const { unit, tables, client } = recording;
  const said = latestOf(client.id, speakers);
  const old = new Set([...said.values()].map((row) => row.callRef).filter((call) => contexts.get(call)?.row !== null));
  const keys = [...old].map((call) => [client.id, call]);
  const known = await unit.find(
    tables.variable,
    ['callRef', 'variableId', 'saidAt', 'saidBy'],
    ['client', 'callRef'],
    keys,
  );
  for (const row of known) {
    const fresh = said.get(keyOf(row));
    if (fresh !== undefined && isLater(row, fresh)) said.delete(keyOf(row));
  }
  await unit.put(tables.variable, [...said.values()]);
}

// After a revision or a merge the values that stand may be gone, so all turns are asked again.
async function rebuild(recording: Recording, context: CallContext): Promise<void> {
  const { unit, tables, client } = recording;
  const keys = [context.id, ...context.absorbed.map((call) => call.id)].map((call) => [client.id, call]);
  const properties = ['callRef', 'requestTimestamp', 'transactionId', 'variables'] as const;
  const speakers = await unit.find(tables.transaction, properties, ['client', 'callRef'], keys);
  await unit.remove(tables.variable, ['client', 'callRef'], keys);
  const own = speakers.map((speaker) => ({ ...speaker, callRef: context.id }));
  await unit.put(tables.variable, [...latestOf(client.id, own).values()]);
}

function latestOf(client: number, speakers: readonly Speaker[]): Map<string, VariableEntity> {
  const latest = new Map<string, VariableEntity>();
  for (const { callRef, requestTimestamp, transactionId, variables } of speakers) {
    for (const { id, name, value } of variables === null ? [] : (JSON.parse(variables) as Variable[])) {
      const said = { value: comparable(value), saidAt: requestTimestamp, saidBy: transactionId };
      const row = { client, callRef, variableId: id, name, ...said };
      const known = latest.get(keyOf(row));
      if (known === undefined || isLater(row, known)) latest.set(keyOf(row), row);
    }
  }
  return latest;
}

// Filters compare texts, so an object's keys stand in one order here; the turn itself keeps the source's own.
function comparable(value: JsonText | null): JsonText | null {
  return value !== null && /^\s*[[{]/.test(value) ? canonicalJson(value) : value;
}

function isLater(one: Pick<VariableEntity, 'saidAt' | 'saidBy'>, other: Pick<VariableEntity, 'saidAt' | 'saidBy'>) {
  return one.saidAt === other.saidAt ? one.saidBy > other.saidBy : one.saidAt > other.saidAt;
}

function keyOf(row: Pick<VariableEntity, 'callRef' | 'variableId'>): string {
  return `${row.callRef}\n${row.variableId}`;
}
