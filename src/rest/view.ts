import type { CallDataRecord } from '../domain/call-data.js';
import { formatInstant } from '../domain/instant.js';
import { scanMembers } from '../domain/json-scan.js';
import type { JsonText } from '../domain/source.js';

/** One member of the answer. */
export interface ViewField {
  readonly name: string;
  readonly value: JsonText;
}

/** A record as its clients see it, in the order in which every format writes it. */
export interface CallDataView {
  readonly fields: readonly ViewField[];
}

/**
 * The five known fields, those that were given, then the user-defined ones in their order. A user-defined field
 * with the very name of one that is there already (`caller` and `timestamp` can be, since a POST knows neither)
 * is left out here, or a client would read it as ours; it stays in the record and GraphQL shows it.
 */
export function viewOf(record: CallDataRecord): CallDataView {
  const fields: ViewField[] = [
    { name: 'caller', value: JSON.stringify(record.caller.raw) },
    { name: 'callid', value: JSON.stringify(record.callId) },
    { name: 'timestamp', value: JSON.stringify(formatInstant(record.storedAt)) },
  ];
  if (record.content !== null) fields.push({ name: 'content', value: JSON.stringify(record.content) });
  const { conversationId } = record;
  if (conversationId !== null) fields.push({ name: 'conversationid', value: JSON.stringify(conversationId) });
  const known = new Set(fields.map(({ name }) => name));
  for (const { key, value } of scanMembers(record.fields)) {
    const name = JSON.parse(key) as string;
    if (!known.has(name)) fields.push({ name, value });
  }
  return { fields };
}
