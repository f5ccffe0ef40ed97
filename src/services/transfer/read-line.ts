import { badInput } from '../../domain/errors.js';
import { parseInstant } from '../../domain/instant.js';
import { isJson } from '../../domain/json.js';
import { scanMembers } from '../../domain/json-scan.js';
import type { CallDataRecordInput, SourceItem } from '../../domain/record.js';
import { type Instant, type JsonText, Source } from '../../domain/source.js';
import { LINES_VERSION, LineType } from './lines.js';

/** A line of an export as it is imported. */
export type Line =
  | ({ readonly type: typeof LineType.DELIVERY } & Delivered)
  | { readonly type: typeof LineType.CALL_DATA; readonly item: SourceItem; readonly expiresAt: Instant };

/** A delivery that another gateway took. */
export interface Delivered {
  readonly source: Source;
  readonly eventType: string;
  readonly key: string;
  readonly receivedAt: Instant;
  /** What its address named beside the text: a JSON object. */
  readonly address: JsonText | null;
  readonly body: JsonText;
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a line of an export, of whatever version. */
export function isLine(value: unknown): boolean {
  return isFields(value) && typeof value.talkgraph === 'number';
}

/** Reads a line; `value` is what its text says. Throws BAD_USER_INPUT with the place. */
export function readLine(text: JsonText, value: unknown): Line {
  if (!isFields(value)) throw badInput('The line must be an object.');
  if (value.talkgraph !== LINES_VERSION) throw badInput('Another version of Talkgraph wrote this line.', 'talkgraph');
  switch (value.type) {
    case LineType.DELIVERY:
      return { type: LineType.DELIVERY, ...deliveryOf(text, value) };
    case LineType.CALL_DATA:
      return { type: LineType.CALL_DATA, item: callDataItem(text, value), expiresAt: instant(value, 'expiresAt') };
    default:
      throw badInput('Is no type of line that is known here.', 'type');
  }
}

function deliveryOf(text: JsonText, fields: Fields): Delivered {
  return {
    source: sourceIn(fields),
    eventType: string(fields, 'eventType'),
    key: string(fields, 'key'),
    receivedAt: instant(fields, 'receivedAt'),
    address: addressIn(fields),
    body: verbatim(text, fields, 'body', 'text'),
  };
}

function callDataItem(text: JsonText, fields: Fields): SourceItem {
  const record: CallDataRecordInput = {
    type: 'callData',
    callId: string(fields, 'callId'),
    callerRaw: string(fields, 'callerRaw'),
    countryCode: stringOrNull(fields, 'countryCode'),
    content: stringOrNull(fields, 'content'),
    conversationId: stringOrNull(fields, 'conversationId'),
    fields: verbatim(text, fields, 'fields', 'fieldsText'),
    idempotent: false,
  };
  const content = { understood: true, records: [record] } as const;
  const receivedAt = instant(fields, 'storedAt');
  return { source: Source.CALL_DATA, eventType: 'callData', key: null, body: text, content, receivedAt };
}

function addressIn(fields: Fields): JsonText | null {
  const address = stringOrNull(fields, 'address');
  if (address !== null && !(isJson(address) && isFields(JSON.parse(address))))
    throw badInput('Must be JSON.', 'address');
  return address;
}

/** A value as it stands in the line, or as it stands in a string where a line could not hold it. */
function verbatim(text: JsonText, fields: Fields, name: string, inString: string): JsonText {
  if (fields[inString] !== undefined) return string(fields, inString);
  const member = scanMembers(text).findLast(({ key }) => JSON.parse(key) === name);
  if (member === undefined) throw badInput('Is missing.', name);
  return member.value;
}

function sourceIn(fields: Fields): Source {
  const source = string(fields, 'source');
  if (!Object.hasOwn(Source, source)) throw badInput('Is no source that is known here.', 'source');
  return source as Source;
}

function instant(fields: Fields, name: string): Instant {
  const read = parseInstant(string(fields, name));
  if (read === null) throw badInput('Must be a time as RFC 3339 has it.', name);
  return read;
}

function string(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw badInput('Must be a string.', name);
  return value;
}

function stringOrNull(fields: Fields, name: string): string | null {
  return fields[name] === null || fields[name] === undefined ? null : string(fields, name);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
