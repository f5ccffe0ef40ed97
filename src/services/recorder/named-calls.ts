import type { Recording } from './recording.js';

/** A call that a name leads to. */
export interface NamedCall {
  readonly value: string;
  readonly callRef: number;
}

/** The calls that are stored under these names: identifiers of calls, and of their turns. */
export async function callsNamed(
  { unit, tables, client }: Recording,
  names: Iterable<string>,
): Promise<readonly NamedCall[]> {
  const keys = [...new Set(names)].map((name) => [client.id, name]);
  const led = await unit.find(tables.callIdentity, ['value', 'callRef'], ['client', 'value'], keys);
  const turns = await unit.find(tables.transaction, ['transactionId', 'callRef'], ['client', 'transactionId'], keys);
  return [...led, ...turns.map(({ transactionId, callRef }) => ({ value: transactionId, callRef }))];
}
