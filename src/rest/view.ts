import type { CallDataRecord } from '../domain/call-data.js';
import { formatInstant } from '../domain/instant.js';
import { scanMembers } from '../domain/json-scan.js';
import { MASK } from '../domain/privacy.js';
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
 * read it as ours; it stays in the record and GraphQL shows it. What was given as a known field and is no text stands
 * among the user-defined ones in the record, and in its own place here.
 */
export function viewOf(record: CallDataRecord, { language, timeZone }: Reader): CallDataView {
  const time = timeFor(language, record.storedAt, timeZone);
  const members = scanMembers(record.fields).map(({ key, value }) => ({ name: JSON.parse(key) as string, value }));
  const content = givenAs('content', record.content, members);
  const conversationId = givenAs('conversationid', record.conversationId, members);
  const known = knownFields(record, content?.value ?? null, conversationId?.value ?? null);
  const names = new Set(known.map(({ name }) => name));
  const defined = members.filter(
    (member) => !names.has(member.name) && member !== content && member !== conversationId,
  );
  const rows = rowsOf(record, content?.value ?? null, conversationId?.value ?? null, language, time);
  return { language, title: `${LABELS[language].title} ${time}`, rows, known, defined };
}

/** What was given under a known name: its text, else the last value of another kind; undefined for nothing. */
function givenAs(name: string, text: string | null, members: readonly ViewField[]): ViewField | undefined {
  if (text !== null) return { name, value: JSON.stringify(text) };
  return members.findLast((member) => member.name.toLowerCase() === name && member.value !== 'null');
}

function knownFields(
  { caller, callId, storedAt }: CallDataRecord,
  content: JsonText | null,
  conversationId: JsonText | null,
): ViewField[] {
  const fields: ViewField[] = [
    { name: 'caller', value: JSON.stringify(caller.raw ?? MASK) },
    { name: 'callid', value: JSON.stringify(callId) },
    { name: 'timestamp', value: JSON.stringify(formatInstant(storedAt)) },
  ];
  if (content !== null) fields.push({ name: 'content', value: content });
  if (conversationId !== null) fields.push({ name: 'conversationid', value: conversationId });
  return fields;
}

// What is missing reads so since the legacy API's first days, and clients look for it.
const MISSING = 'undefined';

function rowsOf(
  { caller, callId }: CallDataRecord,
  content: JsonText | null,
  conversationId: JsonText | null,
  language: Language,
  time: string,
): ViewRow[] {
  const labels = LABELS[language];
  return [
    { label: labels.caller, value: caller.raw ?? MASK },
    { label: labels.timestamp, value: time },
    { label: labels.content, value: content === null ? MISSING : plainText(content) },
    { label: labels.callId, value: callId },
    { label: labels.conversationId, value: conversationId === null ? MISSING : plainText(conversationId) },
  ];
}

/** A field's value where a format has text alone: strings without their quotes, all else as JSON, nothing for null. */
export function plainText(value: JsonText): string {
  if (value.startsWith('"')) return JSON.parse(value) as string;
  return value === 'null' ? '' : value;
}
