import { callerOf, countryOf } from '../../domain/caller.js';
import { formatInstant } from '../../domain/instant.js';
import type { JsonText } from '../../domain/source.js';
import type { ExportedCallData, ExportedDelivery } from '../../persistence/queries/export.queries.js';

/** The version of the lines; a reader refuses another one. */
export const LINES_VERSION = 1;

/** What a line of an export holds. */
export const LineType = { DELIVERY: 'delivery', CALL_DATA: 'callData' } as const;
export type LineType = (typeof LineType)[keyof typeof LineType];

/** A delivery. Its text stands as it came, in `text` where a line cannot hold it as it is. */
export function deliveryLine(delivery: ExportedDelivery): JsonText {
  const { source, eventType, key, receivedAt, address, body } = delivery;
  const named = address === null ? {} : { address };
  const head = { source, eventType, key, receivedAt: formatInstant(receivedAt), ...named };
  if (!LINE_BREAK.test(body)) return lineOf(LineType.DELIVERY, head, `"body":${body}`);
  return lineOf(LineType.DELIVERY, { ...head, text: body });
}

// Those of Unicode too, since some readers of lines take them for the end of one.
const LINE_BREAK = /[\n\r\u2028\u2029]/;

/** A CallData record; `country` is the one in which its client's local numbers are read. */
export function callDataLine(record: ExportedCallData, country: string): JsonText {
  const { callId, callerRaw, callerE164, content, conversationId, fields, storedAt, expiresAt } = record;
  const readable = callerE164 === null || callerOf(callerRaw, country).e164 === callerE164;
  const countryCode = readable ? null : countryBehind(callerRaw, callerE164);
  const times = { storedAt: formatInstant(storedAt), expiresAt: formatInstant(expiresAt) };
  const head = { callId, callerRaw, countryCode, content, conversationId, ...times };
  if (!LINE_BREAK.test(fields)) return lineOf(LineType.CALL_DATA, head, `"fields":${fields}`);
  return lineOf(LineType.CALL_DATA, { ...head, fieldsText: fields });
}

const LONGEST_CALLING_CODE = 3;

// A calling code is the start of the number that reads the raw form as it was read before.
function countryBehind(raw: string, e164: string): string | null {
  for (let length = 1; length <= LONGEST_CALLING_CODE; length++) {
    const country = countryOf(e164.slice(0, length + 1));
    if (country !== null && callerOf(raw, country).e164 === e164) return country;
  }
  return null;
}

function lineOf(type: LineType, head: object, verbatim = ''): JsonText {
  const value = JSON.stringify({ talkgraph: LINES_VERSION, type, ...head });
  const written = value.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return verbatim === '' ? written : `${written.slice(0, -1)},${verbatim}}`;
}
