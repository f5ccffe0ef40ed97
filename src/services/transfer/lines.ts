import type { CallIdentity } from '../../domain/call.js';
import { callerOf, countryOf } from '../../domain/caller.js';
import { formatInstant } from '../../domain/instant.js';
import { type JsonText, Source } from '../../domain/source.js';
import type { ExportedCall, ExportedCallData, ExportedDelivery } from '../../persistence/queries/export.queries.js';

/** The version of the lines; a reader refuses another one. */
export const LINES_VERSION = 1;

/** What a line of an export holds. */
export const LineType = { CALL: 'call', DELIVERY: 'delivery', CALL_DATA: 'callData' } as const;
export type LineType = (typeof LineType)[keyof typeof LineType];

/** A call's names, all of which lead to it. */
export function callLine({ callId, recordedAt, identities }: ExportedCall): JsonText {
  const sorted = [...identities].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  return lineOf(LineType.CALL, { callId, recordedAt: formatInstant(recordedAt), identities: sorted });
}

const orderOf = ({ source, kind, value }: CallIdentity): string => [source, kind, value].join('\n');

/** A delivery that speaks of a call. Its text stands as it came, in `text` where a line cannot hold it as it is. */
export function deliveryLine(delivery: ExportedDelivery, call: ExportedCall): JsonText {
  const { source, eventType, key, receivedAt, body } = delivery;
  const query = source === Source.AUDIOCODES ? { query: namesIn(key, call.identities) } : {};
  const head = { callId: call.callId, source, eventType, key, receivedAt: formatInstant(receivedAt), ...query };
  if (!LINE_BREAK.test(body)) return lineOf(LineType.DELIVERY, head, `"body":${body}`);
  return lineOf(LineType.DELIVERY, { ...head, text: body });
}

// Those of Unicode too, since some readers of lines take them for the end of one.
const LINE_BREAK = /[\n\r\u2028\u2029]/;

/**
 * The call's names that a delivery may have had in its address and not in its text. They stand in its key in their
 * order; of a key that is a hash nobody can tell, so all of them are given.
 */
function namesIn(key: string, identities: readonly CallIdentity[]): Record<string, string[]> {
  const parts = key.split('/');
  const placeOf = ({ value }: CallIdentity) => parts.indexOf(encodeURIComponent(value.toWellFormed()));
  const own = identities.filter((identity) => identity.source === Source.AUDIOCODES);
  const named = own.filter((identity) => placeOf(identity) >= 0);
  const sorted = (named.length > 0 ? named : own).sort((one, other) => placeOf(one) - placeOf(other));
  const query: Record<string, string[]> = {};
  for (const { kind, value } of sorted) query[kind] = [...(query[kind] ?? []), value];
  return query;
}

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
  const written = JSON.stringify({ talkgraph: LINES_VERSION, type, ...head });
  return verbatim === '' ? written : `${written.slice(0, -1)},${verbatim}}`;
}
