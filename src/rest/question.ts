import { countryOf } from '../domain/caller.js';
import type { CallDataQuestion } from '../domain/ports.js';
import { type Format, formatNamed } from './formats.js';
import { parameterOrRepeated, REPEATED } from './parameters.js';

/** What a CallData client asks for, and how it wants to be told. */
export interface CallDataRequest {
  readonly question: CallDataQuestion;
  readonly format: Format;
}

const DEFAULT_AGE_SECONDS = '60';
const WHOLE_NUMBER = /^\d{1,15}$/;
const LANGUAGES = ['de', 'en'];

/** Reads a GET's query; null where anything is wrong with it, since the answer is then the same as for no result. */
export function requestOf(query: unknown): CallDataRequest | null {
  const values: string[] = [];
  for (const [name, preset] of PARAMETERS) {
    const value = parameterOrRepeated(query, name) ?? preset;
    if (value === REPEATED) return null;
    values.push(value);
  }
  const [caller = '', callId = '', timeLimit = '', countryCode = '', language = '', formatName = ''] = values;
  if (caller.trim() === '' || callId.trim() === '') return null;
  if (!WHOLE_NUMBER.test(timeLimit) || !LANGUAGES.includes(language.toLowerCase())) return null;
  if (countryCode.trim() !== '' && countryOf(countryCode) === null) return null;
  const format = formatNamed(formatName.toLowerCase());
  if (format === null) return null;
  const question = {
    callId,
    caller: withPlus(caller),
    countryCode: countryCode.trim() === '' ? null : countryCode.trim(),
    maximumAgeSeconds: Number(timeLimit),
  };
  return { question, format };
}

const PARAMETERS = [
  ['caller', ''],
  ['callid', ''],
  ['timeLimit', DEFAULT_AGE_SECONDS],
  ['countryCode', ''],
  ['lang', 'de'],
  ['format', 'json'],
] as const;

// A + that was not encoded arrives as a space.
function withPlus(caller: string): string {
  return caller.replace(/^\s+(?=[1-9])/, '+');
}
