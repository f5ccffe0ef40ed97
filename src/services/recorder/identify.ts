import type { CallIdentity } from '../../domain/call.js';
import type { CallDataRecordInput, DomainRecord } from '../../domain/record.js';
import { type KnownRecords, recordKey } from './known-records.js';
import type { Recording, SourcedRecord } from './recording.js';

interface CallNaming extends SourcedRecord {
  readonly record: Exclude<DomainRecord, CallDataRecordInput>;
}

// CallData names a call but never makes one.
function namesCall(sourced: SourcedRecord): sourced is CallNaming {
  return sourced.record.type !== 'callData';
}

/** Which call each identifier leads to now, and which calls turned out to be one. */
export interface Identification {
  /** Internal call id by identifier value. */
  readonly callOf: ReadonlyMap<string, number>;
  /** Calls that were made for this unit of work. */
  readonly created: ReadonlySet<number>;
  /** Absorbed call to the call that goes on. */
  readonly merged: ReadonlyMap<number, number>;
  readonly newIdentities: readonly (CallIdentity & { readonly callRef: number })[];
}

/**
 * Finds the call of every record. All identifiers of a record lead to one call; the same value is the same call,
 * whichever source says it; and a transaction or an end signal that is known already ties its call in.
 */
export async function identify(
  recording: Recording,
  records: readonly SourcedRecord[],
  known: KnownRecords,
): Promise<Identification> {
  const { unit, tables, client, ids } = recording;
  const said = records.filter(namesCall);
  const values = new Set(said.flatMap(({ record }) => record.identifiers.map(({ value }) => value)));
  const keys = [...values].map((value) => [client.id, value]);
  const stored = await unit.find(
    tables.callIdentity,
    ['value', 'source', 'kind', 'callRef'],
    ['client', 'value'],
    keys,
  );

  const groups = new Groups();
  for (const { value, callRef } of stored) groups.join(`value ${value}`, `call ${callRef}`);
  for (const { source, record } of said) {
    const [first, ...others] = record.identifiers.map(({ value }) => `value ${value}`);
    if (first === undefined) continue;
    groups.root(first);
    for (const other of others) groups.join(first, other);
    const key = recordKey(source, record);
    if (key === null) continue;
    groups.join(first, key);
    const tied = known.get(key);
    if (tied !== undefined) groups.join(first, `call ${tied.callRef}`);
  }
  return resolve(groups, values, said, new Set(stored.map(identityKey)), () => ids.next());
}

function resolve(
  groups: Groups,
  values: ReadonlySet<string>,
  said: readonly CallNaming[],
  stored: Set<string>,
  newId: () => number,
): Identification {
  const created = new Set<number>();
  const merged = new Map<number, number>();
  const callOfGroup = new Map<string, number>();
  for (const [root, members] of groups.all()) {
    const calls = members.filter((name) => name.startsWith('call ')).map((name) => Number(name.slice(5)));
    const survivor = calls.length > 0 ? Math.min(...calls) : newId();
    if (calls.length === 0) created.add(survivor);
    for (const call of calls) if (call !== survivor) merged.set(call, survivor);
    callOfGroup.set(root, survivor);
  }
  const callOf = new Map([...values].map((value) => [value, callOfGroup.get(groups.root(`value ${value}`)) as number]));
  const newIdentities: (CallIdentity & { callRef: number })[] = [];
  for (const { source, record } of said) {
    for (const { kind, value } of record.identifiers) {
      const identity = { source, kind, value, callRef: callOf.get(value) as number };
      if (stored.has(identityKey(identity))) continue;
      stored.add(identityKey(identity));
      newIdentities.push(identity);
    }
  }
  return { callOf, created, merged, newIdentities };
}

function identityKey({ source, kind, value }: CallIdentity): string {
  return [source, kind, value].join('\n');
}

/** Names that belong together (a disjoint-set forest). */
class Groups {
  readonly #parent = new Map<string, string>();

  root(name: string): string {
    let root = name;
    for (
      let parent = this.#parent.get(root);
      parent !== undefined && parent !== root;
      parent = this.#parent.get(root)
    ) {
      root = parent;
    }
    this.#parent.set(name, root);
    return root;
  }

  join(one: string, other: string): void {
    const root = this.root(one);
    this.#parent.set(this.root(other), root);
  }

  all(): Map<string, string[]> {
    const groups = new Map<string, string[]>();
    for (const name of [...this.#parent.keys()]) {
      const root = this.root(name);
      const members = groups.get(root);
      if (members === undefined) groups.set(root, [name]);
      else members.push(name);
    }
    return groups;
  }
}
