import { z } from 'zod';
import { countryOf } from '../domain/caller.js';
import type { CallDataQuestion } from '../domain/ports.js';
import { FORMAT_NAMES, FORMATS, type Format } from './formats.js';
import { LANGUAGES, type Language } from './labels.js';
import { parameterOrRepeated, REPEATED } from './parameters.js';

/** What a CallData client asks for, and how it wants to be told. */
export interface CallDataRequest {
  readonly question: CallDataQuestion;
  readonly format: Format;
  readonly language: Language;
}

const SECONDS = /^\d{1,15}$/;
const SOMETHING = /\S/;

/** A GET's query; names are taken in any case. */
export const CallDataQuery = z.object({
  caller: z.string().regex(SOMETHING).describe("The caller's number in any form, or user id."),
  callid: z.string().regex(SOMETHING).describe('The call id under which the record was left.'),
  timeLimit: z.string().regex(SECONDS).default('60').describe('Seconds since the receipt at the most.'),
  countryCode: z.string().refine(isCountryOrNone).default('').describe('For local numbers: +41, 41 or CH.'),
  lang: z.enum(LANGUAGES).default('de').describe('The language of the labels in html and text.'),
  format: z.enum(FORMAT_NAMES).default('json').describe('How the record is written.'),
});

type Name = keyof typeof CallDataQuery.shape;
const NAMES = Object.keys(CallDataQuery.shape) as Name[];
const WORDS: readonly Name[] = ['lang', 'format'];

/** Reads a GET's query; null where anything is wrong with it, since the answer is then the same as for no result. */
export function requestOf(query: unknown): CallDataRequest | null {
  const given: Partial<Record<Name, string>> = {};
  for (const name of NAMES) {
    const value = parameterOrRepeated(query, name);
    if (value === REPEATED) return null;
    if (value !== undefined) given[name] = WORDS.includes(name) ? value.toLowerCase() : value;
  }
  const result = CallDataQuery.safeParse(given);
  if (!result.success) return null;
  const { caller, callid, timeLimit, countryCode, lang, format } = result.data;
  const question = {
    callId: callid,
    // A + that was not encoded arrived as a space; whoever compares numbers puts it back.
    caller,
    countryCode: countryCode.trim() === '' ? null : countryCode.trim(),
    maximumAgeSeconds: Number(timeLimit),
  };
  return { question, format: FORMATS[format], language: lang };
}

function isCountryOrNone(code: string): boolean {
  return code.trim() === '' || countryOf(code) !== null;
}
