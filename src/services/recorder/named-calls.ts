import type { Recording } from './recording.js';

/** A call that a name leads to. */
export interface NamedCall {
  readonly value: string;
  readonly callRef: number;
}

/** The calls that are stored under these names, as identifiers of a call or, of `turns`, as those of a turn. */
export async function callsNamed(
  { unit, tables, client }: Recording,
  names: Iterable<string>,
  turns: Iterable<string>,
): Promise<readonly NamedCall[]> {
  const keysOf = (some: Iterable<string>) => [...new Set(some)].map((name) => [client.id, name]);
  const led = await unit.find(tables.callIdentity, ['value', 'callRef'], ['client', 'value'], keysOf(names));
  const by = ['client', 'transactionId'] as const;
  const said = await unit.find(tables.transaction, ['transactionId', 'callRef'], by, keysOf(turns));
  return [...led, ...said.map(({ transactionId, callRef }) => ({ value: transactionId, callRef }))];
}
