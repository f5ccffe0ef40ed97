import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { badInput } from '../domain/errors.js';
import { scanMembers, scanValue } from '../domain/json-scan.js';
import type { CallDataRecordInput } from '../domain/record.js';
import type { JsonText } from '../domain/source.js';

/** What a POST says: a record, or in one sentence what it lacks. */
export type Input =
  | { readonly body: JsonText; readonly record: CallDataRecordInput }
  | { readonly body: JsonText; readonly refusal: string };

interface Member {
  readonly key: JsonText;
  readonly value: JsonText;
}

const REQUIRED = 'Required Attributes: callid, callerid';
const LONGEST_NAME = 500;

const identifier = z.string().regex(/\S/).max(LONGEST_NAME);

/** The known members of a POST's `input`; names are taken in any case, and every other member is user-defined. */
export const CallDataInput = z.object({
  callid: identifier.describe('What the caller of this record will ask by.'),
  callerid: identifier.describe("The caller's number, international or local, or user id."),
  content: z.string().optional().describe('The text for the agent.'),
  conversationid: z.string().max(LONGEST_NAME).optional().describe('The conversation id.'),
  countrycode: z.string().optional().describe('For local numbers: +41, 41 or CH.'),
});

type Known = keyof typeof CallDataInput.shape;
const KNOWN = Object.keys(CallDataInput.shape) as Known[];

/** Reads a POST's body; throws BAD_USER_INPUT where it is not JSON or nested deeper than `depth`. */
export function inputOf(bytes: Buffer, depth: number): Input {
  const body = jsonOf(bytes);
  if (scanValue(body).depth > depth) throw badInput(`The body is nested deeper than ${depth}.`);
  const { known, fields } = sorted(membersOfInput(body));
  const checked = CallDataInput.safeParse(known);
  if (!checked.success) return { body, refusal: refusalOf(checked.error.issues) };
  const { callid, callerid, content, conversationid, countrycode } = checked.data;
  const record = {
    type: 'callData',
    callId: callid,
    callerRaw: callerid,
    countryCode: countrycode?.trim() || null,
    content: content ?? null,
    conversationId: conversationid ?? null,
    fields: `{${fields.map(({ key, value }) => `${key}:${value}`).join(',')}}`,
    idempotent: false,
  } as const;
  return { body, record };
}

function refusalOf(issues: readonly z.core.$ZodIssue[]): string {
  const long = issues.filter(({ code }) => code === 'too_big').map(({ path }) => String(path[0]));
  return long.length < issues.length ? REQUIRED : `At most ${LONGEST_NAME} characters: ${long[0]}`;
}

function jsonOf(bytes: Buffer): JsonText {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  try {
    JSON.parse(text);
  } catch {
    throw badInput('The body is not JSON.');
  }
  if (!isUtf8(bytes)) throw badInput('The body is not UTF-8.');
  return text;
}

function membersOfInput(body: JsonText): readonly Member[] {
  const input = isObject(body) ? scanMembers(body).findLast(({ key }) => JSON.parse(key) === 'input') : undefined;
  return input !== undefined && isObject(input.value) ? scanMembers(input.value) : [];
}

/**
 * Parts the known members, in any case, from the user-defined ones. Of several spellings of one the last that
 * holds something counts. A known one without a text to it (an object as `content`) is kept as user-defined,
 * so that nothing is lost.
 */
function sorted(members: readonly Member[]): { known: Partial<Record<Known, string>>; fields: readonly Member[] } {
  const known: Partial<Record<Known, string>> = {};
  const fields: Member[] = [];
  for (const member of members) {
    const key = (JSON.parse(member.key) as string).toLowerCase();
    const name = KNOWN.find((candidate) => candidate === key);
    const text = name === undefined ? undefined : plainOf(name, member.value);
    if (name === undefined || text === undefined) fields.push(member);
    else if (text !== null && (text !== '' || known[name] === undefined)) known[name] = text;
  }
  return { known, fields };
}

// Identifiers may come as numbers, and keep their digits; null is nothing said; undefined is no text.
function plainOf(name: Known, value: JsonText): string | null | undefined {
  if (value.startsWith('"')) return JSON.parse(value) as string;
  if (value === 'null') return null;
  return name !== 'content' && /^\d/.test(value) ? value : undefined;
}

function isObject(text: JsonText): boolean {
  return /^\s*\{/.test(text);
}
