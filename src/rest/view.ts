import type { CallDataRecord } from '../domain/call-data.js';
import { formatInstant } from '../domain/instant.js';
import { scanMembers } from '../domain/json-scan.js';
import type { JsonText } from '../domain/source.js';
import { LABELS, type Language, timeFor } from './labels.js';

/** One member of the answer. */
export interface ViewField {
  readonly name: string;
  readonly value: JsonText;
}

/** A known field for people: always there, whether it was given or not. */
export interface ViewRow {
  readonly label: string;
  readonly value: string;
}

/** A record as its clients see it, in the order in which every format writes it. */
export interface CallDataView {
  readonly language: Language;
  readonly title: string;
  readonly rows: readonly ViewRow[];
  /** The known fields, those that were given. */
  readonly known: readonly ViewField[];
  /** The user-defined fields. */
  readonly defined: readonly ViewField[];
}

/** How a client is told of times. */
export interface Reader {
  readonly language: Language;
  /** IANA zone. */
  readonly timeZone: string;
}

/**
 * The known fields, then the user-defined ones in their order. A user-defined field with the very name of one that
 * is there already (`caller` and `timestamp` can be, since a POST knows neither) is left out here, or a client would
 * read it as ours; it stays in the record and GraphQL shows it.
 */
export function viewOf(record: CallDataRecord, { language, timeZone }: Reader): CallDataView {
  const time = timeFor(language, record.storedAt, timeZone);
  const known = knownFields(record);
  const names = new Set(known.map(({ name }) => name));
  const members = scanMembers(record.fields).map(({ key, value }) => ({ name: JSON.parse(key) as string, value }));
  const defined = members.filter(({ name }) => !names.has(name));
  return { language, title: `${LABELS[language].title} ${time}`, rows: rowsOf(record, language, time), known, defined };
}

function knownFields({ caller, callId, storedAt, content, conversationId }: CallDataRecord): ViewField[] {
  const fields: ViewField[] = [
    { name: 'caller', value: JSON.stringify(caller.raw) },
    { name: 'callid', value: JSON.stringify(callId) },
    { name: 'timestamp', value: JSON.stringify(formatInstant(storedAt)) },
  ];
  if (content !== null) fields.push({ name: 'content', value: JSON.stringify(content) });
  if (conversationId !== null) fields.push({ name: 'conversationid', value: JSON.stringify(conversationId) });
  return fields;
}

// What is missing reads so since the legacy API's first days, and clients look for it.
const MISSING = 'undefined';

function rowsOf(record: CallDataRecord, language: Language, time: string): ViewRow[] {
  const labels = LABELS[language];
  return [
    { label: labels.caller, value: record.caller.raw ?? MISSING },
    { label: labels.timestamp, value: time },
    { label: labels.content, value: record.content ?? MISSING },
    { label: labels.callId, value: record.callId },
    { label: labels.conversationId, value: record.conversationId ?? MISSING },
  ];
}

/** A field's value where a format has text alone: strings without their quotes, all else as JSON, nothing for null. */
export function plainText(value: JsonText): string {
  if (value.startsWith('"')) return JSON.parse(value) as string;
  return value === 'null' ? '' : value;
}
