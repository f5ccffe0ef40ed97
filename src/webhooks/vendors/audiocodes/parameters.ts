import { BotOperationResult, SIP_HEADER_LIMITS, type SipHeader } from '../../../domain/hangup.js';
import { type ExactText, fieldsOf, listOf, nameOf, PayloadError, textOf } from '../../reading.js';
import type { CallParameters } from './payload.js';
import { type Found, firstOf, type Place } from './places.js';

/** Reads what a bot set for the end of its call. */
export function readParameters(places: readonly Place[], exact: ExactText): CallParameters {
  const reason = firstOf(places, 'hangupReason');
  return {
    hangupReason: textOf(reason.value, reason.path),
    sipHeaders: sipHeadersOf(firstOf(places, 'hangupSipHeaders')),
    botOperationResult: resultOf(firstOf(places, 'botOperationResult')),
    botOperationData: dataOf(firstOf(places, 'botOperationData'), exact),
  };
}

function sipHeadersOf({ value, path }: Found): readonly SipHeader[] {
  const list = listOf(value, path);
  if (list.length > SIP_HEADER_LIMITS.headers) {
    const expected = `must have at most ${SIP_HEADER_LIMITS.headers} headers`;
    throw new PayloadError('LIMIT_EXCEEDED', 'hangupSipHeaders', expected);
  }
  const headers = list.map((header, index) => sipHeaderOf(header, `${path}.${index}`));
  const characters = headers.reduce((sum, { name, value: text }) => sum + name.length + text.length, 0);
  if (characters > SIP_HEADER_LIMITS.characters) {
    const expected = `must have at most ${SIP_HEADER_LIMITS.characters} characters of names and values together`;
    throw new PayloadError('LIMIT_EXCEEDED', 'hangupSipHeaders', expected);
  }
  return headers;
}

// A bot's message says `name` and `value`, the gateway's configuration `key` and `value`.
function sipHeaderOf(header: unknown, path: string): SipHeader {
  const fields = fieldsOf(header, path);
  const name = textOf(fields?.name ?? fields?.key, `${path}.name`);
  if (name === null) throw new PayloadError('MISSING_FIELD', `${path}.name`, 'is required');
  return { name, value: textOf(fields?.value, `${path}.value`) ?? '' };
}

function resultOf({ value, path }: Found): BotOperationResult | null {
  const text = nameOf(value, path);
  if (text === null) return null;
  const name = text.trim().toUpperCase();
  if (name === BotOperationResult.SUCCESS || name === BotOperationResult.FAILURE) return name;
  throw new PayloadError('INVALID_FIELD', path, 'must be success or failure');
}

function dataOf({ value, path }: Found, exact: ExactText): string | null {
  return fieldsOf(value, path) === null ? null : exact.json(value);
}
