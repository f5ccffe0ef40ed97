import type { DomainRecord } from '../../domain/record.js';
import { type StateReference, stateKey } from '../../domain/state-transition.js';
import type { StateEntity } from '../../persistence/entities/state.entity.js';
import type { Recording } from './recording.js';

/** The internal id of a state that a record names; null for none. */
export type StateIds = (releaseId: string | null, state: StateReference | null) => number | null;

/** Numbers every state that the records name; new ones are written with this unit of work. */
export async function numberStates(recording: Recording, records: readonly DomainRecord[]): Promise<StateIds> {
  const { client, knownStates, writes, ids } = recording;
  const missing = new Map<string, StateEntity>();
  for (const record of records) {
    if (record.type !== 'transaction' && record.type !== 'hangup') continue;
    const states = record.type === 'transaction' ? [record.from, record.handledBy, record.to] : [record.from];
    for (const state of states) {
      if (state === null) continue;
      const name = nameOf(client.id, record.releaseId, state);
      if (!knownStates.has(name)) missing.set(name, rowOf(client.id, record.releaseId, state));
    }
  }
  const found = new Map<string, number>(await storedStates(recording, [...missing.values()]));
  for (const [name, row] of missing) {
    if (found.has(name)) continue;
    const numbered = { ...row, id: ids.next() };
    writes.states.push(numbered);
    found.set(name, numbered.id);
  }
  return (releaseId, state) => {
    if (state === null) return null;
    const name = nameOf(client.id, releaseId, state);
    return knownStates.get(name) ?? found.get(name) ?? null;
  };
}

/** Remembers states once they are committed; a bounded number of them. */
export function rememberStates(known: Map<string, number>, rows: readonly StateEntity[]): void {
  if (known.size > STATES_REMEMBERED) known.clear();
  for (const row of rows) known.set(nameOf(row.client, row.releaseId, row), row.id);
}

const STATES_REMEMBERED = 50_000;

async function storedStates(recording: Recording, rows: readonly StateEntity[]): Promise<[string, number][]> {
  const { unit, tables } = recording;
  const by = ['client', 'stateId', 'dialogName', 'releaseId', 'name'] as const;
  const keys = rows.map((row) => by.map((property) => row[property]));
  const stored = await unit.find(tables.state, [...by, 'id'], by, keys);
  return stored.map((row) => [nameOf(row.client, row.releaseId, row), row.id]);
}

function rowOf(client: number, releaseId: string | null, state: StateReference): StateEntity {
  return {
    client,
    id: 0,
    key: stateKey(releaseId, state),
    stateId: state.stateId,
    dialogName: state.dialogName ?? '',
    releaseId: releaseId ?? '',
    name: state.name ?? '',
  };
}

function nameOf(client: number, releaseId: string | null, state: StateReference): string {
  return `${client}\n${releaseId ?? ''}\n${state.dialogName ?? ''}\n${state.stateId}\n${state.name ?? ''}`;
}
